import type { DiscrepancyType, FinanceOverview, ItemState, PaymentSummary, PeriodView, Repair, RunStep, RunView } from '#contracts/finance.js'; // prettier-ignore
import type { Tone } from '../jobs/job-words.js';

interface Words {
  name: string;
  tone: Tone;
}

/** What is wrong, as a colleague would say it; `hint` says what it means. */
export const TYPE_WORDS: Record<DiscrepancyType, { name: string; hint: string }> = {
  missing_local: { name: 'Unknown here', hint: 'Stripe has it, our books do not' },
  missing_remote: { name: 'Unknown at Stripe', hint: 'Our books have it, Stripe does not' },
  amount: { name: 'Amount differs', hint: 'Both have it, with different amounts' },
  currency: { name: 'Currency differs', hint: 'Both have it, in different currencies' },
  fee: { name: 'Fee differs', hint: 'The fee is not what the ledger has' },
  status: { name: 'State differs', hint: 'Paid on one side, not on the other' },
  duplicate: { name: 'Paid twice', hint: 'Two charges for one order' },
  refund_unlinked: { name: 'Refund without a request', hint: 'Money went back that nobody here asked for' },
  dispute: { name: 'Dispute', hint: 'The customer’s bank took the money back' },
  payout: { name: 'Payout differs', hint: 'A payout and its transactions do not add up' },
  paid_not_delivered: { name: 'Paid, not delivered', hint: 'The money is here, the plan is not' },
  delivered_not_paid: { name: 'Delivered, not paid', hint: 'The plan is there, the money is not' },
  refunded_still_downloadable: { name: 'Refunded, still open', hint: 'The money went back, the plan stayed' },
  timing: { name: 'Late', hint: 'One side knows it, the other not yet' },
};
export const ITEM_WORDS: Record<ItemState, Words> = {
  open: { name: 'Open', tone: 'bad' },
  expected: { name: 'Expected', tone: '' },
  repairing: { name: 'In repair', tone: 'warn' },
  resolved: { name: 'Resolved', tone: 'good' },
  cleared: { name: 'Cleared itself', tone: 'good' },
};
export const isUnresolved = ({ state }: { state: ItemState }): boolean => state !== 'resolved' && state !== 'cleared';

export const REPAIR_WORDS: Record<Repair, string> = {
  'look-again': 'Look again at Stripe',
  'post-to-ledger': 'Post it to the ledger',
  'grant-access': 'Give the plan',
  'revoke-access': 'Take the plan away',
  'refund-duplicate': 'Refund the second charge',
};

export const RUN_WORDS: Record<RunView['state'], Words> = {
  queued: { name: 'Waits to begin', tone: '' },
  running: { name: 'Running', tone: 'warn' },
  completed: { name: 'Completed', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
};
export const STEP_WORDS: Record<RunStep, string> = {
  balance_transactions: 'Reading balance transactions',
  charges: 'Reading charges',
  refunds: 'Reading refunds',
  disputes: 'Reading disputes',
  payouts: 'Reading payouts',
  payout_links: 'Linking payouts to transactions',
  missed_events: 'Recovering missed events',
  match: 'Comparing both sides',
  done: 'Done',
};
export const TRIGGER_WORDS: Record<RunView['trigger'], string> = {
  schedule: 'By schedule',
  person: 'By hand',
  rehearsal: 'Rehearsal',
};
export const runMoves = ({ state }: Pick<RunView, 'state'>): boolean => state === 'queued' || state === 'running';
export const foundIn = ({ counts }: Pick<RunView, 'counts'>): number =>
  Object.values(counts.found).reduce((sum, count) => sum + (count ?? 0), 0);
export const fetchedIn = ({ counts }: Pick<RunView, 'counts'>): number =>
  Object.values(counts.fetched).reduce((sum, count) => sum + count, 0);

export const PERIOD_WORDS: Record<PeriodView['state'] | FinanceOverview['period']['state'], Words> = {
  open: { name: 'Open', tone: '' },
  prepared: { name: 'Waits for a second person', tone: 'warn' },
  closed: { name: 'Closed', tone: 'good' },
};

/** What a payment is now, in one word: what went wrong counts more than that it once went well. */
export function paymentState({ state, amount, refunded, disputed }: PaymentSummary): Words {
  if (disputed) return { name: 'Disputed', tone: 'bad' };
  if (state === 'failed') return { name: 'Failed', tone: '' };
  if (state === 'pending') return { name: 'Pending', tone: 'warn' };
  if (BigInt(refunded.minor) === 0n) return { name: 'Succeeded', tone: 'good' };
  return { name: refunded.minor === amount.minor ? 'Refunded' : 'Partly refunded', tone: 'warn' };
}

/** “balance_transaction” as people say it. */
export const plainWords = (name: string): string => name.replaceAll('_', ' ');
/** “fees:stripe” stays short; “charge.succeeded” stays as Stripe writes it. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
