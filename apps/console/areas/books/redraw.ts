import type { JobView } from '#contracts/jobs.js';
import { actOnPage, startJob } from '../../api/jobs.js';
import { hasEnded } from '../jobs/job-words.js';

/** Draws one page again: in the job that runs, else in a new one that re-uses all other pages. */
export const redraw = (job: JobView | undefined, page: number, bookId: string): Promise<JobView> =>
  !job || hasEnded(job)
    ? startJob({ kind: 'generate-book', projectId: bookId, pages: [page] }, crypto.randomUUID())
    : actOnPage(job.id, page, 'retry');
