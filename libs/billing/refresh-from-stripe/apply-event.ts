import type Stripe from 'stripe';
import { z } from 'zod';
import { endRefundedPlans } from '../refunds.js';
import { callStripe, idOf, isMissing } from '#stripe/stripe-gateway.js';
import { Failure } from '#failures/failure.js';
import { refreshCharge } from './charge.js';
import { refreshCheckout } from './checkout.js';
import { refreshInvoice } from './invoice.js';
import type { RefreshContext } from './refresh-context.js';
import { refreshPayout } from './payout.js';
import { refreshSubscription } from './subscription.js';

/** The part of an event that names the object to refresh. */
export const eventHint = z.object({
  type: z.string(),
  data: z.object({
    object: z.object({
      id: z.string().nullish(),
      // of another kind of object, it may be anything
      charge: z
        .union([z.string(), z.object({ id: z.string() })])
        .nullish()
        .catch(null),
    }),
  }),
});
export type EventHint = z.infer<typeof eventHint>;

/**
 * Refreshes the object of an event from Stripe. False for irrelevant events. An event about a thing that
 * Stripe no longer has is taken for done.
 */
export async function applyEvent(deps: RefreshContext, event: EventHint): Promise<boolean> {
  const { object } = event.data;
  const id = object.id ?? '';
  try {
    switch (familyOf(event.type)) {
      case 'checkout':
        return await done(refreshCheckout(deps, id));
      case 'subscription':
        await refreshSubscription(deps, id);
        return true;
      case 'invoice':
        return await done(refreshInvoice(deps, id));
      case 'charge':
        return await done(refreshAndEndPlans(deps, id));
      case 'of-a-charge': {
        const charge = idOf(object.charge) ?? (await chargeOf(deps.stripe, id));
        return charge ? await done(refreshAndEndPlans(deps, charge)) : false;
      }
      case 'payout':
        return await done(refreshPayout(deps, id));
      default:
        return false;
    }
  } catch (error) {
    if (error instanceof Failure && isMissing(error.cause)) return false;
    throw error;
  }
}

async function refreshAndEndPlans(deps: RefreshContext, chargeId: string): Promise<void> {
  await refreshCharge(deps, chargeId);
  await endRefundedPlans(deps, chargeId);
}

/** A thin event names only the refund or dispute. */
async function chargeOf(stripe: Stripe, id: string): Promise<string | null> {
  if (/^(re|pyr)_/.test(id)) return idOf((await callStripe(() => stripe.refunds.retrieve(id))).charge);
  if (/^(dp|du)_/.test(id)) return idOf((await callStripe(() => stripe.disputes.retrieve(id))).charge);
  return null;
}

const done = (work: Promise<unknown>): Promise<true> => work.then(() => true);

type Family = 'checkout' | 'subscription' | 'invoice' | 'charge' | 'of-a-charge' | 'payout';

const FAMILIES: [prefix: string, family: Family][] = [
  ['checkout.session.', 'checkout'],
  ['customer.subscription.', 'subscription'],
  ['invoice.', 'invoice'],
  ['charge.dispute.', 'of-a-charge'],
  ['charge.refund.', 'of-a-charge'],
  ['charge.', 'charge'],
  ['refund.', 'of-a-charge'],
  ['payout.', 'payout'],
];
/** Told before the invoice has an id, or of a thing that is none of ours. */
const OF_NO_INTEREST = new Set(['invoice.upcoming', 'invoice.will_be_due']);

/** Thin events about objects of API v1 have the same names behind `v1.`. */
const plainType = (type: string): string => type.replace(/^v1\./, '');

export function familyOf(eventType: string): Family | null {
  const type = plainType(eventType);
  if (OF_NO_INTEREST.has(type) || type.startsWith('invoice_payment.')) return null;
  return FAMILIES.find(([prefix]) => type.startsWith(prefix))?.[1] ?? null;
}
