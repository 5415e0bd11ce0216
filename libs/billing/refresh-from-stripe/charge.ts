import type Stripe from 'stripe';
import { callStripe, idOf } from '#stripe/stripe-gateway.js';
import { factsOfCharge, writeCharge } from './charge-facts.js';
import { refreshInTurn } from './refresh-context.js';
import type { RefreshContext } from './refresh-context.js';
import { refreshInvoice } from './invoice.js';

/** A charge, by way of the invoice that it pays; one that pays none of ours is written by itself, for finance to see. */
export async function refreshCharge(deps: RefreshContext, chargeId: string): Promise<void> {
  const invoiceId = await callStripe(() => invoiceOf(deps.stripe, chargeId));
  if (invoiceId && (await refreshInvoice(deps, invoiceId))) return;
  await refreshInTurn(
    deps,
    chargeId,
    () => factsOfCharge(deps.stripe, chargeId),
    async (tx, facts) => {
      await writeCharge(tx, facts, { orderId: null, invoiceId });
      return null;
    },
  );
}

async function invoiceOf(stripe: Stripe, chargeId: string): Promise<string | null> {
  const intent = idOf((await stripe.charges.retrieve(chargeId)).payment_intent);
  if (!intent) return null;
  const { data } = await stripe.invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: intent },
    limit: 1,
  });
  return idOf(data[0]?.invoice);
}
