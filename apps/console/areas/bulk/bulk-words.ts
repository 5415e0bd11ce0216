import type { BulkItem, BulkView } from '#contracts/support.js';
import type { Tone } from '../jobs/job-words.js';

type State = BulkView['state'];
export const BULK_WORDS: Record<State, { name: string; tone: Tone }> = {
  'awaiting-approval': { name: 'Waits for a second person', tone: 'warn' },
  canary: { name: 'Canaries first', tone: 'warn' },
  running: { name: 'Running', tone: '' },
  completed: { name: 'Completed', tone: 'good' },
  stopped: { name: 'Stopped', tone: 'bad' },
  canceled: { name: 'Canceled', tone: '' },
};
export const ITEM_WORDS: Record<BulkItem['state'], { name: string; tone: Tone }> = {
  waiting: { name: 'waiting', tone: '' },
  acted: { name: 'done', tone: 'good' },
  passed: { name: 'passed', tone: 'good' },
  failed: { name: 'failed', tone: 'bad' },
  'left-out': { name: 'left out', tone: 'warn' },
};
export const bulkEnded = ({ state }: Pick<BulkView, 'state'>): boolean =>
  ['completed', 'stopped', 'canceled'].includes(state);
/** Nothing happens while a second person is asked. */
export const bulkMoves = ({ state }: Pick<BulkView, 'state'>): boolean => state === 'canary' || state === 'running';
export const settledOf = ({ counts }: Pick<BulkView, 'counts'>): number => counts.total - counts.waiting;
