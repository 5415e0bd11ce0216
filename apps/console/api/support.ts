import type { Listing } from '#contracts/pagination.js';
import type {
  ActionDone,
  ActionOnJob,
  CustomerView,
  FailureGroup,
  JobCounts,
  JobFilter,
  JobLog,
  ListFailures,
  PatchFailure,
  PlannedAction,
  SavedView,
  SaveView,
  SideEffects,
  SupportJob,
  SupportJobSummary,
  Timeline,
} from '#contracts/support.js';
import { request, requestJson } from './session/request.js';

const ROOT = '/api/support';

/** `?a=1&b=2,3`; what is skipped, empty or null is not said. */
export function queryString(values: Record<string, unknown>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
const jobPath = (id: string): string => `${ROOT}/jobs/${encodeURIComponent(id)}`;

export const listSupportJobs = (filter: JobFilter, cursor?: string, limit = 100): Promise<Listing<SupportJobSummary>> =>
  requestJson('GET', `${ROOT}/jobs${queryString({ ...filter, cursor, limit })}`);
export const countJobs = (filter: JobFilter): Promise<JobCounts> =>
  requestJson('GET', `${ROOT}/jobs/counts${queryString(filter)}`);

export const getSupportJob = (id: string): Promise<SupportJob> => requestJson('GET', jobPath(id));
export const getTimeline = (id: string): Promise<Timeline> => requestJson('GET', `${jobPath(id)}/timeline`);
export const listLogs = (id: string, level: string, cursor?: string): Promise<Listing<JobLog>> =>
  requestJson('GET', `${jobPath(id)}/logs${queryString({ level, cursor, limit: 100 })}`);
/** Opens what the author has written. Who looks, and why, is kept in the audit log. */
export const lookAt = (id: string, reason: string): Promise<SupportJob> =>
  requestJson('POST', `${jobPath(id)}/look`, { body: { reason } });

/** What the author sees. Asking for it is recorded, too. */
export const getCustomerView = (id: string): Promise<CustomerView> =>
  requestJson('GET', `${jobPath(id)}/customer-view`);
export async function getCustomerArt(id: string, page: number, width: number): Promise<Blob> {
  return (await request('GET', `${jobPath(id)}/customer-view/pages/${page}/art.png?width=${width}`)).blob();
}

export const previewAct = (id: string, plan: PlannedAction): Promise<SideEffects> =>
  requestJson('POST', `${jobPath(id)}/acts/preview`, { body: plan });
export const doAct = (id: string, act: ActionOnJob, key: string): Promise<ActionDone> =>
  requestJson('POST', `${jobPath(id)}/acts`, { body: act, key });

export const listFailures = async (filter: Partial<ListFailures>): Promise<FailureGroup[]> =>
  (await requestJson<{ items: FailureGroup[] }>('GET', `${ROOT}/failures${queryString(filter)}`)).items;
export const getFailure = (fingerprint: string): Promise<FailureGroup> =>
  requestJson('GET', `${ROOT}/failures/${encodeURIComponent(fingerprint)}`);
export const patchFailure = (fingerprint: string, patch: PatchFailure): Promise<FailureGroup> =>
  requestJson('PATCH', `${ROOT}/failures/${encodeURIComponent(fingerprint)}`, { body: patch });

export const listViews = async (): Promise<SavedView[]> =>
  (await requestJson<{ items: SavedView[] }>('GET', `${ROOT}/views`)).items;
export const saveView = (view: SaveView): Promise<SavedView> => requestJson('POST', `${ROOT}/views`, { body: view });
export const removeView = (id: string): Promise<void> => requestJson('DELETE', `${ROOT}/views/${id}`);

export interface StaffMember {
  id: string;
  email: string;
  name: string;
}
export const listStaff = async (): Promise<StaffMember[]> =>
  (await requestJson<{ items: StaffMember[] }>('GET', `${ROOT}/staff`)).items;

/** The board of queues is a page of its own, opened with a short-lived cookie. */
export const openBoardSession = (): Promise<void> => requestJson('POST', `${ROOT}/board-session`);
