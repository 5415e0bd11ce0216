import type { BatchItemState, BatchKind, BatchState, BatchView } from '#contracts/batches.js';
import type { IconName } from '../../ui/components/Icon.vue';
import type { Tone } from '../../ui/labels/job-labels.js';
import { t } from './messages.js';

export const KIND_ICONS: Record<BatchKind, IconName> = {
  generate: 'pencil',
  regenerate: 'redo',
  export: 'book',
  'sync-drive': 'cloud',
};
export const BATCH_TONES: Record<BatchState, Tone> = {
  queued: '',
  running: '',
  packing: '',
  completed: 'good',
  'completed-with-failures': 'warn',
  canceled: '',
  failed: 'bad',
};
export const ITEM_TONES: Record<BatchItemState, Tone | 'work'> = {
  waiting: '',
  running: 'work',
  completed: 'good',
  parked: 'warn',
  failed: 'bad',
  canceled: '',
};

/** "Print PDFs: 12 books" */
export const batchName = ({ kind, counts }: Pick<BatchView, 'kind' | 'counts'>): string =>
  t(`name.${kind}`, { count: counts.total });
export const batchMoves = ({ endedAt }: Pick<BatchView, 'endedAt'>): boolean => endedAt === null;

/** "8 of 10 books drawn, 2 not": how far it is, or how it ended. */
export const countsText = ({
  kind,
  counts: { total, completed, failed },
}: Pick<BatchView, 'kind' | 'counts'>): string => t(`counts.${kind}`, { total, completed, failed });

/** Of an archive that is older than its books. */
export const changedBooksText = (count: number): string => t('changedBooks', { count });

/** What trying again means: for a batch that was stopped it is going on. */
export const retryText = ({ state, counts: { failed } }: Pick<BatchView, 'state' | 'counts'>): string =>
  t(state === 'canceled' ? 'retry.canceled' : 'retry.failed', { count: failed });
