import type { BulkActionItem, BulkActionView } from '#contracts/support.js';
import type { Tone } from '../../../ui/labels/job-labels.js';
import { t } from './messages.js';

interface Label {
  name: string;
  tone: Tone;
}
const STATE_TONES: Record<BulkActionView['state'], Tone> = {
  'awaiting-approval': 'warn',
  canary: 'warn',
  running: '',
  completed: 'good',
  stopped: 'bad',
  canceled: '',
};
const ITEM_TONES: Record<BulkActionItem['state'], Tone> = {
  waiting: '',
  acted: '',
  passed: 'good',
  failed: 'bad',
  'left-out': 'warn',
};
export const bulkEnded = ({ state }: Pick<BulkActionView, 'state'>): boolean =>
  ['completed', 'stopped', 'canceled'].includes(state);
/** Nothing happens while a second person is asked; what became of jobs is known later than that all was sent. */
export const bulkMoves = ({ state, counts }: Pick<BulkActionView, 'state' | 'counts'>): boolean =>
  state === 'canary' || state === 'running' || (state !== 'awaiting-approval' && counts.acted > 0);
/** A job that was not reached before the end is not waiting any more. */
export const itemText = ({ state }: Pick<BulkActionItem, 'state'>, ended: boolean): Label =>
  state === 'waiting' && ended
    ? { name: t('item.notTried'), tone: '' }
    : { name: t(`item.${state}`), tone: ITEM_TONES[state] };
export const finishedCount = ({ counts }: Pick<BulkActionView, 'counts'>): number => counts.total - counts.waiting;

/** How many canaries there are, and what they do or did; nothing without any. */
export function canaryText({ state, canary: count }: Pick<BulkActionView, 'state' | 'canary'>): string {
  if (!count) return '';
  if (state === 'canary') return t('canaries.first', { count });
  return t(state === 'awaiting-approval' ? 'canaries.planned' : 'canaries.gone', { count });
}

/** What the tag says: that all is sent is not yet that all went well. */
export function bulkText({ state, counts: { failed, acted } }: Pick<BulkActionView, 'state' | 'counts'>): Label {
  if (state === 'completed' && failed > 0) return { name: t('completed.withFailures', { failed }), tone: 'bad' };
  if (state === 'completed' && acted > 0) return { name: t('completed.allSent'), tone: '' };
  return { name: t(`state.${state}`), tone: STATE_TONES[state] };
}
