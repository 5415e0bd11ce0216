import type { Page, RemoteLists, Span } from '#reconciliation/run/remote-lists.js';
import type { RemoteRecord } from '#reconciliation/run/remote-records.js';
import {
  CURRENCIES,
  DISPUTE_AFTER,
  DISPUTE_FEE,
  PAYOUT_EVERY,
  REFUND_AFTER,
  World,
  chargeId,
  disputeId,
  payoutId,
  refundId,
  transactionId,
} from './world.js';
import type { Currency } from './world.js';

const LIMIT = 100;
const BLANK = {
  type: '',
  category: '',
  fee: 0,
  net: 0,
  refunded: 0,
  sourceId: null,
  chargeId: null,
  balanceTransactionId: null,
  paymentIntentId: null,
  customerId: null,
  disputed: false,
  payoutId: null,
  automatic: false,
  availableAt: null,
};
const moment = (seconds: number): Date => new Date(seconds * 1000);

type Entry = readonly [at: number, make: (index: number) => RemoteRecord, index: number];

/** Stripe's side of a world: pages of at most a hundred, newest first, made when they are asked for. */
export class WorldLists implements RemoteLists {
  pages = 0;
  private readonly lists: Record<string, Entry[]>;
  private readonly sums = new Map<string, number>();

  constructor(readonly world: World) {
    const charges: Entry[] = [];
    const refunds: Entry[] = [];
    const disputes: Entry[] = [];
    const transactions: Entry[] = [];
    for (let index = 0; index < world.count; index += 1) {
      const { at, scenario } = world.paid(index);
      charges.push([at, this.chargeOf, index]);
      transactions.push([at, this.chargeTransaction, index]);
      if (scenario === 'partial' || scenario === 'full') {
        refunds.push([at + REFUND_AFTER, this.refundOf, index]);
        transactions.push([at + REFUND_AFTER, this.refundTransaction, index]);
      }
      if (scenario === 'disputed') {
        disputes.push([at + DISPUTE_AFTER, this.disputeOf, index]);
        transactions.push([at + DISPUTE_AFTER, this.disputeTransaction, index]);
      }
    }
    for (let k = 0; k < world.extra.refund_unlinked; k += 1)
      refunds.push([
        world.timeOf(Math.floor((k * world.count) / (world.extra.refund_unlinked + 1))),
        this.strayRefund,
        k,
      ]);
    for (const [at, make, index] of transactions) this.add(at, make(index));
    const payouts: Entry[] = [];
    for (const key of this.sums.keys()) {
      const slot = Number(key.split(':')[0]);
      const at = CURRENCIES.indexOf(key.split(':')[1] as Currency);
      payouts.push([slot * PAYOUT_EVERY, this.payoutAt, slot * CURRENCIES.length + at]);
      transactions.push([slot * PAYOUT_EVERY, this.payoutTransaction, slot * CURRENCIES.length + at]);
    }
    this.lists = {
      charge: charges,
      refund: refunds,
      dispute: disputes,
      payout: payouts,
      balance_transaction: transactions,
    };
    for (const list of Object.values(this.lists)) list.sort((a, b) => b[0] - a[0]);
  }

  /** By `slot:currency`: what a payout is made of, and for the wrong ones a little more than that. */
  amountOf(slot: number, currency: Currency): number {
    const key = `${slot}:${currency}`;
    return (this.sums.get(key) ?? 0) + (this.world.badPayouts.has(key) ? 7 : 0);
  }
  payouts(): { slot: number; currency: Currency }[] {
    return [...this.sums.keys()].map((key) => ({
      slot: Number(key.split(':')[0]),
      currency: key.split(':')[1] as Currency,
    }));
  }

  list(kind: string, span: Span, after: string | null): Promise<Page<RemoteRecord>> {
    const within = this.lists[kind]!;
    const [from, to] = [span.from.getTime() / 1000, span.to.getTime() / 1000];
    return Promise.resolve(this.page(within, firstBelow(within, to), from, after));
  }

  listOfPayout(id: string, after: string | null): Promise<Page<RemoteRecord>> {
    const slot = Number(id.slice(3, -3));
    const all = this.lists['balance_transaction']!;
    const to = slot * PAYOUT_EVERY - 2 * 86_400 + 1;
    const [start, end] = [firstBelow(all, to), firstBelow(all, to - PAYOUT_EVERY)];
    const records = all
      .slice(start, end)
      .map(([, make, index]) => make(index))
      .filter(({ payoutId: of }) => of === id);
    records.push(this.payoutTransaction(slot * CURRENCIES.length + CURRENCIES.indexOf(id.slice(-3) as Currency)));
    const skipped = after ? records.findIndex((record) => record.id === after) + 1 : 0;
    this.pages += 1;
    const items = records.slice(skipped, skipped + LIMIT).map((record) => ({ ...record, payoutId: id }));
    return Promise.resolve({ items, next: skipped + LIMIT < records.length ? items.at(-1)!.id : null });
  }

  charge(): Promise<null> {
    return Promise.resolve(null);
  }
  refund(): Promise<null> {
    return Promise.resolve(null);
  }
  dispute(): Promise<null> {
    return Promise.resolve(null);
  }
  undelivered(): Promise<Page<never>> {
    return Promise.resolve({ items: [], next: null });
  }

