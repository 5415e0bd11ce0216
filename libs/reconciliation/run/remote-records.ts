import type Stripe from 'stripe';
import { idOf, momentOf } from '#stripe/stripe-gateway.js';

export const RECORD_KINDS = ['balance_transaction', 'charge', 'refund', 'dispute', 'payout'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** One thing that Stripe says happened, as the row of StripeRecord; amounts in minor units. */
export interface RemoteRecord {
  kind: RecordKind;
  id: string;
  type: string;
  category: string;
  status: string;
  amount: number;
  fee: number;
  net: number;
  refunded: number;
  currency: string;
  sourceId: string | null;
  chargeId: string | null;
  balanceTransactionId: string | null;
  paymentIntentId: string | null;
  customerId: string | null;
  disputed: boolean;
  payoutId: string | null;
  automatic: boolean;
  availableAt: Date | null;
  createdAt: Date;
}

const BLANK = {
  type: '',
  category: '',
  fee: 0,
  net: 0,
  refunded: 0,
  sourceId: null,
  chargeId: null,
  balanceTransactionId: null,
  paymentIntentId: null,
  customerId: null,
  disputed: false,
  payoutId: null,
  automatic: false,
  availableAt: null,
};

/** Of a refund's or dispute's movement Stripe names only the refund or dispute; its charge is linked afterwards. */
export function recordOfTransaction(txn: Stripe.BalanceTransaction, payoutId: string | null = null): RemoteRecord {
  const sourceId = idOf(txn.source);
  return {
    ...BLANK,
    kind: 'balance_transaction',
    id: txn.id,
    type: txn.type,
    category: txn.reporting_category,
    status: txn.status,
    amount: txn.amount,
    fee: txn.fee,
    net: txn.net,
    currency: txn.currency,
    sourceId,
    chargeId: sourceId && /^(ch|py)_/.test(sourceId) ? sourceId : null,
    payoutId,
    availableAt: momentOf(txn.available_on),
    createdAt: momentOf(txn.created),
  };
}

export const recordOfCharge = (charge: Stripe.Charge): RemoteRecord => ({
  ...BLANK,
  kind: 'charge',
  id: charge.id,
  status: charge.status,
  amount: charge.amount,
  refunded: charge.amount_refunded,
  currency: charge.currency,
  chargeId: charge.id,
  balanceTransactionId: idOf(charge.balance_transaction),
  paymentIntentId: idOf(charge.payment_intent),
  customerId: idOf(charge.customer),
  disputed: charge.disputed,
  createdAt: momentOf(charge.created),
});

export const recordOfRefund = (refund: Stripe.Refund): RemoteRecord => ({
  ...BLANK,
  kind: 'refund',
  id: refund.id,
  status: refund.status ?? 'pending',
  amount: refund.amount,
  currency: refund.currency,
  chargeId: idOf(refund.charge),
  balanceTransactionId: idOf(refund.balance_transaction),
  paymentIntentId: idOf(refund.payment_intent),
  createdAt: momentOf(refund.created),
});

export const recordOfDispute = (dispute: Stripe.Dispute): RemoteRecord => ({
  ...BLANK,
  kind: 'dispute',
  id: dispute.id,
  status: dispute.status,
  amount: dispute.amount,
  currency: dispute.currency,
  chargeId: idOf(dispute.charge),
  paymentIntentId: idOf(dispute.payment_intent),
  createdAt: momentOf(dispute.created),
});

export const recordOfPayout = (payout: Stripe.Payout): RemoteRecord => ({
  ...BLANK,
  kind: 'payout',
  id: payout.id,
  status: payout.status,
  amount: payout.amount,
  currency: payout.currency,
  balanceTransactionId: idOf(payout.balance_transaction),
  automatic: payout.automatic,
  availableAt: momentOf(payout.arrival_date),
  createdAt: momentOf(payout.created),
});
