import type { PaymentSummary } from './finance.js';

export type PaymentStatus =
  'disputed' | 'failed' | 'pending' | 'refund-requested' | 'succeeded' | 'refunded' | 'partly-refunded';

/** What became of a payment: a later failure outranks an earlier success. */
export function paymentStatus({ state, amount, refunded, refundPending, disputed }: PaymentSummary): PaymentStatus {
  if (disputed) return 'disputed';
  if (state !== 'succeeded') return state;
  if (refundPending) return 'refund-requested';
  if (BigInt(refunded.minor) === 0n) return 'succeeded';
  return refunded.minor === amount.minor ? 'refunded' : 'partly-refunded';
}
