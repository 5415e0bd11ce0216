import type { BatchView } from '#contracts/batches.js';
import type { JobState, JobSummary } from '#contracts/jobs.js';
import { t } from './shell/messages.js';

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

/** States that the author is told about. */
const TOLD = ['completed', 'completed-with-skips', 'failed', 'needs-attention'] as const;
/** A book on its way to Drive says something only when it needs its author: it goes there again and again. */
const SYNC_TOLD = ['failed', 'needs-attention'] as const;

const toldOf = (state: JobState) => TOLD.find((each) => each === state);
export const isTold = (state: JobState): boolean => toldOf(state) !== undefined;

/** Null for what the author is not told. */
function textOf({ kind, state, title }: JobSummary): string | null {
  if (kind === 'sync-drive') {
    const told = SYNC_TOLD.find((each) => each === state);
    return told ? t(`notice.drive.${told}`, { title }) : null;
  }
  if (kind === 'export-book' && state === 'completed') return t('notice.files.completed', { title });
  const told = toldOf(state);
  return told ? t(`notice.job.${told}`, { title }) : null;
}

/**
 * Null for a job that runs, and for one that its author stopped: they know. Books of a batch that went well are told once,
 * by the batch.
 */
export function noticeOf(job: JobSummary): Notice | null {
  if (job.batchId && job.state.startsWith('completed')) return null;
  const text = textOf(job);
  if (text === null) return null;
  const at = job.endedAt ?? job.startedAt ?? job.createdAt;
  return {
    key: `${job.id} ${job.state}`,
    to: { name: 'book', params: { id: job.bookId } },
    text,
    good: job.state.startsWith('completed'),
    at,
  };
}

/** Null for a batch that is at work, and for one that its author stopped. */
export function batchNoticeOf({ id, state, counts, endedAt }: BatchView): Notice | null {
  if (endedAt === null || state === 'canceled') return null;
  const { total, completed, failed } = counts;
  const text =
    failed > 0 ? t('notice.batch.failed', { completed, total, failed }) : t('notice.batch.completed', { total });
  return { key: `${id} ${endedAt}`, to: { name: 'batch', params: { id } }, text, good: failed === 0, at: endedAt };
}
