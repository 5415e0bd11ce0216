import { newId } from '../core/ids.js';
import type { Charge, PaymentIntent, PaymentMethod } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { book, chargeMovement } from '../money/balance.js';
import type { Decline, TestCard } from '../objects/cards.js';
import { newCharge, newPaymentIntent } from '../objects/payment.js';

export function createPaymentIntent(
  world: World,
  of: Pick<PaymentIntent, 'amount' | 'currency' | 'customer'> & Partial<PaymentIntent>,
): PaymentIntent {
  const intent = world.put('payment_intent', newPaymentIntent({ created: world.now(), ...of }));
  world.emit('payment_intent.created', intent);
  return intent;
}

export interface Payer {
  card: TestCard;
  method: PaymentMethod | null;
  email: string | null;
  /** Whether a person is there; some cards refuse payments without one. */
  onSession: boolean;
  authenticated?: boolean;
}

export interface Attempt {
  intent: PaymentIntent;
  charge: Charge;
  decline: Decline | undefined;
}

/** Tries to take the money of an intent from a card. */
export function charge(world: World, intent: PaymentIntent, payer: Payer): Attempt {
  const { card, method } = payer;
  const refuses = card.refuses === 'always' || (card.refuses === 'off_session' && !payer.onSession);
  const decline = refuses ? card.decline : undefined;
  const made = newCharge(
    {
      id: newId('ch_3'),
      created: world.now(),
      amount: intent.amount,
      currency: intent.currency,
      customer: intent.customer,
      payment_intent: intent.id,
      payment_method: method?.id ?? null,
      description: intent.description,
      metadata: intent.metadata,
      receipt_email: intent.receipt_email,
    },
    { card, authenticated: payer.authenticated ?? false, email: payer.email, decline },
  );
  return decline ? refused(world, intent, made, decline, method) : taken(world, intent, made);
}

function taken(world: World, intent: PaymentIntent, made: Charge): Attempt {
  const booking = book(world, chargeMovement(made, made.created));
  const charged = world.put('charge', { ...made, balance_transaction: booking.id });
  world.emit('charge.succeeded', charged);
  const paid = world.change('payment_intent', intent, {
    status: 'succeeded',
    amount_received: intent.amount,
    latest_charge: charged.id,
    last_payment_error: null,
    payment_method: charged.payment_method,
  });
  world.emit('payment_intent.succeeded', paid);
  return { intent: paid, charge: charged, decline: undefined };
}

function refused(
  world: World,
  intent: PaymentIntent,
  made: Charge,
  decline: Decline,
  method: PaymentMethod | null,
): Attempt {
  world.put('charge', made);
  world.emit('charge.failed', made);
  const failed = world.change('payment_intent', intent, {
    status: 'requires_payment_method',
    latest_charge: made.id,
    payment_method: null,
    last_payment_error: {
      charge: made.id,
      code: 'card_declined',
      decline_code: decline.declineCode,
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      message: decline.message,
      ...(method ? { payment_method: withoutSecrets(method) } : {}),
      type: 'card_error',
    },
  });
  world.emit('payment_intent.payment_failed', failed);
  return { intent: failed, charge: made, decline };
}

const withoutSecrets = ({ _: _number, ...method }: PaymentMethod): Omit<PaymentMethod, '_'> => method;
