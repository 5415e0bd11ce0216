import type { Account } from './ledger.js';

/** As much of a balance transaction as says where it is posted. */
export interface TransactionKind {
  type: string;
  /** `reporting_category`; empty where it is not known. */
  category: string;
}

const each = (types: string, account: Account): [type: string, account: Account][] =>
  types.split(' ').map((type) => [type, account]);

/**
 * The other side of a movement of Stripe's balance, by the type of balance transaction. Every type of Stripe's list is
 * named here or below: https://docs.stripe.com/reports/balance-transaction-types
 */
const ACCOUNT_OF: ReadonlyMap<string, Account> = new Map([
  ...each('charge payment', 'revenue'),
  ...each('refund payment_refund refund_failure payment_failure_refund payment_reversal', 'refunds'),
  ...each('payout payout_cancel payout_failure', 'in-transit'),
  // money that we send to Stripe, as for a negative balance, and that comes back
  ...each('topup topup_reversal', 'bank'),
  // money that is still ours, and that Stripe holds back for a time
  ...each('reserve_transaction reserved_funds reserve_hold reserve_release', 'reserved-funds'),
  ...each('payment_network_reserve_hold payment_network_reserve_release', 'reserved-funds'),
  ...each('payout_minimum_balance_hold payout_minimum_balance_release', 'reserved-funds'),
  ...each('stripe_fee stripe_fx_fee tax_fee', 'stripe-fees'),
]);

/** The category says what an `adjustment` is: https://docs.stripe.com/reports/reporting-categories */
const ADJUSTMENTS: ReadonlyMap<string, Account> = new Map([
  ...each('dispute dispute_reversal', 'disputed-funds'),
  ...each('refund refund_failure partial_capture_reversal charge_failure', 'refunds'),
  ...each('payout payout_reversal', 'in-transit'),
  ...each('topup topup_reversal', 'bank'),
  ...each('risk_reserved_funds', 'reserved-funds'),
  ...each('fee network_cost tax', 'stripe-fees'),
]);

/** Types of products that this platform does not use (Connect, Issuing, Capital, Climate, Treasury): a person decides. */
export const UNUSED_TYPES: readonly string[] = [
  'advance',
  'advance_funding',
  'anticipation_repayment',
  'application_fee',
  'application_fee_refund',
  'climate_order_purchase',
  'climate_order_refund',
  'connect_collection_transfer',
  'contribution',
  'fee_credit_funding',
  'inbound_transfer',
  'inbound_transfer_reversal',
  'issuing_authorization_hold',
  'issuing_authorization_release',
  'issuing_dispute',
  'issuing_dispute_provisional_credit',
  'issuing_dispute_provisional_credit_reversal',
  'issuing_transaction',
  'obligation_outbound',
  'obligation_reversal_inbound',
  'payment_unreconciled',
  'stripe_balance_payment_debit',
  'stripe_balance_payment_debit_reversal',
  'tax_fund',
  'transfer',
  'transfer_cancel',
  'transfer_failure',
  'transfer_refund',
];

/** The account that a balance transaction is about; null for one that our books have no rule for. */
export function accountOf({ type, category }: TransactionKind): Account | null {
  if (type === 'adjustment') return ADJUSTMENTS.get(category) ?? null;
  return ACCOUNT_OF.get(type) ?? null;
}

export const KNOWN_TYPES: readonly string[] = [...ACCOUNT_OF.keys(), 'adjustment'];

/** Movements of the payout itself; a minimum balance that is held back is one of the things in a payout. */
export const PAYOUT_TYPES = ['payout', 'payout_cancel', 'payout_failure'];
