import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import pg from 'pg';
import type { Session } from '#contracts/auth.js';
import type { ExceptionSummary, PeriodView, RefundView, RunView } from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import type { BillingView, CheckoutView } from '#contracts/payments.js';
import { newId } from '#database/ids.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import { postgresUrl } from '../../apps/stack/database/postgres.js';
import { CARDS, payOn } from '../support/payments.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';

const AUTHORS = 10;
const VICTIMS = ['api', 'worker-1', 'worker-2', 'stripe', 'postgres', 'temporal'] as const;
/** How often each part is killed: whoever restarts something that dies all the time waits longer and longer. */
const ROUNDS = 3;
const SEED = Number(process.env['FAULT_SEED'] ?? Date.now() % 100_000);

/** Pseudo-random, so that a failing run can be repeated. */
let random = SEED;
const chance = (below: number): number => {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((random / 2 ** 32) * below);
};

describe(`money, while each part is killed at a random moment (FAULT_SEED=${SEED})`, () => {
  let stack: RunningStack;
  let home: string;
  let db: Client;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-money-'));
    stack = await startStack({
      home,
      workers: 2,
      env: { RATE_LIMIT_PER_MINUTE: '100000', AUTH_RATE_LIMIT_PER_MINUTE: '100000' },
    });
    db = await connect();
  });
  afterAll(async () => {
    await db?.end().catch(() => undefined);
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  const portOf = (name: string): number => stack.state().processes.find((each) => each.name === name)!.port!;
  async function connect(): Promise<Client> {
    const { databasePassword } = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as {
      databasePassword: string;
    };
    const client = new pg.Client({ connectionString: postgresUrl(portOf('postgres'), databasePassword, 'colorbook') });
    client.on('error', () => undefined); // it is killed, too
    await client.connect();
    return client;
  }
  const rows = async <T extends object>(sql: string): Promise<T[]> => (await db.query<T>(sql)).rows;
  const count = async (sql: string): Promise<number> =>
    Number((await rows<{ count: string }>(`SELECT count(*) FROM ${sql}`))[0]!.count);

  /** Asks until there is an answer: what an impatient person does. */
  async function ask<T>(token: string | null, method: string, path: string, body?: object, key?: string): Promise<T> {
    for (const end = Date.now() + 180_000; ; await delay(150)) {
      try {
        const response = await fetch(stack.url + path, {
          method,
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(body ? { 'content-type': 'application/json' } : {}),
            ...(key ? { 'idempotency-key': key } : {}),
          },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        const text = await response.text();
        if (response.ok) return JSON.parse(text) as T;
        if (![409, 429, 503].includes(response.status))
          throw new Error(`${method} ${path}: ${response.status} ${text}\n${logged(text)}`);
      } catch (error) {
        if ((error as Error).name !== 'TypeError') throw error; // connection refused
      }
      if (Date.now() > end) throw new Error(`${method} ${path} had no answer for a minute and a half`);
    }
  }
  /** What the API wrote down about a request that went wrong. */
  const logged = (answer: string): string => {
    const id = /"requestId":"([^"]+)"/.exec(answer)?.[1] ?? 'none';
    const lines = readFileSync(join(home, 'logs', 'api.log'), 'utf8').split('\n');
    return lines
      .filter((line) => line.includes(id))
      .join('\n')
      .slice(0, 4_000);
  };
  const signIn = async (email: string, password: string): Promise<string> =>
    (await ask<Session>(null, 'POST', '/api/auth/login', { email, password })).accessToken;
  const staff = (role: string) => {
    const { email, password } = stack.state().accounts.find((each) => each.role === role)!;
    return signIn(email, password);
  };

  /** Authors with the demo author's password, who have confirmed their addresses. */
  async function authors(): Promise<string[]> {
    const password = stack.state().accounts.find(({ role }) => role === 'author')!.password;
    const tokens: string[] = [];
    for (let number = 1; number <= AUTHORS; number += 1) {
      const email = `money-${number}@test.local`;
      await db.query(
        `INSERT INTO "User" (id, email, name, role, "passwordHash", "verifiedAt")
         SELECT $1, $2, $2, 'author', "passwordHash", now() FROM "User" WHERE email = 'author@colorbook.local'`,
        [newId(), email],
      );
      tokens.push(await signIn(email, password));
    }
    return tokens;
  }

  async function killNow(victim: (typeof VICTIMS)[number]): Promise<void> {
    try {
      process.kill(stack.pid(victim), 'SIGKILL');
    } catch {
      // it is down already
    }
  }

  async function pay(url: string): Promise<void> {
    for (const end = Date.now() + 180_000; Date.now() < end; await delay(200))
      try {
        await payOn(url, CARDS.good);
        return;
      } catch {
        // Stripe is away; the person sends the form again
      }
    throw new Error('The checkout page never answered');
  }

  it('charges once, refunds once, loses no event and keeps books that agree with Stripe’s', async () => {
    const tokens = await authors();
    const support = await staff('support');
    let going = true;
    const killed: string[] = [];
    const killer = (async () => {
      for (let turn = 0; going && turn < ROUNDS * VICTIMS.length; turn += 1) {
        await delay(700 + chance(1_500));
        const victim = VICTIMS[turn % VICTIMS.length]!;
        await killNow(victim);
        killed.push(victim);
      }
    })();
    const runCustomer = async (token: string, index: number) => {
      const checkout = () =>
        ask<CheckoutView>(token, 'POST', '/api/payments/create-checkout-session', { plan: 'pro' }, `buy-${index}`);
      const { url } = await checkout();
      await pay(url);
      await eventually('the plan is there', async () => (await billing(token)).plan === 'pro');
      if (index % 2 === 1) return;
      const payment = await eventuallyPayment(token);
      await ask<RefundView>(
        support,
        'POST',
        `/api/finance/payments/${payment}/refunds`,
        { reason: 'a test' },
        `back-${index}`,
      );
      await eventually('the plan is gone', async () => (await billing(token)).plan === 'free');
    };
    const billing = (token: string) => ask<BillingView>(token, 'GET', '/api/payments/subscription');
    const eventuallyPayment = async (token: string): Promise<string> => {
      const { orders } = await billing(token);
      let id: string | undefined;
      await eventually('the payment is known', async () => {
        const found = await rows<{ id: string }>(
          `SELECT id FROM "Payment" WHERE state = 'succeeded' AND "orderId" = '${orders[0]!.id}'`,
        ).catch(async () => ((db = await connect().catch(() => db)), []));
        id = found[0]?.id;
        return id !== undefined;
      });
      return id!;
    };
    try {
      await Promise.all(tokens.map(runCustomer));
    } finally {
      going = false;
      await killer;
    }
    expect(new Set(killed).size).toBeGreaterThanOrEqual(4);
    await eventually('all parts are up', () => stack.state().processes.every((each) => each.state === 'running'));
    db = await connect();
    await eventsApplied();
    await expectInvariants();
  }, 400_000);

  it('reconciles to its end, finds nothing amiss, and closes a month once, whatever is killed meanwhile', async () => {
    const [finance, admin] = [await staff('finance'), await staff('admin')];
    const now = new Date();
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    const month = from.toISOString().slice(0, 7);
    await costOf(from);
    const body = { from: from.toISOString(), to: now.toISOString() };
    const { id } = await ask<RunView>(finance, 'POST', '/api/finance/reconciliations', body, 'run-1');
    for (const victim of ['worker-1', 'worker-2', 'api', 'postgres', 'worker-1', 'temporal'] as const) {
      await delay(200 + chance(600));
      await killNow(victim);
    }
    let run: RunView | undefined;
    await eventually(
      'the run is over',
      async () => (run = await ask<RunView>(finance, 'GET', `/api/finance/reconciliations/${id}`)).endedAt !== null,
    );
    expect(run).toMatchObject({ state: 'completed', flips: null });
    expect(run!.counts.matched).toBeGreaterThanOrEqual(AUTHORS);
    const { items } = await ask<Listing<ExceptionSummary>>(finance, 'GET', '/api/finance/items?state=open');
    expect(items.map(({ words }) => words)).toEqual([]);

    const period = `/api/finance/periods/${month}`;
    const killing = (async () => {
      for (const victim of ['api', 'postgres', 'api'] as const) {
        await delay(chance(400));
        await killNow(victim);
        await delay(4_000);
      }
    })();
    const seen = () => ask<PeriodView>(finance, 'GET', period);
    /** Repeats a request until its effect is there, whether or not an answer came. */
    const insist = async (token: string, path: string, newBody: () => object, state: PeriodView['state']) => {
      for (const end = Date.now() + 180_000; (await seen()).state !== state; await delay(200)) {
        if (Date.now() > end) throw new Error(`The month is not ${state}: ${(await seen()).obstacles.join(' ')}`);
        await fetch(stack.url + path, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify(newBody()),
        }).catch(() => undefined);
      }
    };
    await insist(finance, `${period}/prepare`, () => ({}), 'prepared');
    const { digest } = await seen();
    await insist(admin, `${period}/close`, () => ({ digest, reason: 'all agrees' }), 'closed');
    await killing;
    db = await connect();
    expect((await seen()).digest).toBe(digest);
    expect(await count(`"AuditEntry" WHERE act LIKE '%close%' AND "subjectId" = '${month}'`)).toBe(1);
    expect(await count(`"Period" WHERE state = 'closed'`)).toBe(1);
    await expectInvariants();
  }, 400_000);

  /** Something to close: what an artist cost in that month. */
  async function costOf(month: Date): Promise<void> {
    const id = newId();
    await db.query('BEGIN');
    await db.query(
      `INSERT INTO "LedgerTransaction" (id, key, kind, "causeKind", "causeId", at) VALUES ($1, 'test', 'provider-cost', 'job', 'test', $2)`,
      [id, month],
    );
    await db.query(
      `INSERT INTO "LedgerPosting" ("transactionId", account, amount, currency) VALUES ($1, 'provider-costs', 42, 'usd'), ($1, 'provider-payable', -42, 'usd')`,
      [id],
    );
    await db.query('COMMIT');
  }

  async function eventsApplied(): Promise<void> {
    const stripe = sandbox();
    await eventually('every event is delivered and applied', async () => {
      const undelivered = await stripe.events.list({ limit: 100, delivery_success: false });
      return undelivered.data.length === 0 && (await count(`"StripeEvent" WHERE state = 'stored'`)) === 0;
    });
    await eventually(
      'every refund is given',
      async () => (await count(`"RefundRequest" WHERE "endedAt" IS NULL`)) === 0,
    );
  }
  const sandbox = () =>
    openStripe({
      secretKey: 'sk_test_sandbox',
      webhookSecret: 'whsec_x',
      baseUrl: `http://127.0.0.1:${portOf('stripe')}`,
      sandbox: true,
      everyMinutes: 60,
    });

  async function expectInvariants(): Promise<void> {
    const stripe = sandbox();
    const charges = (await stripe.charges.list({ limit: 100 })).data.filter(({ status }) => status === 'succeeded');
    const refunds = (await stripe.refunds.list({ limit: 100 })).data;
    const events = (await stripe.events.list({ limit: 100 })).data;
    const balance = await stripe.balance.retrieve();
    expect(charges).toHaveLength(AUTHORS);
    expect(new Set(charges.map(({ customer }) => customer)).size).toBe(AUTHORS);
    expect(refunds).toHaveLength(AUTHORS / 2);
    const stored = new Set((await rows<{ id: string }>(`SELECT id FROM "StripeEvent"`)).map(({ id }) => id));
    expect(events.filter(({ id }) => !stored.has(id)).map(({ type }) => type)).toEqual([]);
    expect(await count(`"StripeEvent" WHERE state = 'failed'`)).toBe(0);
    expect(await count(`"Payment" WHERE state = 'succeeded'`)).toBe(AUTHORS);
    expect(await count(`"LedgerTransaction" WHERE kind IN ('charge', 'refund')`)).toBe(AUTHORS + AUTHORS / 2);
    const [ours] = await rows<{ sum: string }>(
      `SELECT sum(amount) FROM "LedgerPosting" WHERE account = 'stripe-balance'`,
    );
    const theirs = [...balance.available, ...balance.pending].reduce((sum, { amount }) => sum + amount, 0);
    expect(Number(ours!.sum)).toBe(theirs);
    expect(await count(`"Order" WHERE state = 'refunded'`)).toBe(AUTHORS / 2);
    expect(await count(`"Order" WHERE state = 'paid'`)).toBe(AUTHORS / 2);
    expect(await count(`"Entitlement" WHERE "orderId" IS NOT NULL AND "revokedAt" IS NULL`)).toBe(AUTHORS / 2);
  }
});
