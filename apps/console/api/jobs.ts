import { dataOf } from '#client/api-client.js';
import type { ArtifactView, CreateJob, JobSummary, JobView, ListJobs, RetryJob } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import { cached } from './offline/cached-views.js';
import { api, byId, withKey } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

export type JobFilter = Partial<Pick<ListJobs, 'state' | 'bookId' | 'cursor' | 'limit'>>;

export function listJobs(filter: JobFilter): Promise<Listing<JobSummary>> {
  const load = (): Promise<Listing<JobSummary>> => dataOf(api.GET('/api/jobs', { params: { query: filter } }));
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const name = `/api/jobs?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
  return filter.bookId ? cached(name, load) : load();
}
export const getJob = (id: string): Promise<JobView> =>
  cached(`job ${id}`, () => dataOf(api.GET('/api/jobs/{id}', { params: byId(id) })));
export const startJob = (ask: CreateJob, key: string): Promise<JobView> =>
  dataOf(api.POST('/api/jobs', { body: ask, params: withKey(key) }));
export const sendJobAction = (id: string, action: 'pause' | 'resume' | 'cancel'): Promise<JobView> =>
  dataOf(api.POST(`/api/jobs/{id}/${action}`, { params: byId(id) }));
export const retryJob = (id: string, ask: RetryJob, key: string): Promise<JobView> =>
  dataOf(api.POST('/api/jobs/{id}/retry', { body: ask, params: { ...byId(id), ...withKey(key) } }));
export const sendPageAction = (id: string, page: number, action: 'retry' | 'skip'): Promise<JobView> =>
  dataOf(api.POST(`/api/jobs/{id}/pages/{number}/${action}`, { params: { path: { id, number: page } } }));
export const listArtifacts = async (id: string): Promise<ArtifactView[]> =>
  (await dataOf(api.GET('/api/jobs/{id}/artifacts', { params: byId(id) }))).items;

/** Saves a file under its own name. */
export async function download({ id, fileName }: ArtifactView): Promise<void> {
  saveBlob(await dataOf(api.GET('/api/artifacts/{id}', { params: byId(id), parseAs: 'blob' })), fileName);
}
