import type { CheckoutAttempt, CheckoutSession, Customer } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { attachCard, type TestCard } from '../objects/cards.js';
import { createCustomer, setDefaultCard } from '../objects/customer.js';
import { detailsOf } from '../objects/session.js';
import { charge, createPaymentIntent } from './collect.js';
import { startSubscription } from './start.js';

/** Where the person goes next. */
export type Next = 'paid' | 'declined' | 'authenticate';

/** Closes pages whose time is over. */
export function planCheckout(world: World): void {
  world.plan('session', ({ id, status, expires_at: at }) =>
    status === 'open'
      ? {
          at,
          task: {
            isDue: () => world.store.get('session', id)?.status === 'open',
            run: () => void expireSession(world, world.store.need('session', id)),
          },
        }
      : null,
  );
}

export function expireSession(world: World, session: CheckoutSession): CheckoutSession {
  const expired = world.change('session', session, { status: 'expired', url: null });
  world.emit('checkout.session.expired', expired);
  return expired;
}

/** The person pays with a card. A card that asks for 3-D Secure is remembered until they come back from there. */
export function payWith(
  world: World,
  session: CheckoutSession,
  card: TestCard,
  email: string,
  authenticated = false,
): Next {
  if (session.status !== 'open') return 'paid';
  if (card.challenges && !authenticated) {
    remember(world, session, { challenged: { number: card.number, email }, message: undefined });
    return 'authenticate';
  }
  const [item] = session._?.items ?? [];
  const price = world.store.need('price', item?.price);
  const payer = { card, email, onSession: true, authenticated };
  // Only a successful payment creates a customer.
  const customer =
    card.refuses === 'always' ? session.customer : (session.customer ?? customerOf(world, session, email));
  const known = world.store.get('payment_intent', session._?.attempt.paymentIntent ?? '');
  const intent = known
    ? world.change('payment_intent', known, { customer })
    : createPaymentIntent(world, {
        amount: session.amount_total ?? 0,
        currency: price.currency,
        customer,
        description: 'Subscription creation',
      });
  if (card.refuses === 'always' || !customer) {
    const { decline } = charge(world, intent, { ...payer, method: null });
    remember(world, session, { paymentIntent: intent.id, challenged: undefined, message: decline?.message });
    return 'declined';
  }
  const method = attachCard(world, card, customer, email);
  const attempt = charge(world, intent, { ...payer, method });
  setDefaultCard(world, customer, method.id);
  const { subscription, invoice } = startSubscription(world, {
    customer,
    price,
    quantity: item?.quantity ?? 1,
    method: method.id,
    metadata: session._?.subscription.metadata ?? {},
    description: session._?.subscription.description ?? null,
    paidBy: attempt.intent,
  });
  const done = world.change('session', session, {
    status: 'complete',
    payment_status: 'paid',
    customer,
    customer_details: detailsOf(email),
    subscription: subscription.id,
    invoice: invoice.id,
    url: null,
  });
  world.emit('checkout.session.completed', done);
  return 'paid';
}

/** 3-D Secure was not passed; the person is back on the page and may choose another card. */
export const failAuthentication = (world: World, session: CheckoutSession): void =>
  remember(world, session, {
    challenged: undefined,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  });

function remember(world: World, session: CheckoutSession, fields: Partial<CheckoutAttempt>): void {
  const hidden = session._ ?? { attempt: {}, items: [], subscription: { metadata: {}, description: null } };
  world.change('session', session, { _: { ...hidden, attempt: { ...hidden.attempt, ...fields } } });
}

function customerOf(world: World, session: CheckoutSession, email: string): string {
  const made: Customer = createCustomer(world, { email: session.customer_email ?? email });
  return made.id;
}
