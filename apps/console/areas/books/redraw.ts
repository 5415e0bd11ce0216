import type { JobView } from '#contracts/jobs.js';
import { actOnPage, startJob } from '../../api/jobs.js';
import { hasEnded } from '../jobs/job-words.js';

/** Draws one page again: in the job that runs, else in a new one that re-uses all other pages. */
export const redraw = (job: JobView, page: number): Promise<JobView> =>
  hasEnded(job)
    ? startJob({ kind: 'generate-book', projectId: job.projectId, pages: [page] }, crypto.randomUUID())
    : actOnPage(job.id, page, 'retry');
