import { paymentStatus, type PaymentStatus } from '#contracts/payment-status.js';
import type {
  DiscrepancyType,
  ExceptionState,
  PaymentSummary,
  PaymentTrace,
  PeriodView,
  RunView,
} from '#contracts/finance.js';
import type { Tone } from '../../ui/labels/job-labels.js';
import { t } from './messages.js';

interface Label {
  name: string;
  tone: Tone;
}

export const discrepancyName = (type: DiscrepancyType): string => t(`discrepancy.${type}.name`);
/** What the discrepancy means. */
export const discrepancyHint = (type: DiscrepancyType): string => t(`discrepancy.${type}.hint`);

const EXCEPTION_TONES: Record<ExceptionState, Tone> = {
  open: 'bad',
  expected: '',
  repairing: 'warn',
  resolved: 'good',
  cleared: 'good',
};
export const exceptionLabel = (state: ExceptionState): Label => ({
  name: t(`exceptionState.${state}`),
  tone: EXCEPTION_TONES[state],
});
export const isUnresolved = ({ state }: { state: ExceptionState }): boolean =>
  state !== 'resolved' && state !== 'cleared';

const RUN_TONES: Record<RunView['state'], Tone> = { queued: '', running: 'warn', completed: 'good', failed: 'bad' };
export const runLabel = (state: RunView['state']): Label => ({ name: t(`runState.${state}`), tone: RUN_TONES[state] });
export const stepName = (step: RunView['step']): string => t(`runStep.${step}`);
export const runMoves = ({ state }: Pick<RunView, 'state'>): boolean => state === 'queued' || state === 'running';
export const foundIn = ({ counts }: Pick<RunView, 'counts'>): number =>
  Object.values(counts.found).reduce((sum, count) => sum + (count ?? 0), 0);
export const fetchedIn = ({ counts }: Pick<RunView, 'counts'>): number =>
  Object.values(counts.fetched).reduce((sum, count) => sum + count, 0);

const PERIOD_TONES: Record<PeriodView['state'], Tone> = { open: '', prepared: 'warn', closed: 'good' };
export const periodLabel = (state: PeriodView['state']): Label => ({
  name: t(`periodState.${state}`),
  tone: PERIOD_TONES[state],
});

const PAYMENT_TONES: Record<PaymentStatus, Tone> = {
  disputed: 'bad',
  failed: '',
  pending: 'warn',
  'refund-requested': 'warn',
  succeeded: 'good',
  refunded: 'warn',
  'partly-refunded': 'warn',
};
export function paymentState(payment: PaymentSummary): Label {
  const status = paymentStatus(payment);
  return { name: t(`paymentState.${status}`), tone: PAYMENT_TONES[status] };
}

/** Whether a refund is requested or pending at Stripe, so that its outcome is unknown. */
export const refundMoves = ({ payment, requests }: Pick<PaymentTrace, 'payment' | 'requests'>): boolean =>
  payment.refundPending || requests.some(({ state }) => state === 'requested' || state === 'pending');
