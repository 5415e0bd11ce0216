import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { applyEvent } from '#billing/refresh-from-stripe/apply-event.js';
import type { EventHint } from '#billing/refresh-from-stripe/apply-event.js';
import { memoryBooks } from '../../support/memory-books.js';
import { startEngines } from '../../support/stack.js';
import type { Engines } from '../../support/stack.js';
import { StripeWorld } from '../../support/stripe-world.js';

type Step = (world: StripeWorld) => void;
const STEPS: Record<string, Step> = {
  renew: (world) => world.renew(true),
  'fail to renew': (world) => world.renew(false),
  'pay late': (world) => world.payLate(),
  'refund half': (world) => world.refund(0.5),
  'refund all': (world) => world.refund(1),
  'refund fails': (world) => world.failRefund(),
  dispute: (world) => world.dispute(),
  win: (world) => world.resolve(true),
  lose: (world) => world.resolve(false),
  'pay out': (world) => world.payout(),
  arrive: (world) => world.arrive(),
  bounce: (world) => world.bounce(),
  cancel: (world) => world.cancel(),
};

const silent = { publish: () => Promise.resolve() };

/** An author with an order that is about to be paid. */
async function begin(db: Database): Promise<{ world: StripeWorld; userId: string; orderId: string }> {
  const [userId, orderId] = [newId(), newId()];
  const world = new StripeWorld(orderId);
  await db.billingAccount.createMany({ data: [{ userId, customerId: world.customerId }] });
  await db.order.createMany({
    data: [
      { id: orderId, userId, kind: 'checkout', plan: 'pro', amount: 1900n, currency: 'usd', checkoutSessionId: 'cs_1' },
    ],
  });
  return { world, userId, orderId };
}

/** What is in our books, in a form that can be compared; without ids that differ by chance. */
type State = {
  balances: Record<string, number>;
  orders: object[];
  payments: string[];
  payouts: string[];
  subscription: string;
};

function expectedState(world: StripeWorld, state: State): void {
  expect(state.balances).toEqual(world.expected);
  expect(state.orders).toEqual(world.orders().toSorted(byInvoice));
}
const byInvoice = (a: { invoiceId: string }, b: { invoiceId: string }) => (a.invoiceId < b.invoiceId ? -1 : 1);

async function stateOf(db: {
  order: { rows: Record<string, unknown>[] };
  [table: string]: { rows: Record<string, unknown>[] };
}): Promise<State> {
  const balances: Record<string, number> = { ...new StripeWorld('').expected };
  for (const { account, amount } of db['ledgerPosting']!.rows)
    balances[account as string] = (balances[account as string] ?? 0) + Number(amount) * signOf(account as string);
  const access = (orderId: unknown) => {
    const held = db['entitlement']!.rows.find((row) => row['orderId'] === orderId);
    return held ? (held['revokedAt'] ? 'revoked' : 'held') : 'none';
  };
  return {
    balances,
    orders: db.order.rows
      .map((row) => ({ invoiceId: row['invoiceId'] as string, state: row['state'], access: access(row['id']) }))
      .toSorted(byInvoice),
    payments: db['payment']!.rows.map(
      (row) => `${row['id']} ${row['state']} ${row['refunded']} ${row['disputed']}`,
    ).toSorted(),
    payouts: db['payout']!.rows.map((row) => `${row['id']} ${row['state']}`).toSorted(),
    subscription: db['subscription']!.rows.map((row) => `${row['id']} ${row['state']}`).join(),
  };
}

/** Income and what is owed stand with a minus in the ledger. */
const signOf = (account: string): number => (account === 'revenue' ? -1 : 1);

async function rowsOf(db: Database): Promise<Parameters<typeof stateOf>[0]> {
  const [order, entitlement, payment, payout, subscription, ledgerPosting] = await Promise.all([
    db.order.findMany(),
    db.entitlement.findMany(),
    db.payment.findMany(),
    db.payout.findMany(),
    db.subscription.findMany(),
    db.ledgerPosting.findMany(),
  ]);
  const table = (rows: object[]) => ({ rows: rows as Record<string, unknown>[] });
  return {
    order: table(order),
    entitlement: table(entitlement),
    payment: table(payment),
    payout: table(payout),
    subscription: table(subscription),
    ledgerPosting: table(ledgerPosting),
  };
}

function* permutations<T>(list: T[]): Generator<T[]> {
  if (list.length <= 1) return yield list;
  for (const [at, first] of list.entries())
    for (const rest of permutations([...list.slice(0, at), ...list.slice(at + 1)])) yield [first, ...rest];
}

/** A customer with exactly seven events, refunded by half. */
const sevenEvents = (world: StripeWorld): EventHint[] => {
  world.buy();
  world.refund(0.5);
  world.dispute();
  world.payout();
  return world.events.slice(0, 7);
};

/** Events in an order of chance, each 1 to 20 times, new it happened; the world goes on in between. */
interface Stream {
  steps: string[];
  /** Which of the events sent so far comes next, and how often, after each step and at the end. */
  picks: number[];
}
const stream: fc.Arbitrary<Stream> = fc.record({
  steps: fc.array(fc.constantFrom(...Object.keys(STEPS)), { minLength: 1, maxLength: 10 }),
  picks: fc.array(fc.nat(1_000_000), { minLength: 20, maxLength: 60 }),
});

