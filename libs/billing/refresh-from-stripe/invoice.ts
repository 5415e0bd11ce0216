import type Stripe from 'stripe';
import type { PaidPlan } from '#contracts/plans.js';
import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import { userOfCustomer } from '../customers.js';
import { planOfPrice } from '../prices.js';
import { idOf, momentOf } from '#stripe/stripe-gateway.js';
import { factsOfPaymentIntent, isFullyRefunded, isPaid, isRefunded, writeCharge } from './charge-facts.js';
import type { ChargeFacts } from './charge-facts.js';
import { MAX_COUNT, refreshInTurn } from './refresh-context.js';
import type { RefreshContext } from './refresh-context.js';
import { refreshSubscription } from './subscription.js';

interface InvoiceFacts {
  invoice: Stripe.Invoice;
  userId: string;
  subscriptionId: string;
  plan: PaidPlan;
  from: Date;
  until: Date;
  charges: ChargeFacts[];
}

/**
 * An invoice with its order, its tries to pay, and the access that it gives or no longer gives. False for an invoice that
 * is none of ours: of no customer of ours, or of nothing that we sell.
 */
export async function refreshInvoice(deps: RefreshContext, invoiceId: string): Promise<boolean> {
  const seen = await refreshInTurn(
    deps,
    invoiceId,
    () => fetchInvoice(deps, invoiceId),
    async (tx, facts) => {
      const order = await writeOrder(tx, facts);
      for (const charge of facts.charges) await writeCharge(tx, charge, { orderId: order.id, invoiceId });
      await writeAccess(tx, facts, order.id);
      return facts.userId;
    },
  );
  return seen !== null;
}

async function fetchInvoice(deps: RefreshContext, id: string): Promise<InvoiceFacts | null> {
  const { db, stripe } = deps;
  const invoice = await stripe.invoices.retrieve(id);
  const subscriptionId = idOf(invoice.parent?.subscription_details?.subscription);
  const userId = await userOfCustomer(db, idOf(invoice.customer));
  const line = lineThatSells(invoice);
  const price = line?.pricing?.price_details?.price;
  const plan = price ? await planOfPrice(stripe, price) : null;
  if (!subscriptionId || !userId || !line || !plan) return null;
  // an author who has the plan sees at once what renews it
  if (!(await db.subscription.findUnique({ where: { id: subscriptionId } })))
    await refreshSubscription(deps, subscriptionId);
  const payments = await stripe.invoicePayments.list({ invoice: id, limit: MAX_COUNT });
  const charges: ChargeFacts[] = [];
  for (const { payment } of payments.data) {
    const intent = idOf(payment.payment_intent);
    if (intent) charges.push(...(await factsOfPaymentIntent(stripe, intent)));
  }
  const [from, until] = [momentOf(line.period.start), momentOf(line.period.end)];
  return { invoice, userId, subscriptionId, plan, from, until, charges };
}

/** Of a change of plan, the part that is bought, not the part that is credited. */
const lineThatSells = ({ lines }: Stripe.Invoice): Stripe.InvoiceLineItem | undefined =>
  lines.data.reduce<Stripe.InvoiceLineItem | undefined>(
    (best, line) => (line.amount >= (best?.amount ?? 0) ? line : best),
    undefined,
  );

const KINDS: Record<string, string> = { subscription_create: 'checkout', subscription_update: 'change' };

async function writeOrder(tx: Connection, facts: InvoiceFacts): Promise<{ id: string }> {
  const { invoice, userId, subscriptionId, plan, from, until } = facts;
  const paid = invoice.status === 'paid';
  const data = {
    invoiceId: invoice.id,
    subscriptionId,
    state: stateOf(facts),
    periodStart: from,
    periodEnd: until,
    paidAt: paid ? momentOf(invoice.status_transitions.paid_at ?? invoice.created) : null,
  };
  const ours = await orderOf(tx, facts);
  if (ours) return tx.order.update({ where: { id: ours.id }, data, select: { id: true } });
  return tx.order.create({
    data: {
      id: newId(),
      userId,
      kind: KINDS[invoice.billing_reason ?? ''] ?? 'renewal',
      plan,
      amount: BigInt(invoice.amount_due),
      currency: invoice.currency,
      createdAt: momentOf(invoice.created),
      ...data,
    },
    select: { id: true },
  });
}

/** By the invoice; the first invoice of a checkout by the order's id, which the checkout carried along. */
async function orderOf(tx: Connection, { invoice, userId }: InvoiceFacts): Promise<{ id: string } | null> {
  const known = await tx.order.findUnique({ where: { invoiceId: invoice.id }, select: { id: true } });
  if (known || invoice.billing_reason !== 'subscription_create') return known;
  const orderId = invoice.parent?.subscription_details?.metadata?.['orderId'] ?? '';
  if (!/^[0-9a-f-]{36}$/.test(orderId)) return null;
  return tx.order.findFirst({ where: { id: orderId, userId, invoiceId: null }, select: { id: true } });
}

function stateOf({ invoice, charges }: InvoiceFacts): string {
  const paid = charges.filter(isPaid);
  if (paid.length > 0 && paid.every(isRefunded)) return 'refunded';
  if (invoice.status === 'paid' || invoice.status === 'void') return invoice.status;
  return invoice.status === 'uncollectible' || invoice.attempt_count > 0 ? 'failed' : 'open';
}

/** Why access was revoked, where a later refresh may restore it: the refund failed, the dispute was won after all. */
export const MONEY_RETURNED = 'money-given-back';

async function writeAccess(tx: Connection, facts: InvoiceFacts, orderId: string): Promise<void> {
  const { invoice, userId, plan, from, until, charges } = facts;
  if (invoice.status !== 'paid') return;
  const access = await tx.entitlement.upsert({
    where: { orderId },
    create: { id: newId(), userId, plan, orderId, startsAt: from, endsAt: until },
    update: {},
  });
  const stands = ({ charge }: ChargeFacts): boolean => charge.status === 'succeeded';
  // of two payments for the same thing, the one that stands is enough
  const givenBack = charges.some(isFullyRefunded) && !charges.some((each) => stands(each) && !isFullyRefunded(each));
  if (givenBack && !access.revokedAt)
    await tx.entitlement.update({
      where: { id: access.id },
      data: { revokedAt: new Date(), revokedBecause: MONEY_RETURNED },
    });
  if (!givenBack && access.revokedBecause === MONEY_RETURNED)
    await tx.entitlement.update({ where: { id: access.id }, data: { revokedAt: null, revokedBecause: null } });
}
