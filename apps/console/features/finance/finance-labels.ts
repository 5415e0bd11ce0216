import { ITEM_LABELS, paymentLabel } from '#contracts/finance-labels.js';
import type {
  ExceptionState,
  PaymentSummary,
  PaymentTrace,
  PeriodView,
  Repair,
  RunStep,
  RunView,
} from '#contracts/finance.js';
import type { Tone } from '../../ui/labels/job-labels.js';

interface Label {
  name: string;
  tone: Tone;
}

export { DISCREPANCY_LABELS as TYPE_LABELS } from '#contracts/finance-labels.js';
const ITEM_TONES: Record<ExceptionState, Tone> = {
  open: 'bad',
  expected: '',
  repairing: 'warn',
  resolved: 'good',
  cleared: 'good',
};
export const ITEM_NAMES = Object.fromEntries(
  Object.entries(ITEM_TONES).map(([state, tone]) => [state, { name: ITEM_LABELS[state as ExceptionState], tone }]),
) as Record<ExceptionState, Label>;
export const isUnresolved = ({ state }: { state: ExceptionState }): boolean =>
  state !== 'resolved' && state !== 'cleared';

export const REPAIR_LABELS: Record<Repair, string> = {
  'look-again': 'Look again at Stripe',
  'post-to-ledger': 'Post it to the ledger',
  'grant-access': 'Give the plan',
  'revoke-access': 'Revoke plan',
  'refund-duplicate': 'Refund the second charge',
};

export const RUN_LABELS: Record<RunView['state'], Label> = {
  queued: { name: 'Queued', tone: '' },
  running: { name: 'Running', tone: 'warn' },
  completed: { name: 'Completed', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
};
export const STEP_LABELS: Record<RunStep, string> = {
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
export const TRIGGER_LABELS: Record<RunView['trigger'], string> = {
  schedule: 'By schedule',
  person: 'By hand',
  rehearsal: 'Rehearsal',
};
export const runMoves = ({ state }: Pick<RunView, 'state'>): boolean => state === 'queued' || state === 'running';
export const foundIn = ({ counts }: Pick<RunView, 'counts'>): number =>
  Object.values(counts.found).reduce((sum, count) => sum + (count ?? 0), 0);
export const fetchedIn = ({ counts }: Pick<RunView, 'counts'>): number =>
  Object.values(counts.fetched).reduce((sum, count) => sum + count, 0);

export const PERIOD_LABELS: Record<PeriodView['state'], Label> = {
  open: { name: 'Open', tone: '' },
  prepared: { name: 'Waits for a second person', tone: 'warn' },
  closed: { name: 'Closed', tone: 'good' },
};

const TONES: Record<string, Tone> = { Disputed: 'bad', Failed: '', Succeeded: 'good' };
export function paymentState(payment: PaymentSummary): Label {
  const name = paymentLabel(payment);
  return { name, tone: TONES[name] ?? 'warn' };
}

/** Whether a refund is requested or pending at Stripe, so that its outcome is unknown. */
export const refundMoves = ({ payment, requests }: Pick<PaymentTrace, 'payment' | 'requests'>): boolean =>
  payment.refundPending || requests.some(({ state }) => state === 'requested' || state === 'pending');

/** “balance_transaction” as people say it. */
export const plainText = (name: string): string => name.replaceAll('_', ' ');
/** “fees:stripe” stays short; “charge.succeeded” stays as Stripe writes it. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
