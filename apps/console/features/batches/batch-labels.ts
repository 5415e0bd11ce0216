import type { BatchItemState, BatchKind, BatchState, BatchView } from '#contracts/batches.js';
import type { IconName } from '../../ui/components/Icon.vue';
import type { Tone } from '../../ui/labels/job-labels.js';

export const KIND_LABELS: Record<BatchKind, { name: string; done: string; icon: IconName }> = {
  generate: { name: 'Draw what is missing', done: 'drawn', icon: 'pencil' },
  regenerate: { name: 'Draw again', done: 'drawn again', icon: 'redo' },
  export: { name: 'Print PDFs', done: 'printed', icon: 'book' },
  'sync-drive': { name: 'Bring to Drive', done: 'in Drive', icon: 'cloud' },
};
export const BATCH_LABELS: Record<BatchState, { name: string; tone: Tone }> = {
  queued: { name: 'Waiting to start', tone: '' },
  running: { name: 'At work', tone: '' },
  packing: { name: 'Packing the archive', tone: '' },
  completed: { name: 'Finished', tone: 'good' },
  'completed-with-failures': { name: 'Finished, some books failed', tone: 'warn' },
  canceled: { name: 'Stopped', tone: '' },
  failed: { name: 'Failed', tone: 'bad' },
};
export const ITEM_NAMES: Record<BatchItemState, { name: string; tone: Tone | 'work' }> = {
  waiting: { name: 'Waiting', tone: '' },
  running: { name: 'At work', tone: 'work' },
  completed: { name: 'Finished', tone: 'good' },
  parked: { name: 'Needs you', tone: 'warn' },
  failed: { name: 'Failed', tone: 'bad' },
  canceled: { name: 'Stopped', tone: '' },
};

export const booksText = (count: number): string => `${count} ${count === 1 ? 'book' : 'books'}`;
/** "Print PDFs: 12 books" */
export const batchName = ({ kind, counts }: Pick<BatchView, 'kind' | 'counts'>): string =>
  `${KIND_LABELS[kind].name}: ${booksText(counts.total)}`;
export const batchMoves = ({ endedAt }: Pick<BatchView, 'endedAt'>): boolean => endedAt === null;

/** "8 of 10 books drawn, 2 not": how far it is, or how it ended. */
export function countsText({ kind, counts: { total, completed, failed } }: Pick<BatchView, 'kind' | 'counts'>): string {
  return `${completed} of ${booksText(total)} ${KIND_LABELS[kind].done}${failed > 0 ? `, ${failed} not` : ''}`;
}

/** Of an archive that is older than its books. */
export const changedBooksText = (count: number): string =>
  `${booksText(count)} ${count === 1 ? 'has' : 'have'} changed since this archive was made. Print ${count === 1 ? 'it' : 'them'} again to have the changes in a new one.`;

/** What trying again means: for a batch that was stopped it is going on. */
export function retryText({ state, counts: { failed } }: Pick<BatchView, 'state' | 'counts'>): string {
  if (state === 'canceled') return `Go on with the other ${booksText(failed)}`;
  return `Try the ${failed === 1 ? 'failed one' : `${failed} failed`} again`;
}
