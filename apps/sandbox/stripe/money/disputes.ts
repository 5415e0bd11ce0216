import type Stripe from 'stripe';
import { invalid } from '../api/errors.js';
import { newId } from '../core/ids.js';
import type { BalanceTransaction, Charge, Dispute, Flat } from '../core/kinds.js';
import { DAY, type World } from '../core/world.js';
import { book } from './balance.js';
import { DISPUTE_FEE, readable } from './fees.js';

/** The cardholder's bank takes the money back; Stripe takes its fee at once, and keeps it. */
export function openDispute(world: World, charge: Charge, of: { amount?: number; reason: string }): Dispute {
  const { currency } = charge;
  const left = charge.amount - charge.amount_refunded;
  const amount = of.amount ?? left;
  if (charge.status !== 'succeeded' || charge.disputed) throw invalid(`Charge ${charge.id} cannot be disputed.`);
  if (amount < 1 || amount > left) throw invalid(`A dispute of ${readable(amount, currency)} is not possible.`);
  const id = newId('du_1');
  const booking = book(world, {
    type: 'adjustment',
    category: 'dispute',
    amount: -amount,
    fee: { amount: DISPUTE_FEE, description: 'Dispute fee' },
    currency,
    source: id,
    description: `Chargeback withdrawal for ${charge.id}`,
  });
  const dispute = world.put('dispute', {
    id,
    object: 'dispute',
    amount,
    balance_transactions: [visible(booking)],
    charge: charge.id,
    created: world.now(),
    currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: world.now() + 9 * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: 'chargeback', network: 'visa', network_reason_code: '10.4' },
      type: 'card',
    },
    reason: of.reason,
    status: 'needs_response',
  });
  const disputed = world.change('charge', charge, { disputed: true });
  world.emit('charge.dispute.created', dispute);
  world.emit('charge.updated', disputed, charge);
  world.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** The bank decides. Won, the amount comes back; the fee does not. */
export function resolveDispute(world: World, dispute: Dispute, won: boolean): Dispute {
  if (dispute.status === 'won' || dispute.status === 'lost') throw invalid('This dispute is already closed');
  const booking = won
    ? book(world, {
        type: 'adjustment',
        category: 'dispute_reversal',
        amount: dispute.amount,
        currency: dispute.currency,
        source: dispute.id,
        description: `Chargeback reversal for ${dispute.charge}`,
      })
    : null;
  const closed = world.change('dispute', dispute, {
    status: won ? 'won' : 'lost',
    balance_transactions: [...dispute.balance_transactions, ...(booking ? [visible(booking)] : [])],
  });
  world.emit('charge.dispute.closed', closed);
  if (won) world.emit('charge.dispute.funds_reinstated', closed);
  return closed;
}

export function answerDispute(
  world: World,
  dispute: Dispute,
  of: { evidence: Record<string, string | undefined>; submit: boolean; metadata: Record<string, string> },
): Dispute {
  const submits = of.submit && Object.keys({ ...dispute.evidence, ...of.evidence }).length > 0;
  const changed = world.change('dispute', dispute, {
    evidence: { ...dispute.evidence, ...of.evidence },
    metadata: of.metadata,
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: dispute.evidence_details.has_evidence || Object.keys(of.evidence).length > 0,
      submission_count: dispute.evidence_details.submission_count + (submits ? 1 : 0),
      submission_method: submits ? 'manual' : dispute.evidence_details.submission_method,
    },
    ...(submits ? { status: 'under_review' as const } : {}),
  });
  world.emit('charge.dispute.updated', changed, dispute);
  return changed;
}

const visible = ({ _: _payout, ...booking }: BalanceTransaction): Flat<Stripe.BalanceTransaction> => booking;

export const EVIDENCE_FIELDS = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_communication',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'customer_signature',
  'duplicate_charge_documentation',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'receipt',
  'refund_policy',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'service_documentation',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_documentation',
  'shipping_tracking_number',
  'uncategorized_file',
  'uncategorized_text',
] as const;

const NO_EVIDENCE = {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- Object.fromEntries forgets which keys it was given
  ...(Object.fromEntries(EVIDENCE_FIELDS.map((field) => [field, null])) as Record<
    (typeof EVIDENCE_FIELDS)[number],
    null
  >),
  enhanced_evidence: {},
};