async function play(db: Database, world: StripeWorld, { steps, picks }: Stream): Promise<void> {
  const deps = { db, stripe: world.stripe(), ...silent };
  const waiting: EventHint[] = [];
  let sent = 0;
  let pick = 0;
  const chance = (below: number): number => (picks[(pick += 1) % picks.length]! + pick * 7) % below;
  const hear = () => {
    for (; sent < world.events.length; sent += 1)
      for (let copy = 0, copies = 1 + chance(20); copy < copies; copy += 1) waiting.push(world.events[sent]!);
  };
  const deliver = async (count: number) => {
    for (let each = 0; each < count && waiting.length > 0; each += 1)
      await applyEvent(deps, waiting.splice(chance(waiting.length), 1)[0]!);
  };
  world.buy();
  for (const step of steps) {
    hear();
    await deliver(chance(4));
    STEPS[step]!(world);
  }
  hear();
  await deliver(waiting.length);
}

describe('Stripe’s events, whatever their order', () => {
  it('all 5,040 orders of seven events end in the same books', async () => {
    let first: State | undefined;
    let count = 0;
    for (const order of permutations([0, 1, 2, 3, 4, 5, 6])) {
      const { db, tables } = memoryBooks();
      const { world } = await begin(db);
      const events = sevenEvents(world);
      expect(events).toHaveLength(7);
      for (const at of order) await applyEvent({ db, stripe: world.stripe(), ...silent }, events[at]!);
      const state = await stateOf(tables as never);
      first ??= state;
      expect(state).toEqual(first);
      expectedState(world, state);
      count += 1;
    }
    expect(count).toBe(5_040);
    expect(first!.balances).toMatchObject({ revenue: 1900, refunds: 950, 'stripe-fees': 85, 'in-transit': 865 });
  });

  it('10,000 random customers, each event 1 to 20 times and out of order, agree with a small model to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(stream, async (each) => {
        const { db, tables } = memoryBooks();
        const { world } = await begin(db);
        await play(db, world, each);
        expectedState(world, await stateOf(tables as never));
      }),
      { numRuns: 10_000 },
    );
  }, 300_000);

  it('looks that overtake each other while Stripe answers never leave older news', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.scheduler(), async ({ steps }, scheduler) => {
        const { db, tables } = memoryBooks();
        const { world } = await begin(db);
        const deps = { db, stripe: world.stripe(() => scheduler.schedule(Promise.resolve())), ...silent };
        const looks: Promise<unknown>[] = [];
        let sent = 0;
        const hear = () => {
          for (; sent < world.events.length; sent += 1) looks.push(applyEvent(deps, world.events[sent]!));
        };
        world.buy();
        hear();
        for (const step of steps) {
          if (scheduler.count() > 0) await scheduler.waitOne();
          STEPS[step]!(world);
          hear();
        }
        await scheduler.waitIdle();
        await Promise.all(looks);
        expectedState(world, await stateOf(tables as never));
      }),
      { numRuns: 500 },
    );
  });
});

describe('the same on PostgreSQL', () => {
  let engines: Engines;
  beforeAll(async () => {
    engines = await startEngines({ temporal: false });
  });
  afterAll(() => engines.stop());

  it('random customers end as the model says, with the database’s own constraints in force', async () => {
    const samples = fc.sample(stream, { numRuns: 25, seed: 11 });
    const url = await engines.newDatabase();
    const db = openDatabase({ url, pool: 4, name: 'test' });
    try {
      for (const each of samples) {
        await clear(db);
        const [userId, orderId] = [newId(), newId()];
        const world = new StripeWorld(orderId);
        await db.user.create({ data: { id: userId, email: `${userId}@test.local`, name: 'A', passwordHash: '' } });
        await db.billingAccount.create({ data: { userId, customerId: world.customerId } });
        await db.order.create({
          data: {
            id: orderId,
            userId,
            kind: 'checkout',
            plan: 'pro',
            amount: 1900n,
            currency: 'usd',
            checkoutSessionId: 'cs_1',
          },
        });
        await play(db, world, { ...each, picks: each.picks.map((pick) => pick % 97) });
        expectedState(world, await stateOf(await rowsOf(db)));
      }
    } finally {
      await db.$disconnect();
    }
  });

  /** The ledger refuses to be emptied; its triggers are disabled, which only the owner of the tables may. */
  async function clear(db: Database): Promise<void> {
    await db.$transaction([
      db.$executeRaw`SET LOCAL session_replication_role = replica`,
      db.$executeRaw`DELETE FROM "LedgerPosting"`,
      db.$executeRaw`DELETE FROM "LedgerTransaction"`,
      db.$executeRaw`DELETE FROM "StripeRefresh"`,
      db.$executeRaw`DELETE FROM "Entitlement"`,
      db.$executeRaw`DELETE FROM "Refund"`,
      db.$executeRaw`DELETE FROM "Dispute"`,
      db.$executeRaw`DELETE FROM "Payment"`,
      db.$executeRaw`DELETE FROM "Payout"`,
      db.$executeRaw`DELETE FROM "Order"`,
      db.$executeRaw`DELETE FROM "Subscription"`,
      db.$executeRaw`DELETE FROM "BillingAccount"`,
    ]);
  }
});
