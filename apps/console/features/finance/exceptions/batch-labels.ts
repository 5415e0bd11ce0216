import type { ExceptionsBatchRequest } from '#contracts/finance.js';

export const MAX_AT_ONCE = 200;

type BatchAction = ExceptionsBatchRequest['act'];
export const BULK_LABELS: Record<BatchAction, { name: string; words: string; done: string }> = {
  assign: { name: 'Assign', words: 'Whose work these are from now on.', done: 'assigned' },
  resolve: {
    name: 'Resolve',
    words: 'They are done with, for the reason that you write. Nothing is changed at Stripe or in the ledger.',
    done: 'resolved',
  },
  repair: {
    name: 'Repair',
    words: 'Each is repaired as its dry run says. What can’t be repaired safely is skipped, and told.',
    done: 'requested to be repaired',
  },
};
export const countText = (count: number): string => `${count} ${count === 1 ? 'exception' : 'exceptions'}`;
