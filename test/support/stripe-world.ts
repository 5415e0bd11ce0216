import type Stripe from 'stripe';
import { PLANS } from '#contracts/plans.js';
import type { PaidPlan } from '#contracts/plans.js';

type Thing = { id: string; created: number } & Record<string, unknown>;
type Txn = Thing & { type: string; reporting_category: string; amount: number; fee: number; net: number };

/** What should stand in our books, worked out from what happened and from nothing else; minor units of usd. */
export interface Expected {
  'stripe-balance': number;
  'stripe-fees': number;
  revenue: number;
  refunds: number;
  'disputed-funds': number;
  'dispute-losses': number;
  'in-transit': number;
  bank: number;
}

const DAY = 86_400;
const DISPUTE_FEE = 1_500;
const feeOf = (amount: number): number => Math.floor((amount * 29 + 500) / 1000) + 30;

/**
 * One author's account at Stripe, step by step: each step changes objects and publishes events, as Stripe does. It answers the
 * calls that a look makes, with how things are at that moment. `expected` is the small model that our books are held to.
 */
export class StripeWorld {
  readonly customerId = 'cus_1';
  readonly events: { type: string; data: { object: { id: string; charge?: string } } }[] = [];
  readonly expected: Expected = {
    'stripe-balance': 0,
    'stripe-fees': 0,
    revenue: 0,
    refunds: 0,
    'disputed-funds': 0,
    'dispute-losses': 0,
    'in-transit': 0,
    bank: 0,
  };
  private readonly things = new Map<string, Thing>();
  private now = 1_790_000_000;
  private count = 0;
  private subscription: Thing | null = null;
  private unpaidOut = 0;

  constructor(
    private readonly orderId: string,
    private readonly plan: PaidPlan = 'pro',
  ) {
    this.put({ id: 'price_1', metadata: { plan } });
  }

  buy(): void {
    this.subscription = this.put({
      id: this.id('sub'),
      customer: this.customerId,
      status: 'active',
      cancel_at_period_end: false,
      start_date: this.now,
      ended_at: null,
      items: { data: [{ id: 'si_1', price: this.things.get('price_1'), ...this.period() }] },
    });
    const invoice = this.newInvoice('subscription_create');
    this.put({
      id: 'cs_1',
      status: 'complete',
      customer: this.customerId,
      subscription: this.subscription.id,
      invoice: invoice.id,
    });
    this.publish('customer.subscription.created', this.subscription);
    this.succeed(invoice);
    this.publish('checkout.session.completed', this.things.get('cs_1')!);
  }

  renew(ok: boolean): void {
    if (this.subscription?.['status'] !== 'active') return;
    this.now += 30 * DAY;
    const items = this.subscription['items'] as { data: object[] };
    this.subscription['items'] = { data: [{ ...items.data[0], ...this.period() }] };
    const invoice = this.newInvoice('subscription_cycle');
    if (ok) this.succeed(invoice);
    else {
      this.charge(invoice, false);
      Object.assign(invoice, { attempt_count: 1 });
      this.subscription['status'] = 'past_due';
      this.publish('invoice.payment_failed', invoice);
    }
    this.publish('customer.subscription.updated', this.subscription);
  }

  /** The renewal that failed is paid after all: the same invoice. */
  payLate(): void {
    const invoice = this.all('in').find(({ status }) => status === 'open');
    if (!invoice || this.subscription?.['status'] !== 'past_due') return;
    this.succeed(invoice);
    this.subscription['status'] = 'active';
    this.publish('customer.subscription.updated', this.subscription);
  }

  cancel(): void {
    if (!this.subscription || this.subscription['status'] === 'canceled') return;
    Object.assign(this.subscription, { status: 'canceled', ended_at: this.now });
    this.publish('customer.subscription.deleted', this.subscription);
  }

  refund(share: number): void {
    const charge = this.all('ch').find((each) => each['paid'] && !each['disputed'] && left(each) > 0);
    if (!charge) return;
    const amount = Math.max(1, Math.floor(left(charge) * share));
    const txn = this.txn('refund', 'refund', -amount, 0);
    charge['amount_refunded'] = (charge['amount_refunded'] as number) + amount;
    charge['refunded'] = left(charge) === 0;
    const refund = this.put({
      id: this.id('re'),
      charge: charge.id,
      amount,
      currency: 'usd',
      status: 'succeeded',
      balance_transaction: txn,
    });
    this.expected.refunds += amount;
    this.expected['stripe-balance'] -= amount;
    this.publish('refund.created', refund);
    this.publish('charge.refunded', charge);
  }

