import type { ArtifactView, CreateJob, JobSummary, JobView, RetryJob } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import { kept } from './offline/kept-views.js';
import { request, requestJson } from './session/request.js';
import { saveBlob } from './session/save-blob.js';

export interface JobFilter {
  state?: string | undefined;
  bookId?: string | undefined;
  cursor?: string | undefined;
  limit?: number;
}

export function listJobs(filter: JobFilter): Promise<Listing<JobSummary>> {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  const path = `/api/jobs?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
  const load = (): Promise<Listing<JobSummary>> => requestJson('GET', path);
  return filter.bookId ? kept(path, load) : load();
}
export const getJob = (id: string): Promise<JobView> => kept(`job ${id}`, () => requestJson('GET', `/api/jobs/${id}`));
export const startJob = (ask: CreateJob, key: string): Promise<JobView> =>
  requestJson('POST', '/api/jobs', { body: ask, key });
export const actOnJob = (id: string, act: 'pause' | 'resume' | 'cancel'): Promise<JobView> =>
  requestJson('POST', `/api/jobs/${id}/${act}`);
export const retryJob = (id: string, ask: RetryJob, key: string): Promise<JobView> =>
  requestJson('POST', `/api/jobs/${id}/retry`, { body: ask, key });
export const actOnPage = (id: string, page: number, act: 'retry' | 'skip'): Promise<JobView> =>
  requestJson('POST', `/api/jobs/${id}/pages/${page}/${act}`);
export const listArtifacts = async (id: string): Promise<ArtifactView[]> =>
  (await requestJson<{ items: ArtifactView[] }>('GET', `/api/jobs/${id}/artifacts`)).items;

/** Saves a file under its own name. */
export async function download({ id, fileName }: ArtifactView): Promise<void> {
  saveBlob(await (await request('GET', `/api/artifacts/${id}`)).blob(), fileName);
}
