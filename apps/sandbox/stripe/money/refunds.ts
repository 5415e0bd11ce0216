import type Stripe from 'stripe';
import { invalid } from '../api/errors.js';
import { newId } from '../core/ids.js';
import type { Charge, Refund } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { ASYNC_REFUND_CARD } from '../objects/cards.js';
import { book } from './balance.js';
import { readable, requireChargeable } from './fees.js';

/** The bank of the card refuses the money: it comes back, and the charge is not refunded any more. */
export function failRefund(world: World, refunded: Refund): Refund {
  if (refunded.status === 'failed') throw invalid('This refund has failed already.');
  const booking = book(world, {
    type: 'refund_failure',
    category: 'refund_failure',
    amount: refunded.amount,
    currency: refunded.currency,
    source: refunded.id,
    description: 'REFUND FAILURE',
  });
  const failed = world.change('refund', refunded, {
    status: 'failed',
    failure_reason: 'lost_or_stolen_card',
    failure_balance_transaction: booking.id,
  });
  world.emit('refund.failed', failed);
  const charge = world.store.need('charge', refunded.charge);
  const changed = world.change('charge', charge, {
    amount_refunded: charge.amount_refunded - refunded.amount,
    refunded: false,
  });
  world.emit('charge.updated', changed, charge);
  return failed;
}

/** A refund that was under way has reached the card. */
export function succeedRefund(world: World, pending: Refund): Refund {
  if (pending.status !== 'pending') throw invalid('This refund is not pending.');
  const succeeded = world.change('refund', pending, { status: 'succeeded' });
  world.emit('refund.updated', succeeded, pending);
  return succeeded;
}

const takesTime = ({ payment_method_details: details }: Charge): boolean =>
  details?.card?.last4 === ASYNC_REFUND_CARD.slice(-4);

/** Refunds a payment; Stripe's fee is not refunded. https://docs.stripe.com/refunds */
export function refund(
  world: World,
  charge: Charge,
  of: { amount?: number; reason?: Stripe.Refund.Reason; metadata: Record<string, string> },
): Refund {
  if (charge.status !== 'succeeded') throw invalid(`Charge ${charge.id} did not succeed and cannot be refunded.`);
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, undefined, 'charge_disputed');
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded');
  const amount = of.amount ?? left;
  if (amount < 1)
    throw invalid('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  if (amount > left)
    throw invalid(
      `Refund amount (${readable(amount, charge.currency)}) is greater than unrefunded amount on charge (${readable(left, charge.currency)})`,
      'amount',
    );
  requireChargeable(amount, charge.currency, 'amount');
  const id = newId('re_3');
  const booking = book(world, {
    type: 'refund',
    category: 'refund',
    amount: -amount,
    currency: charge.currency,
    source: id,
    description: `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`,
  });
  const made = world.put('refund', {
    id,
    object: 'refund',
    amount,
    balance_transaction: booking.id,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: of.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: of.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: takesTime(charge) ? 'pending' : 'succeeded',
    transfer_reversal: null,
  });
  world.emit('refund.created', made);
  const refunded = charge.amount_refunded + amount;
  const changed = world.change('charge', charge, {
    amount_refunded: refunded,
    refunded: refunded === charge.amount,
  });
  world.emit('charge.refunded', changed, charge);
  return made;
}
