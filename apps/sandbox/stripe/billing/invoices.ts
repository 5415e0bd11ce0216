import { newId } from '../core/ids.js';
import type { Invoice, InvoicePayment, PaymentIntent, PaymentMethod, Subscription } from '../core/kinds.js';
import type { World } from '../core/world.js';
import { cardOf, type Decline } from '../objects/cards.js';
import { changeCustomer } from '../objects/customer.js';
import { draftInvoice, newInvoicePayment, type NewInvoice } from '../objects/invoice.js';
import { charge, createPaymentIntent } from './collect.js';

type Drafted = Omit<NewInvoice, 'id' | 'now' | 'customer'> & { id?: string };

/** Makes an invoice and finalizes it at once; `paidBy` is an intent that was paid before, on a checkout page. */
export function issueInvoice(world: World, of: Drafted, paidBy?: PaymentIntent): Invoice {
  const customer = world.store.need('customer', of.subscription.customer);
  const draft = world.put('invoice', draftInvoice({ id: newId('in_1'), ...of, now: world.now(), customer }));
  world.emit('invoice.created', draft);
  return finalize(world, draft, paidBy);
}

/** Gives the invoice its number, lets the customer's balance pay what it can, and asks for the rest by an intent. */
function finalize(world: World, draft: Invoice, paidBy?: PaymentIntent): Invoice {
  const customer = world.store.need('customer', draft.customer);
  const sequence = customer.next_invoice_sequence ?? 1;
  const left = draft.total + customer.balance;
  const [due, ending] = left >= 0 ? [left, 0] : [0, left];
  const now = world.now();
  const invoice = world.change('invoice', draft, {
    status: 'open',
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`,
    amount_due: due,
    amount_remaining: due,
    starting_balance: customer.balance,
    ending_balance: ending,
    effective_at: now,
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  });
  world.put('customer', { ...customer, next_invoice_sequence: sequence + 1, currency: draft.currency });
  if (ending !== customer.balance)
    changeCustomer(world, world.store.need('customer', customer.id), { balance: ending });
  world.emit('invoice.finalized', invoice);
  if (due === 0) return markPaid(world, invoice, null);
  const intent =
    paidBy ??
    createPaymentIntent(world, {
      amount: due,
      currency: invoice.currency,
      customer: customer.id,
      description: draft.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
      receipt_email: null,
    });
  const payment = world.put('invoice_payment', newInvoicePayment(invoice, intent.id, now));
  return paidBy ? markPaid(world, { ...invoice, attempted: true, attempt_count: 1 }, payment) : invoice;
}

function markPaid(world: World, invoice: Invoice, payment: InvoicePayment | null): Invoice {
  const now = world.now();
  const paid = world.change('invoice', invoice, {
    status: 'paid',
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  });
  world.emit('invoice.paid', paid);
  world.emit('invoice.payment_succeeded', paid);
  if (payment) {
    const done = world.change('invoice_payment', payment, {
      status: 'paid',
      amount_paid: payment.amount_requested,
      status_transitions: { ...payment.status_transitions, paid_at: now },
    });
    world.emit('invoice_payment.paid', done);
  }
  return paid;
}

export interface Collected {
  invoice: Invoice;
  decline?: Decline;
  intent?: PaymentIntent;
  chargeId?: string;
}

/** Tries to take the money of an open invoice from a card. `next` is when it is tried again if that fails. */
export function collect(
  world: World,
  invoice: Invoice,
  method: PaymentMethod,
  how: { onSession: boolean; authenticated?: boolean; next: number | null },
): Collected {
  const payment = [...world.store.of('invoice_payment').each('invoice', invoice.id)][0];
  const intent = world.store.need('payment_intent', payment?.payment.payment_intent);
  const tried = { ...invoice, attempted: true, attempt_count: invoice.attempt_count + 1 };
  const attempt = charge(world, intent, { ...how, card: cardOf(method), method, email: invoice.customer_email });
  if (!attempt.decline) return { invoice: markPaid(world, tried, payment ?? null), intent: attempt.intent };
  const failed = world.put('invoice', { ...tried, next_payment_attempt: how.next, auto_advance: how.next !== null });
  world.emit('invoice.payment_failed', failed);
  return { invoice: failed, decline: attempt.decline, intent: attempt.intent, chargeId: attempt.charge.id };
}

/** The card that an automatic payment of the subscription is taken from. */
export function cardOnFile(world: World, subscription: Subscription): PaymentMethod | undefined {
  const customer = world.store.need('customer', subscription.customer);
  const id = subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  return world.store.get('payment_method', id ?? '');
}

export function voidInvoice(world: World, invoice: Invoice): Invoice {
  const now = world.now();
  const voided = world.change('invoice', invoice, {
    status: 'void',
    amount_remaining: 0,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, voided_at: now },
  });
  for (const payment of world.store.of('invoice_payment').each('invoice', invoice.id)) {
    const intent = world.store.need('payment_intent', payment.payment.payment_intent);
    world.change('invoice_payment', payment, {
      status: 'canceled',
      status_transitions: { ...payment.status_transitions, canceled_at: now },
    });
    const canceled = world.change('payment_intent', intent, {
      status: 'canceled',
      canceled_at: now,
      cancellation_reason: 'void_invoice',
    });
    world.emit('payment_intent.canceled', canceled);
  }
  world.emit('invoice.voided', voided);
  return voided;
}