  private page(entries: Entry[], start: number, from: number, after: string | null): Page<RemoteRecord> {
    this.pages += 1;
    let at = start;
    // a cursor is `id@place`, as cheap to find as Stripe's own
    if (after) at = Number(after.split('@')[1]) + 1;
    const items: RemoteRecord[] = [];
    for (; at < entries.length && items.length < LIMIT; at += 1) {
      const [time, make, index] = entries[at]!;
      if (time < from) break;
      items.push({ ...make(index), payoutId: null });
    }
    const more = at < entries.length && entries[at]![0] >= from;
    return { items, next: more ? `${items.at(-1)!.id}@${at - 1}` : null };
  }

  private add(at: number, { net, currency }: RemoteRecord): void {
    const slot = this.world.slotOf(at);
    if (slot === null) return;
    const key = `${slot}:${currency}`;
    this.sums.set(key, (this.sums.get(key) ?? 0) + net);
  }

  private readonly chargeOf = (index: number): RemoteRecord => {
    const { at, amount, currency, scenario, refunded } = this.world.paid(index);
    return {
      ...BLANK,
      kind: 'charge',
      id: chargeId(index),
      status: 'succeeded',
      amount,
      refunded,
      currency,
      chargeId: chargeId(index),
      balanceTransactionId: transactionId('c', index),
      customerId: `cus_${Math.floor(index / 4)}`,
      disputed: scenario === 'disputed',
      createdAt: moment(at),
    };
  };
  private readonly refundOf = (index: number): RemoteRecord => {
    const { at, refunded, currency } = this.world.paid(index);
    return {
      ...BLANK,
      kind: 'refund',
      id: refundId(index),
      status: 'succeeded',
      amount: refunded,
      currency,
      chargeId: chargeId(index),
      balanceTransactionId: transactionId('r', index),
      createdAt: moment(at + REFUND_AFTER),
    };
  };
  private readonly strayRefund = (k: number): RemoteRecord => ({
    ...BLANK,
    kind: 'refund',
    id: refundId(`x${k}`),
    status: 'pending',
    amount: 500,
    currency: 'usd',
    chargeId: chargeId(`gone${k}`),
    createdAt: moment(this.world.timeOf(Math.floor((k * this.world.count) / (this.world.extra.refund_unlinked + 1)))),
  });
  private readonly disputeOf = (index: number): RemoteRecord => {
    const { at, amount, currency } = this.world.paid(index);
    return {
      ...BLANK,
      kind: 'dispute',
      id: disputeId(index),
      status: 'needs_response',
      amount,
      currency,
      chargeId: chargeId(index),
      createdAt: moment(at + DISPUTE_AFTER),
    };
  };

  private readonly chargeTransaction = (index: number): RemoteRecord => {
    const { at, amount, fee, currency } = this.world.paid(index);
    return {
      ...this.moved(at, currency),
      id: transactionId('c', index),
      type: 'charge',
      amount,
      fee,
      net: amount - fee,
      sourceId: chargeId(index),
      chargeId: chargeId(index),
    };
  };
  private readonly refundTransaction = (index: number): RemoteRecord => {
    const { at, refunded, currency } = this.world.paid(index);
    return {
      ...this.moved(at + REFUND_AFTER, currency),
      id: transactionId('r', index),
      type: 'refund',
      amount: -refunded,
      net: -refunded,
      sourceId: refundId(index),
    };
  };
  private readonly disputeTransaction = (index: number): RemoteRecord => {
    const { at, amount, currency } = this.world.paid(index);
    return {
      ...this.moved(at + DISPUTE_AFTER, currency),
      id: transactionId('d', index),
      type: 'adjustment',
      category: 'dispute',
      amount: -amount,
      fee: DISPUTE_FEE,
      net: -amount - DISPUTE_FEE,
      sourceId: disputeId(index),
    };
  };
  private readonly payoutAt = (code: number): RemoteRecord => {
    const { slot, currency } = decode(code);
    return {
      ...BLANK,
      kind: 'payout',
      id: payoutId(slot, currency),
      status: 'paid',
      amount: this.amountOf(slot, currency),
      currency,
      balanceTransactionId: transactionId('p', `${slot}${currency}`),
      automatic: true,
      availableAt: moment(slot * PAYOUT_EVERY),
      createdAt: moment(slot * PAYOUT_EVERY),
    };
  };
  private readonly payoutTransaction = (code: number): RemoteRecord => {
    const { slot, currency } = decode(code);
    const amount = -this.amountOf(slot, currency);
    return {
      ...BLANK,
      kind: 'balance_transaction',
      status: 'available',
      id: transactionId('p', `${slot}${currency}`),
      type: 'payout',
      amount,
      net: amount,
      currency,
      sourceId: payoutId(slot, currency),
      availableAt: moment(slot * PAYOUT_EVERY),
      createdAt: moment(slot * PAYOUT_EVERY),
    };
  };

  private moved(at: number, currency: Currency): Omit<RemoteRecord, 'id'> {
    const slot = this.world.slotOf(at);
    const availableAt = World.availableAt(at);
    return {
      ...BLANK,
      kind: 'balance_transaction',
      status: availableAt <= this.world.to ? 'available' : 'pending',
      amount: 0,
      currency,
      payoutId: slot === null ? null : payoutId(slot, currency),
      availableAt: moment(availableAt),
      createdAt: moment(at),
    };
  }
}

const decode = (code: number): { slot: number; currency: Currency } => ({
  slot: Math.floor(code / CURRENCIES.length),
  currency: CURRENCIES[code % CURRENCIES.length]!,
});

/** In a list ordered newest first, the first entry that is older than this. */
function firstBelow(entries: Entry[], at: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]![0] >= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
