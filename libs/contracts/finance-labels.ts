import type { DiscrepancyType, ExceptionState, PaymentSummary } from './finance.js';

/** Labels of discrepancies; `hint` explains the meaning. */
export const DISCREPANCY_LABELS: Record<DiscrepancyType, { name: string; hint: string }> = {
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

export const ITEM_LABELS: Record<ExceptionState, string> = {
  open: 'Open',
  expected: 'Expected',
  repairing: 'In repair',
  resolved: 'Resolved',
  cleared: 'Cleared itself',
};

/** Label of a payment's state: a later failure outranks an earlier success. */
export function paymentLabel({ state, amount, refunded, refundPending, disputed }: PaymentSummary): string {
  if (disputed) return 'Disputed';
  if (state === 'failed') return 'Failed';
  if (state === 'pending') return 'Pending';
  if (refundPending) return 'Refund requested';
  if (BigInt(refunded.minor) === 0n) return 'Succeeded';
  return refunded.minor === amount.minor ? 'Refunded' : 'Partly refunded';
}
