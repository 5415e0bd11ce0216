import type { BulkActionItem, BulkActionView } from '#contracts/support.js';
import type { Tone } from '../../../ui/labels/job-labels.js';

type State = BulkActionView['state'];
export const BULK_LABELS: Record<State, { name: string; tone: Tone }> = {
  'awaiting-approval': { name: 'Waits for a second person', tone: 'warn' },
  canary: { name: 'Canaries first', tone: 'warn' },
  running: { name: 'Running', tone: '' },
  completed: { name: 'Completed', tone: 'good' },
  stopped: { name: 'Stopped', tone: 'bad' },
  canceled: { name: 'Canceled', tone: '' },
};
export const ITEM_NAMES: Record<BulkActionItem['state'], { name: string; tone: Tone }> = {
  waiting: { name: 'waiting', tone: '' },
  acted: { name: 'sent', tone: '' },
  passed: { name: 'went well', tone: 'good' },
  failed: { name: 'failed', tone: 'bad' },
  'left-out': { name: 'skipped', tone: 'warn' },
};
export const bulkEnded = ({ state }: Pick<BulkActionView, 'state'>): boolean =>
  ['completed', 'stopped', 'canceled'].includes(state);
/** Nothing happens while a second person is asked; what became of jobs is known later than that all was sent. */
export const bulkMoves = ({ state, counts }: Pick<BulkActionView, 'state' | 'counts'>): boolean =>
  state === 'canary' || state === 'running' || (state !== 'awaiting-approval' && counts.acted > 0);
/** A job that was not reached before the end is not waiting any more. */
export const itemText = (item: Pick<BulkActionItem, 'state'>, ended: boolean): { name: string; tone: Tone } =>
  item.state === 'waiting' && ended ? { name: 'not tried', tone: '' } : ITEM_NAMES[item.state];
export const finishedCount = ({ counts }: Pick<BulkActionView, 'counts'>): number => counts.total - counts.waiting;

/** Behind the number of canaries. */
export function canaryText({ state }: Pick<BulkActionView, 'state'>): string {
  if (state === 'canary') return ' first; the rest waits for how they fare';
  return state === 'awaiting-approval' ? ' will go first' : ' went first';
}

/** What the tag says: that all is sent is not yet that all went well. */
export function bulkText({ state, counts }: Pick<BulkActionView, 'state' | 'counts'>): { name: string; tone: Tone } {
  if (state !== 'completed') return BULK_LABELS[state];
  if (counts.failed > 0) return { name: `Completed, ${counts.failed} failed`, tone: 'bad' };
  return counts.acted > 0 ? { name: 'All sent, results to come', tone: '' } : BULK_LABELS.completed;
}
