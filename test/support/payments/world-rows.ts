import pg from 'pg';
import {
  DISPUTE_AFTER,
  DISPUTE_FEE,
  PAYOUT_EVERY,
  REFUND_AFTER,
  chargeId,
  disputeId,
  payoutId,
  refundId,
  transactionId,
  uuidOf,
} from './world.js';
import type { WorldLists } from './world-remote.js';

type Row = Record<string, string | number | boolean | null>;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
const BATCH = 4_000;

/** Writes our side of a world into a database, as billing would have: by SQL, since it is large. */
export async function fillRows(databaseUrl: string, lists: WorldLists): Promise<void> {
  const { world } = lists;
  const sink = new RowSink(databaseUrl);
  await sink.open();
  for (let index = 0; index < world.count; index += 1) await writePayment(sink, lists, index);
  for (let k = 0; k < world.extra.missing_remote; k += 1) await writeOnlyHere(sink, lists, k);
  for (let k = 0; k < world.extra.delivered_not_paid; k += 1) await writeUnpaid(sink, lists, k);
  for (const { slot, currency } of lists.payouts()) {
    const [id, amount, at] = [payoutId(slot, currency), lists.amountOf(slot, currency), slot * PAYOUT_EVERY];
    await sink.add('Payout', { id, amount, currency, state: 'paid', automatic: true, arrivesAt: iso(at), at: iso(at) });
    await sink.post(transactionId('p', `${slot}${currency}`), at, currency, [
      ['stripe-balance', -amount],
      ['in-transit', amount],
    ]);
    await sink.post(
      id,
      at,
      currency,
      [
        ['bank', amount],
        ['in-transit', -amount],
      ],
      `payout-paid:${id}`,
    );
  }
  await sink.close();
}

async function writePayment(sink: RowSink, { world }: WorldLists, index: number): Promise<void> {
  const paid = world.paid(index);
  const { at, amount, fee, currency, scenario, refunded } = paid;
  const discrepancy = world.discrepancies.get(index);
  const user = Math.floor(index / 4);
  if (index % 4 === 0) await writeUser(sink, user);
  // of the payments without any event, half have an order
  const gone = discrepancy === 'missing_local' || discrepancy === 'timing';
  const ordered = discrepancy !== 'duplicate' && (!gone || index % 2 === 0);
  const orderId = uuidOf('order', discrepancy === 'duplicate' ? index - 1 : index);
  if (ordered)
    await writeOrder(sink, index, user, { amount, currency, at, plan: amount === 9_900 ? 'enterprise' : 'pro' });
  const revoked = scenario === 'full' && discrepancy !== 'refunded_still_downloadable' ? iso(at + REFUND_AFTER) : null;
  if (ordered && discrepancy !== 'paid_not_delivered') await writeAccess(sink, index, user, at, revoked);
  if (gone) return;
  const lost = discrepancy === 'dispute';
  await sink.add('Payment', {
    id: chargeId(index),
    orderId,
    customerId: `cus_${user}`,
    amount: amount + (discrepancy === 'amount' ? 1 : 0),
    currency: discrepancy === 'currency' ? (currency === 'usd' ? 'eur' : 'usd') : currency,
    state: discrepancy === 'status' ? 'failed' : 'succeeded',
    refunded,
    disputed: scenario === 'disputed' && !lost,
    fee: fee + (discrepancy === 'fee' ? 1 : 0),
    balanceTransactionId: transactionId('c', index),
    at: iso(at),
    updatedAt: iso(at),
  });
  await sink.post(transactionId('c', index), at, currency, [
    ['stripe-balance', amount - fee],
    ['stripe-fees', fee],
    ['revenue', -amount],
  ]);
  if (refunded > 0) {
    const when = at + REFUND_AFTER;
    await sink.add('Refund', {
      id: refundId(index),
      paymentId: chargeId(index),
      amount: refunded,
      currency,
      state: 'succeeded',
      balanceTransactionId: transactionId('r', index),
      at: iso(when),
    });
    await sink.post(transactionId('r', index), when, currency, [
      ['stripe-balance', -refunded],
      ['refunds', refunded],
    ]);
  }
  if (scenario === 'disputed' && !lost) {
    const when = at + DISPUTE_AFTER;
    await sink.add('Dispute', {
      id: disputeId(index),
      paymentId: chargeId(index),
      amount,
      currency,
      state: 'needs_response',
      reason: 'fraudulent',
      at: iso(when),
    });
    await sink.post(transactionId('d', index), when, currency, [
      ['stripe-balance', -amount - DISPUTE_FEE],
      ['stripe-fees', DISPUTE_FEE],
      ['disputed-funds', amount],
    ]);
  }
}

