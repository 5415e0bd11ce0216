import type { BatchView } from '#contracts/batches.js';
import type { JobState, JobSummary } from '#contracts/jobs.js';

/** A job that ended, or that waits for its author; or a batch that ended. */
export interface Notice {
  /** Notices with the same key are one notice. */
  key: string;
  /** Where a click leads. */
  to: { name: 'book' | 'batch'; params: { id: string } };
  text: string;
  good: boolean;
  at: string;
}

const TOLD: Partial<Record<JobState, (job: JobSummary) => string>> = {
  completed: ({ title, kind }) =>
    kind === 'export-book' ? `The files of “${title}” are ready.` : `“${title}” is finished.`,
  'completed-with-skips': ({ title }) => `“${title}” is finished; some pages were skipped.`,
  failed: ({ title }) => `“${title}” could not be made.`,
  'needs-attention': ({ title }) => `“${title}” needs you.`,
};

/** A book on its way to Drive says something only when it needs its author: it goes there again and again. */
const SYNC_TOLD: typeof TOLD = {
  failed: ({ title }) => `“${title}” could not be brought to your Google Drive.`,
  'needs-attention': ({ title }) => `“${title}” waits on its way to your Google Drive.`,
};

export const isTold = (state: JobState): boolean => TOLD[state] !== undefined;

/**
 * Null for a job that runs, and for one that its author stopped: they know. Books of a batch that went well are told once,
 * by the batch.
 */
export function noticeOf(job: JobSummary): Notice | null {
  if (job.batchId && job.state.startsWith('completed')) return null;
  const words = (job.kind === 'sync-drive' ? SYNC_TOLD : TOLD)[job.state];
  if (!words) return null;
  const at = job.endedAt ?? job.startedAt ?? job.createdAt;
  return {
    key: `${job.id} ${job.state}`,
    to: { name: 'book', params: { id: job.bookId } },
    text: words(job),
    good: job.state.startsWith('completed'),
    at,
  };
}

/** Null for a batch that is at work, and for one that its author stopped. */
export function batchNoticeOf({ id, state, counts, endedAt }: BatchView): Notice | null {
  if (endedAt === null || state === 'canceled') return null;
  const { total, completed, failed } = counts;
  const text =
    failed > 0
      ? `${completed} of ${total} books of a batch are done; ${failed} are not.`
      : `All ${total} books of a batch are done.`;
  return { key: `${id} ${endedAt}`, to: { name: 'batch', params: { id } }, text, good: failed === 0, at: endedAt };
}
