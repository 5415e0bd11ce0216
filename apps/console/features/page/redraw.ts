import type { JobView } from '#contracts/jobs.js';
import { sendPageAction, startJob } from '../../api/jobs.js';
import { hasEnded } from '../../ui/labels/job-labels.js';
import { oneKey } from '../../ui/composables/idempotency-key.js';

const { send } = oneKey();

/** Draws one page again: in the job that runs, else in a new one that re-uses all other pages. */
export const redraw = (job: JobView | undefined, page: number, bookId: string): Promise<JobView> =>
  !job || hasEnded(job)
    ? send(
        (key) => startJob({ kind: 'generate-book', bookId, pages: [page] }, key),
        `${bookId} ${job?.id ?? ''} ${page}`,
      )
    : sendPageAction(job.id, page, 'retry');