  /** The bank does not take a refund: the money is ours again. */
  failRefund(): void {
    const refund = this.all('re').find(({ status }) => status === 'succeeded');
    const charge = refund && this.things.get(refund['charge'] as string);
    if (!refund || !charge) return;
    const amount = refund['amount'] as number;
    refund['status'] = 'failed';
    refund['failure_balance_transaction'] = this.txn('refund_failure', 'refund_failure', amount, 0);
    charge['amount_refunded'] = (charge['amount_refunded'] as number) - amount;
    charge['refunded'] = false;
    this.expected.refunds -= amount;
    this.expected['stripe-balance'] += amount;
    this.publish('refund.failed', refund);
  }

  dispute(): void {
    const charge = this.all('ch').find((each) => each['paid'] && !each['disputed'] && each['amount_refunded'] === 0);
    if (!charge) return;
    const amount = charge['amount'] as number;
    charge['disputed'] = true;
    const dispute = this.put({
      id: this.id('dp'),
      charge: charge.id,
      amount,
      currency: 'usd',
      status: 'needs_response',
      reason: 'fraudulent',
      balance_transactions: [this.txn('adjustment', 'dispute', -amount, DISPUTE_FEE)],
    });
    this.expected['disputed-funds'] += amount;
    this.expected['stripe-fees'] += DISPUTE_FEE;
    this.expected['stripe-balance'] -= amount + DISPUTE_FEE;
    this.publish('charge.dispute.created', dispute);
  }

  resolve(won: boolean): void {
    const dispute = this.all('dp').find(({ status }) => status === 'needs_response');
    if (!dispute) return;
    const amount = dispute['amount'] as number;
    dispute['status'] = won ? 'won' : 'lost';
    this.expected['disputed-funds'] -= amount;
    if (won) {
      const before = dispute['balance_transactions'] as Txn[];
      dispute['balance_transactions'] = [...before, this.txn('adjustment', 'dispute_reversal', amount, 0)];
      this.expected['stripe-balance'] += amount;
    } else this.expected['dispute-losses'] += amount;
    this.publish('charge.dispute.closed', dispute);
  }

  payout(): void {
    const amount = this.unpaidOut;
    if (amount <= 0) return;
    const txn = this.txn('payout', 'payout', -amount, 0);
    const payout = this.put({
      id: this.id('po'),
      amount,
      currency: 'usd',
      status: 'in_transit',
      automatic: true,
      arrival_date: this.now + 2 * DAY,
      balance_transaction: txn,
      failure_balance_transaction: null,
    });
    this.unpaidOut = 0;
    this.expected['stripe-balance'] -= amount;
    this.expected['in-transit'] += amount;
    this.publish('payout.created', payout);
  }

  arrive(): void {
    const payout = this.all('po').find(({ status }) => status === 'in_transit');
    if (!payout) return;
    payout['status'] = 'paid';
    this.expected['in-transit'] -= payout['amount'] as number;
    this.expected.bank += payout['amount'] as number;
    this.publish('payout.paid', payout);
  }

  /** The bank sends a payout back, before or after Stripe took it for paid. */
  bounce(): void {
    const payout = this.all('po').find(({ status }) => status !== 'failed');
    if (!payout) return;
    const amount = payout['amount'] as number;
    this.expected[payout['status'] === 'paid' ? 'bank' : 'in-transit'] -= amount;
    this.expected['stripe-balance'] += amount;
    payout['status'] = 'failed';
    payout['failure_balance_transaction'] = this.txn('payout_failure', 'payout_failure', amount, 0);
    this.publish('payout.failed', payout);
  }

  /** What each order should be, by the invoice, and whether its access should hold. */
  orders(): { invoiceId: string; state: string; access: 'held' | 'revoked' | 'none' }[] {
    return this.all('in').map((invoice) => {
      const charges = this.all('ch').filter((charge) => charge['payment_intent'] === `pi_${invoice.id}`);
      const refunded = charges.some((charge) => charge['paid'] && left(charge) === 0);
      const lost = charges.some((charge) =>
        this.all('dp').some((each) => each['charge'] === charge.id && each['status'] === 'lost'),
      );
      const paid = invoice['status'] === 'paid';
      return {
        invoiceId: invoice.id,
        state: refunded ? 'refunded' : paid ? 'paid' : 'failed',
        access: paid ? (refunded || lost ? 'revoked' : 'held') : 'none',
      };
    });
  }

