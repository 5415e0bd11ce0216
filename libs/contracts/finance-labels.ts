import type { DiscrepancyType, ExceptionState, PaymentSummary } from './finance.js';
import { paymentStatus, type PaymentStatus } from './payment-status.js';

/** Labels of files that the API makes. The console has its own, in the reader’s language. `hint` explains the meaning. */
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

export const PAYMENT_LABELS: Record<PaymentStatus, string> = {
  disputed: 'Disputed',
  failed: 'Failed',
  pending: 'Pending',
  'refund-requested': 'Refund requested',
  succeeded: 'Succeeded',
  refunded: 'Refunded',
  'partly-refunded': 'Partly refunded',
};
export const paymentLabel = (payment: PaymentSummary): string => PAYMENT_LABELS[paymentStatus(payment)];
