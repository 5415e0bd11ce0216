import type { JobState, JobSummary } from '#contracts/jobs.js';

/** A job that ended, or that waits for its author. */
export interface Notice {
  /** The same thing told twice is one notice. */
  key: string;
  bookId: string;
  text: string;
  state: JobState;
  at: string;
}

const TOLD: Partial<Record<JobState, (job: JobSummary) => string>> = {
  completed: ({ title, kind }) =>
    kind === 'export-book' ? `The files of “${title}” are ready.` : `“${title}” is finished.`,
  'completed-with-skips': ({ title }) => `“${title}” is finished; some pages were left out.`,
  failed: ({ title }) => `“${title}” could not be made.`,
  'needs-attention': ({ title }) => `“${title}” needs you.`,
};

/** A book on its way to Drive says something only when it needs its author: it goes there again and again. */
const SYNC_TOLD: typeof TOLD = {
  failed: ({ title }) => `“${title}” could not be brought to your Google Drive.`,
  'needs-attention': ({ title }) => `“${title}” waits on its way to your Google Drive.`,
};

export const isTold = (state: JobState): boolean => TOLD[state] !== undefined;

/** Null for a job that runs, and for one that its author stopped: they know. */
export function noticeOf(job: JobSummary): Notice | null {
  const words = (job.kind === 'sync-drive' ? SYNC_TOLD : TOLD)[job.state];
  if (!words) return null;
  const at = job.endedAt ?? job.startedAt ?? job.createdAt;
  return { key: `${job.id} ${job.state}`, bookId: job.projectId, text: words(job), state: job.state, at };
}
