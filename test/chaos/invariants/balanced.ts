import type { Ledger } from '../run/ledger.js';
import type { Environment } from '../run/environment.js';

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

/** L5: our books balance, agree with Stripe's to the minor unit, and every drawing of a limit is accounted for. */
export async function balanced(environment: Environment, ledger: Ledger): Promise<void> {
  await inItself(environment, ledger);
  await withStripe(environment, ledger);
  const loose = await environment.query<{ jobId: string; rest: string }>(
    `SELECT "jobId", sum(CASE kind WHEN 'reserve' THEN generations ELSE -generations END)::text AS rest FROM "UsageEntry"
     WHERE "jobId" IN (SELECT id FROM "Job" WHERE "endedAt" IS NOT NULL) GROUP BY "jobId" HAVING sum(CASE kind WHEN 'reserve' THEN generations ELSE -generations END) <> 0`,
  );
  for (const { jobId, rest } of loose) ledger.violate('L5', `Job ${jobId} has ended and still holds ${rest} drawings`);
}

async function inItself(environment: Environment, ledger: Ledger): Promise<void> {
  const crooked = await environment.query<{ id: string }>(
    `SELECT "transactionId" AS id FROM "LedgerPosting" GROUP BY "transactionId", currency HAVING sum(amount) <> 0`,
  );
  for (const { id } of crooked) ledger.violate('L5', `Ledger transaction ${id} does not add up to nothing`);
  const twice = await environment.query<{ causeId: string; count: string }>(
    `SELECT "causeId", count(*) FROM "LedgerTransaction" WHERE "causeKind" = 'stripe-object' GROUP BY "causeId" HAVING count(*) > 1`,
  );
  for (const { causeId, count } of twice) ledger.violate('L5', `${causeId} was posted ${count} times`);
  const paidTwice = await environment.query<{ userId: string; count: string }>(
    `SELECT "userId", count(*) FROM "Order" WHERE state IN ('paid', 'refunded') AND kind = 'checkout' GROUP BY "userId" HAVING count(*) > 1`,
  );
  for (const { userId, count } of paidTwice) ledger.violate('L5', `Customer ${userId} paid ${count} times`);
}

async function withStripe(environment: Environment, ledger: Ledger): Promise<void> {
  const stripe = environment.stripe();
  const charges = (await all(stripe.charges.list({ limit: 100 }))).filter(({ status }) => status === 'succeeded');
  const refunds = await all(stripe.refunds.list({ limit: 100 }));
  const events = await all(stripe.events.list({ limit: 100 }));
  const ids = async (sql: string) => new Set((await environment.query<{ id: string }>(sql)).map(({ id }) => id));
  const [payments, ours, stored] = [
    await ids(`SELECT id FROM "Payment" WHERE state = 'succeeded'`),
    await ids(`SELECT id FROM "Refund"`),
    await ids(`SELECT id FROM "StripeEvent"`),
  ];
  for (const { id } of charges) if (!payments.has(id)) ledger.violate('L5', `Stripe has charge ${id}; we do not`);
  for (const { id } of refunds) if (!ours.has(id)) ledger.violate('L5', `Stripe has refund ${id}; we do not`);
  for (const { id, type } of events) if (!stored.has(id)) ledger.violate('L5', `Event ${id} (${type}) was lost`);
  for (const id of stored)
    if (!events.some((event) => event.id === id)) ledger.violate('L5', `Event ${id} never came from Stripe`);
  const customers = new Map<string, number>();
  for (const { customer } of charges) customers.set(String(customer), (customers.get(String(customer)) ?? 0) + 1);
  for (const [id, times] of customers) if (times > 1) ledger.violate('L5', `Customer ${id} was charged ${times} times`);
  const returned = new Map<string, number>();
  for (const { charge } of refunds) returned.set(String(charge), (returned.get(String(charge)) ?? 0) + 1);
  for (const [id, times] of returned) if (times > 1) ledger.violate('L5', `Charge ${id} was refunded ${times} times`);
  const { available, pending } = await stripe.balance.retrieve();
  const theirs = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
  const [row] = await environment.query<{ sum: string | null }>(
    `SELECT sum(amount)::text AS sum FROM "LedgerPosting" WHERE account = 'stripe-balance'`,
  );
  ledger.count('charges', charges.length);
  ledger.count('refunds', refunds.length);
  if (Number(row?.sum ?? 0) !== theirs)
    ledger.violate('L5', `Stripe holds ${theirs}, our ledger says ${row?.sum ?? 0}`);
}
