import { dataOf } from '#client/api-client.js';
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
import { api, byId, withKey } from './session/request.js';

export const listSupportJobs = (filter: JobFilter, cursor?: string, limit = 100): Promise<Listing<SupportJobSummary>> =>
  dataOf(api.GET('/api/support/jobs', { params: { query: { ...filter, cursor, limit } } }));
export const countJobs = (filter: JobFilter): Promise<JobCounts> =>
  dataOf(api.GET('/api/support/jobs/counts', { params: { query: filter } }));

export const getSupportJob = (id: string): Promise<SupportJob> =>
  dataOf(api.GET('/api/support/jobs/{id}', { params: byId(id) }));
export const getTimeline = (id: string): Promise<Timeline> =>
  dataOf(api.GET('/api/support/jobs/{id}/timeline', { params: byId(id) }));
export const listLogs = (id: string, level: JobLog['level'] | '', cursor?: string): Promise<Listing<JobLog>> => {
  const query = { level: level || undefined, cursor, limit: 100 };
  return dataOf(api.GET('/api/support/jobs/{id}/logs', { params: { ...byId(id), query } }));
};
/** Opens the author's content. The audit log records who did and why. */
export const openContent = (id: string, reason: string): Promise<SupportJob> =>
  dataOf(api.POST('/api/support/jobs/{id}/look', { body: { reason }, params: byId(id) }));

/** What the author sees. Asking for it is recorded, too. */
export const getCustomerView = (id: string): Promise<CustomerView> =>
  dataOf(api.GET('/api/support/jobs/{id}/customer-view', { params: byId(id) }));
export const getCustomerArt = (id: string, page: number, width: number): Promise<Blob> =>
  dataOf(
    api.GET('/api/support/jobs/{id}/customer-view/pages/{number}/art.png', {
      params: { path: { id, number: page }, query: { width } },
      parseAs: 'blob',
    }),
  );

export const previewAction = (id: string, plan: PlannedAction): Promise<SideEffects> =>
  dataOf(api.POST('/api/support/jobs/{id}/acts/preview', { body: plan, params: byId(id) }));
export const sendAction = (id: string, action: ActionOnJob, key: string): Promise<ActionDone> =>
  dataOf(api.POST('/api/support/jobs/{id}/acts', { body: action, params: { ...byId(id), ...withKey(key) } }));

const byFingerprint = (fingerprint: string) => ({ path: { fingerprint } });
export const listFailures = async (filter: Partial<ListFailures>): Promise<FailureGroup[]> =>
  (await dataOf(api.GET('/api/support/failures', { params: { query: filter } }))).items;
export const getFailure = (fingerprint: string): Promise<FailureGroup> =>
  dataOf(api.GET('/api/support/failures/{fingerprint}', { params: byFingerprint(fingerprint) }));
export const patchFailure = (fingerprint: string, patch: PatchFailure): Promise<FailureGroup> =>
  dataOf(api.PATCH('/api/support/failures/{fingerprint}', { body: patch, params: byFingerprint(fingerprint) }));

export const listViews = async (): Promise<SavedView[]> => (await dataOf(api.GET('/api/support/views'))).items;
export const saveView = (view: SaveView): Promise<SavedView> => dataOf(api.POST('/api/support/views', { body: view }));
export const removeView = async (id: string): Promise<void> =>
  void (await api.DELETE('/api/support/views/{id}', { params: byId(id) }));

export interface StaffMember {
  id: string;
  email: string;
  name: string;
}
export const listStaff = async (): Promise<StaffMember[]> => (await dataOf(api.GET('/api/support/staff'))).items;

/** The board of queues is a page of its own, opened with a short-lived cookie. */
export const openBoardSession = async (): Promise<void> => void (await api.POST('/api/support/board-session'));