  /** The calls that looks make, with the answers of this moment; `answering` may hold one back. */
  stripe(answering: () => Promise<void> = () => Promise.resolve()): Stripe {
    const get = async (id: string): Promise<Thing> => {
      await answering();
      const found = this.things.get(id);
      if (!found) throw new Error(`The world has no ${id}`);
      return structuredClone(found);
    };
    const list = async (keep: (thing: Thing) => boolean): Promise<{ data: Thing[] }> => {
      await answering();
      return structuredClone({ data: [...this.things.values()].filter(keep) });
    };
    const of = (prefix: string, key: string, value: unknown) => (thing: Thing) =>
      thing.id.startsWith(`${prefix}_`) && thing[key] === value;
    return {
      checkout: { sessions: { retrieve: get } },
      subscriptions: { retrieve: get },
      invoices: { retrieve: get },
      payouts: { retrieve: get },
      prices: { retrieve: get },
      charges: {
        retrieve: get,
        list: (ask: { payment_intent: string }) => list(of('ch', 'payment_intent', ask.payment_intent)),
      },
      refunds: { list: (ask: { charge: string }) => list(of('re', 'charge', ask.charge)) },
      disputes: { list: (ask: { charge: string }) => list(of('dp', 'charge', ask.charge)) },
      invoicePayments: {
        list: (ask: { invoice?: string; payment?: { payment_intent: string } }) =>
          list(
            ask.invoice
              ? of('inpay', 'invoice', ask.invoice)
              : (thing) => thing.id === `inpay_${ask.payment!.payment_intent}`,
          ),
      },
    } as unknown as Stripe;
  }

  private newInvoice(reason: string): Thing {
    const price = PLANS[this.plan].price;
    const { current_period_start: start, current_period_end: end } = this.period();
    const invoice = this.put({
      id: this.id('in'),
      customer: this.customerId,
      status: 'open',
      attempt_count: 0,
      billing_reason: reason,
      amount_due: price,
      currency: 'usd',
      status_transitions: { paid_at: null },
      parent: { subscription_details: { subscription: this.subscription!.id, metadata: { orderId: this.orderId } } },
      lines: { data: [{ amount: price, period: { start, end }, pricing: { price_details: { price: 'price_1' } } }] },
    });
    const intent = `pi_${invoice.id}`;
    this.put({
      id: `inpay_${intent}`,
      invoice: invoice.id,
      payment: { type: 'payment_intent', payment_intent: intent },
    });
    return invoice;
  }

  private succeed(invoice: Thing): void {
    this.charge(invoice, true);
    Object.assign(invoice, { status: 'paid', status_transitions: { paid_at: this.now } });
    this.publish('invoice.paid', invoice);
  }

  private charge(invoice: Thing, ok: boolean): void {
    const amount = invoice['amount_due'] as number;
    const charge = this.put({
      id: this.id('ch'),
      customer: this.customerId,
      payment_intent: `pi_${invoice.id}`,
      amount,
      currency: 'usd',
      status: ok ? 'succeeded' : 'failed',
      paid: ok,
      amount_refunded: 0,
      refunded: false,
      disputed: false,
      failure_code: ok ? null : 'card_declined',
      balance_transaction: ok ? this.txn('charge', 'charge', amount, feeOf(amount)) : null,
    });
    if (ok) {
      this.expected.revenue += amount;
      this.expected['stripe-fees'] += feeOf(amount);
      this.expected['stripe-balance'] += amount - feeOf(amount);
    }
    this.publish(ok ? 'charge.succeeded' : 'charge.failed', charge);
  }

  private txn(type: string, category: string, amount: number, fee: number): Txn {
    const net = amount - fee;
    if (type !== 'payout') this.unpaidOut += net;
    return this.put({
      id: this.id('txn'),
      type,
      reporting_category: category,
      amount,
      fee,
      net,
      currency: 'usd',
      description: null,
    }) as Txn;
  }

  private period() {
    return { current_period_start: this.now, current_period_end: this.now + 30 * DAY };
  }
  private id(prefix: string): string {
    return `${prefix}_${(this.count += 1)}`;
  }
  private put(thing: { id: string } & Record<string, unknown>): Thing {
    this.now += 1;
    const made = { created: this.now, ...thing };
    this.things.set(made.id, made);
    return made;
  }
  private all(prefix: string): Thing[] {
    return [...this.things.values()].filter(({ id }) => id.startsWith(`${prefix}_`));
  }
  private publish(type: string, { id, ...rest }: Thing): void {
    const charge = rest['charge'] as string | undefined;
    this.events.push({ type, data: { object: { id, ...(charge ? { charge } : {}) } } });
  }
}

const left = (charge: Thing): number => (charge['amount'] as number) - (charge['amount_refunded'] as number);
