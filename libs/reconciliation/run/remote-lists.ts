import type Stripe from 'stripe';
import { callStripe, isMissing } from '#stripe/stripe-gateway.js';
import {
  recordOfCharge,
  recordOfDispute,
  recordOfPayout,
  recordOfRefund,
  recordOfTransaction,
} from './remote-records.js';
import type { RecordKind, RemoteRecord } from './remote-records.js';

export interface Span {
  from: Date;
  to: Date;
}

/** One page of a list; `next` is the cursor of the page after it. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What reconciliation asks of Stripe: pages by an explicit cursor, so that a run goes on where it was broken off. */
export interface RemoteLists {
  list(kind: RecordKind, span: Span, after: string | null): Promise<Page<RemoteRecord>>;
  /** The transactions that Stripe says are in a payout. */
  listOfPayout(payoutId: string, after: string | null): Promise<Page<RemoteRecord>>;
  /** Null when Stripe has no such thing. */
  charge(id: string): Promise<RemoteRecord | null>;
  refund(id: string): Promise<RemoteRecord | null>;
  dispute(id: string): Promise<RemoteRecord | null>;
  /** Events that no endpoint of ours took; Stripe keeps them for 30 days. */
  undelivered(span: Span, after: string | null): Promise<Page<Stripe.Event>>;
}

/** The most that Stripe gives in one page. */
const LIMIT = 100;

export function openRemoteLists(stripe: Stripe): RemoteLists {
  const list = (kind: RecordKind, span: Span, after: string | null): Promise<Page<RemoteRecord>> => {
    const params = { ...within(span), ...pageAfter(after) };
    switch (kind) {
      case 'balance_transaction':
        return page(stripe.balanceTransactions.list(params), (txn) => recordOfTransaction(txn));
      case 'charge':
        return page(stripe.charges.list(params), recordOfCharge);
      case 'refund':
        return page(stripe.refunds.list(params), recordOfRefund);
      case 'dispute':
        return page(stripe.disputes.list(params), recordOfDispute);
      case 'payout':
        return page(stripe.payouts.list(params), recordOfPayout);
    }
  };
  return {
    list,
    listOfPayout: (payout, after) =>
      page(stripe.balanceTransactions.list({ payout, ...pageAfter(after) }), (txn) => recordOfTransaction(txn, payout)),
    charge: (id) => orNull(() => stripe.charges.retrieve(id), recordOfCharge),
    refund: (id) => orNull(() => stripe.refunds.retrieve(id), recordOfRefund),
    dispute: (id) => orNull(() => stripe.disputes.retrieve(id), recordOfDispute),
    undelivered: (span, after) =>
      page(stripe.events.list({ delivery_success: false, ...within(span), ...pageAfter(after) }), (event) => event),
  };
}

/** Stripe's times are whole seconds: both ends fall on them. */
const within = ({ from, to }: Span) => ({
  created: { gte: Math.ceil(from.getTime() / 1000), lt: Math.ceil(to.getTime() / 1000) },
});
const pageAfter = (after: string | null) => ({ limit: LIMIT, ...(after ? { starting_after: after } : {}) });

interface List<T> {
  data: T[];
  has_more: boolean;
}

async function page<T extends { id: string }, U>(asked: Promise<List<T>>, as: (item: T) => U): Promise<Page<U>> {
  const { data, has_more } = await callStripe(() => asked);
  return { items: data.map(as), next: has_more ? (data.at(-1)?.id ?? null) : null };
}

async function orNull<T>(ask: () => Promise<T>, as: (item: T) => RemoteRecord): Promise<RemoteRecord | null> {
  return callStripe(async () => {
    try {
      return as(await ask());
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  });
}