const middle = ({ world }: WorldLists, k: number): number => world.timeOf(Math.floor(world.count * 0.1) + k * 7);

/** A payment that Stripe knows nothing of, with all that belongs to it. */
async function writeOnlyHere(sink: RowSink, lists: WorldLists, k: number): Promise<void> {
  const [name, at] = [`x${k}`, middle(lists, k)];
  await writeOrder(sink, name, 0, { amount: 1_900, currency: 'usd', at, plan: 'pro' });
  await writeAccess(sink, name, 0, at, null);
  await sink.add('Payment', {
    id: chargeId(name),
    orderId: uuidOf('order', name),
    customerId: 'cus_0',
    amount: 1_900,
    currency: 'usd',
    state: 'succeeded',
    refunded: 0,
    disputed: false,
    fee: 85,
    balanceTransactionId: transactionId('c', name),
    at: iso(at),
    updatedAt: iso(at),
  });
  await sink.post(transactionId('c', name), at, 'usd', [
    ['stripe-balance', 1_815],
    ['stripe-fees', 85],
    ['revenue', -1_900],
  ]);
}

/** Access without a payment. */
async function writeUnpaid(sink: RowSink, lists: WorldLists, k: number): Promise<void> {
  const at = middle(lists, k);
  await writeOrder(sink, `u${k}`, 0, { amount: 1_900, currency: 'usd', at, plan: 'pro' });
  await writeAccess(sink, `u${k}`, 0, at, null);
}

async function writeUser(sink: RowSink, user: number): Promise<void> {
  await sink.add('User', {
    id: uuidOf('user', user),
    email: `author-${user}@world.test`,
    name: `Author ${user}`,
    role: 'author',
    passwordHash: '',
  });
  await sink.add('BillingAccount', { userId: uuidOf('user', user), customerId: `cus_${user}` });
}

const writeOrder = (
  sink: RowSink,
  index: number | string,
  user: number,
  { amount, currency, at, plan }: { amount: number; currency: string; at: number; plan: string },
): Promise<void> =>
  sink.add('Order', {
    id: uuidOf('order', index),
    userId: uuidOf('user', user),
    kind: 'renewal',
    plan,
    state: 'paid',
    amount,
    currency,
    periodStart: iso(at),
    periodEnd: iso(at + 30 * 86_400),
    createdAt: iso(at),
    paidAt: iso(at),
  });

const writeAccess = (
  sink: RowSink,
  index: number | string,
  user: number,
  at: number,
  revokedAt: string | null,
): Promise<void> =>
  sink.add('Entitlement', {
    id: uuidOf('access', index),
    userId: uuidOf('user', user),
    plan: 'pro',
    orderId: uuidOf('order', index),
    startsAt: iso(at),
    endsAt: iso(at + 30 * 86_400),
    revokedAt,
    createdAt: iso(at),
  });

/** Rows by table, written in large batches and in the order in which they need each other. */
class RowSink {
  private readonly client: pg.Client;
  private waiting = new Map<string, Row[]>();
  private count = 0;

  constructor(databaseUrl: string) {
    this.client = new pg.Client({ connectionString: databaseUrl });
  }

  async open(): Promise<void> {
    await this.client.connect();
    // the ledger's own checks are tested elsewhere, and would take most of the time here
    await this.client.query('SET session_replication_role = replica');
  }

  async add(table: string, row: Row): Promise<void> {
    const rows = this.waiting.get(table) ?? [];
    rows.push(row);
    this.waiting.set(table, rows);
    this.count += 1;
    if (this.count >= BATCH) await this.write();
  }

  async post(
    cause: string,
    at: number,
    currency: string,
    parts: [account: string, amount: number][],
    key = `bt:${cause}`,
  ): Promise<void> {
    const id = uuidOf('ledger', key);
    await this.add('LedgerTransaction', {
      id,
      key,
      kind: 'x',
      causeKind: 'stripe-object',
      causeId: cause,
      at: iso(at),
    });
    for (const [account, amount] of parts)
      if (amount !== 0) await this.add('LedgerPosting', { transactionId: id, account, amount, currency });
  }

  async close(): Promise<void> {
    await this.write();
    for (const table of ['StripeRecord', 'Payment', 'LedgerTransaction', 'LedgerPosting', 'Entitlement', 'Order'])
      await this.client.query(`ANALYZE "${table}"`);
    await this.client.end();
  }

  private async write(): Promise<void> {
    for (const [table, rows] of this.waiting) {
      const columns = Object.keys(rows[0]!)
        .map((name) => `"${name}"`)
        .join(', ');
      const text = `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1)`;
      await this.client.query(text, [JSON.stringify(rows)]);
    }
    this.waiting.clear();
    this.count = 0;
  }
}
