import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  ExceptionSummary,
  ExceptionView,
  PaymentSummary,
  PaymentTrace,
  PeriodView,
  RepairPreview,
  RunView,
} from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import type { Problem } from '#contracts/problem.js';
import { balancesOf, post } from '#ledger/ledger.js';
import { newId } from '#database/ids.js';
import { startWatchdog } from '#temporal/start/start-watchdog.js';
import { ensureReconciliationSchedule } from '#temporal/start/start-reconciliation.js';
import { openRemoteLists } from '#reconciliation/run/remote-lists.js';
import { CARDS, startShop } from '../../support/payments.js';
import type { Author, Shop } from '../../support/payments.js';
import { runThrough } from '../../support/payments/run-through.js';
import { eventually } from '../../support/stack.js';
import { readEvents } from '../../support/sse.js';

const DAY_MS = 86_400_000;
const now = new Date();
/** The month before this one: over, and not yet closed. */
const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
const month = lastMonth.toISOString().slice(0, 7);
const monthEnd = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
const window = { from: lastMonth.toISOString(), to: now.toISOString() };

describe('finance, with the fake of Stripe', () => {
  let shop: Shop;
  let first: Author;
  let second: Author;
  const ask = <T>(method: string, path: string, body?: object, as: 'finance' | 'admin' = 'finance') =>
    shop.api.ask<T>(method, `/api/finance/${path}`, { as, ...(body ? { body } : {}) });
  const open = async () => (await ask<Listing<ExceptionSummary>>('GET', 'items?state=unresolved&limit=100')).body.items;

  beforeAll(async () => {
    shop = await startShop();
    await shop.sandbox('POST', 'clock', { now: Math.floor(lastMonth.getTime() / 1000) + 2 * 86_400 });
    first = await shop.author();
    second = await shop.author();
    await first.buy('pro');
    await shop.pass(1);
    await second.buy('enterprise');
    await shop.pass(5);
    await shop.eventsApplied();
  });
  afterAll(() => shop?.stop());

  async function reconcile(more: object = {}): Promise<RunView> {
    const { status, body } = await ask<RunView>('POST', 'reconciliations', { ...window, ...more });
    expect(status).toBe(202);
    let run = body;
    await eventually(
      'the run is over',
      async () => (run = (await ask<RunView>('GET', `reconciliations/${body.id}`)).body).endedAt !== null,
    );
    expect([run.state, run.message]).toEqual(['completed', null]);
    return run;
  }
  const orderOf = (author: Author) =>
    shop.platform.db.order.findFirstOrThrow({
      where: { userId: author.id, state: 'paid' },
      include: { payments: true },
      orderBy: { createdAt: 'asc' },
    });

  it('agrees with Stripe when nothing went wrong, and reports its progress', async () => {
    const { body } = await ask<RunView>('POST', 'reconciliations', window);
    const token = await shop.api.signIn('finance');
    const events = await readEvents(`${shop.api.url}/api/finance/reconciliations/${body.id}/events`, token);
    expect(events.at(-1)?.data).toMatchObject({ type: 'run.progress', step: 'done', state: 'completed' });
    const run = (await ask<RunView>('GET', `reconciliations/${body.id}`)).body;
    expect(run).toMatchObject({
      state: 'completed',
      step: 'done',
      trigger: 'person',
      requester: { name: 'Demo finance' },
    });
    expect(run.counts.found).toEqual({});
    expect(run.counts.compared).toBeGreaterThanOrEqual(2);
    expect(run.counts.fetched['charges']).toBe(2);
    expect(await open()).toEqual([]);
  });

  it('fetches events that no webhook delivered before it compares', async () => {
    await shop.sandbox('POST', 'clock', { now: Math.floor(now.getTime() / 1000) - 2 * 86_400 });
    await shop.eventsApplied();
    const order = await orderOf(second);
    await shop.sandbox('POST', 'webhook', { url: 'http://127.0.0.1:9/nowhere' });
    await shop.stripe.refunds.create({ charge: order.payments[0]!.id, amount: 500 });
    const lost = async () => (await shop.stripe.events.list({ delivery_success: false })).data.length > 0;
    await eventually('the webhook is lost', lost);
    const run = await reconcile();
    expect(run.counts.recovered).toBeGreaterThan(0);
    expect(run.counts.found).toEqual({});
    const payment = await shop.platform.db.payment.findUniqueOrThrow({ where: { id: order.payments[0]!.id } });
    expect(payment.refunded).toBe(500n);
    await shop.sandbox('POST', 'webhook', {
      url: `${shop.api.url}/api/payments/webhook`,
      secret: 'whsec_of_the_tests',
    });
  });

  it('finds what is wrong, shows what a repair would do, and does it once', async () => {
    const { db } = shop.platform;
    const order = await orderOf(first);
    const charge = order.payments[0]!.id;
    await db.entitlement.delete({ where: { orderId: order.id } });
    await db.payment.update({ where: { id: charge }, data: { fee: 1n } });
    const run = await reconcile();
    expect(run.counts.found).toEqual({ paid_not_delivered: 1, fee: 1 });
    const found = await open();
    expect(found.map(({ type, repair, customer }) => [type, repair, customer?.id]).toSorted()).toEqual([
      ['fee', 'look-again', first.id],
      ['paid_not_delivered', 'grant-access', first.id],
    ]);
    for (const { id, type } of found.toSorted((a) => (a.type === 'fee' ? 1 : -1))) {
      const { body: preview } = await ask<RepairPreview>('GET', `items/${id}/repair`);
      if (type === 'fee') expect(preview).toMatchObject({ repair: 'look-again', possible: true, movesMoney: false });
      const stale = await ask<Problem>('POST', `items/${id}/repair`, { digest: 'f'.repeat(64), reason: 'by mistake' });
      expect(stale.status).toBe(409);
      const confirm = () =>
        ask<ExceptionView>('POST', `items/${id}/repair`, { digest: preview.digest, reason: 'as shown' });
      const answers = await Promise.all([confirm(), confirm(), confirm()]);
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
      await eventually(
        'it is repaired',
        async () => (await ask<ExceptionView>('GET', `items/${id}`)).body.state === 'resolved',
      );
      expect((await ask<ExceptionView>('GET', `items/${id}`)).body.resolution).toMatchObject({
        reason: 'as shown',
        repair: preview.repair,
        by: { name: 'Demo finance' },
      });
      expect(await db.auditEntry.count({ where: { subjectId: id, act: 'finance-repair' } })).toBe(1);
    }
    expect(await db.entitlement.count({ where: { orderId: order.id } })).toBe(1);
    expect((await reconcile()).counts.found).toEqual({});
    expect(await open()).toEqual([]);
  });

  it('traces a payment from any of its ids', async () => {
    const order = await orderOf(first);
    const payment = order.payments[0]!;
    const { body: trace } = await ask<PaymentTrace>('GET', `payments/${payment.id}`);
    expect(trace).toMatchObject({ payment: { id: payment.id, customer: { id: first.id } }, order: { id: order.id } });
    expect(trace.balanceTransactions[0]).toMatchObject({ type: 'charge', amount: { minor: '1900', currency: 'usd' } });
    expect(trace.ledger[0]?.postings).toHaveLength(3);
    const ids = [payment.id, payment.paymentIntentId, payment.invoiceId, payment.balanceTransactionId, order.id];
    for (const id of ids) {
      const { body } = await ask<{ items: PaymentSummary[] }>('GET', `trace?id=${id}`);
      expect([id, body.items.map((each) => each.id)]).toEqual([id, expect.arrayContaining([payment.id])]);
    }
    for (const [amount, found] of [
      ['19.00', true],
      ['19,00', true],
      ['19', true],
      ['$19', true],
      ['$ 19.00', true],
      ['19,00 $', true],
      ['19 USD', true],
      ['€19', false],
      ['99.00', false],
      ['1900', false],
      ['19.001', false],
    ] as const) {
      const { status, body } = await ask<{ items: PaymentSummary[] }>('GET', `trace?id=${encodeURIComponent(amount)}`);
      expect([amount, status, body.items.some((each) => each.id === payment.id)]).toEqual([amount, 200, found]);
    }
    expect((await ask('GET', 'trace?id=nineteen!')).status).toBe(422);
  });

  it('resolves, assigns and exports exceptions; a cell is never a formula', async () => {
    const { db } = shop.platform;
    const order = await orderOf(first);
    await db.payment.update({ where: { id: order.payments[0]!.id }, data: { amount: 1_901n } });
    await reconcile();
    const [item] = await open();
    const { items: staff } = (await ask<{ items: { id: string; name: string }[] }>('GET', 'staff')).body;
    const owner = staff.find(({ name }) => name === 'Demo admin')!;
    const patched = await ask<ExceptionView>('PATCH', `items/${item!.id}`, {
      ownerId: owner.id,
      dueAt: '2020-01-01T00:00:00Z',
    });
    expect(patched.body).toMatchObject({ owner: { name: 'Demo admin' }, dueAt: '2020-01-01T00:00:00.000Z' });
    expect(
      (await ask<Listing<ExceptionSummary>>('GET', `items?overdue=true&ownerId=${owner.id}`)).body.items,
    ).toHaveLength(1);
    await ask('POST', `items/${item!.id}/comments`, { text: 'looked into it' });
    const hostile = '=HYPERLINK("http://x")\n"quoted", and more';
    const bulk = await ask('POST', 'items/bulk', { ids: [item!.id, owner.id], action: 'resolve', reason: hostile });
    expect(bulk.body).toMatchObject({ done: [item!.id], left: [{ id: owner.id }] });
    expect((await ask<ExceptionView>('GET', `items/${item!.id}`)).body).toMatchObject({
      state: 'resolved',
      comments: [{ text: 'looked into it' }],
    });
    const { body: file } = await ask<string>('GET', `items.csv?state=resolved&type=amount`);
    const rows = parseCsv(file);
    const row = Object.fromEntries(rows[0]!.map((name, at) => [name, rows[1]![at]]));
    expect(row).toMatchObject({
      type: 'Amount differs',
      state: 'Resolved',
      amount: '-0.01',
      currency: 'USD',
      reason: `'${hostile}`,
    });
    await db.payment.update({ where: { id: order.payments[0]!.id }, data: { amount: 1_900n } });
    const ledger = parseCsv((await ask<string>('GET', `ledger.csv?month=${month}`)).body);
    const sum = (column: string) =>
      ledger.slice(1).reduce((total, cells) => total + Math.round(Number(cells[ledger[0]!.indexOf(column)]) * 100), 0);
    expect(sum('debit')).toBe(sum('credit'));
    expect(sum('debit')).toBeGreaterThanOrEqual(11_800);
    const [names, ...payments] = parseCsv((await ask<string>('GET', 'payments.csv')).body);
    expect(payments).toHaveLength(await db.payment.count());
    const states = new Map(
      payments.map((cells) => [
        cells[names!.findIndex((name) => name.endsWith('charge'))],
        cells[names!.indexOf('state')],
      ]),
    );
    const { payments: given } = await orderOf(second);
    expect([states.get(order.payments[0]!.id), states.get(given[0]!.id)]).toEqual(['Succeeded', 'Partly refunded']);
  });

  it('closes a month that two people signed, and writes what comes later into the next', async () => {
    await reconcile();
    const before = (await ask<PeriodView>('GET', `periods/${month}`)).body;
    expect(before).toMatchObject({ state: 'open', obstacles: [], agrees: null });
    expect(before.differences.map(({ difference }) => difference.minor)).toEqual(['0']);
    const prepared = await ask<PeriodView>('POST', `periods/${month}/prepare`);
    expect(prepared.body).toMatchObject({ state: 'prepared', preparedBy: { name: 'Demo finance' }, agrees: true });
    const digest = prepared.body.digest!;
    const close = (as: 'finance' | 'admin', by = digest) =>
      ask<PeriodView>('POST', `periods/${month}/close`, { digest: by, reason: 'all is well' }, as);
    expect((await close('finance')).status).toBe(403);
    expect((await close('admin', 'f'.repeat(64))).status).toBe(409);
    expect((await close('admin')).body).toMatchObject({ state: 'closed', approvedBy: { name: 'Demo admin' } });
    expect((await close('admin')).status).toBe(409);
    const { body: file } = await ask<string>('GET', `periods/${month}/evidence`);
    expect(createHash('sha256').update(file).digest('hex')).toBe(digest);

    const { db } = shop.platform;
    const at = new Date(lastMonth.getTime() + 5 * DAY_MS);
    const usd = (minor: bigint) => ({ minor, currency: 'usd' });
    await db.$transaction((tx) =>
      post(tx, {
        key: 'late',
        kind: 'cost',
        cause: { kind: 'job', id: 'x' },
        at,
        postings: [
          { account: 'provider-costs', amount: usd(5n) },
          { account: 'provider-payable', amount: usd(-5n) },
        ],
      }),
    );
    expect(await db.ledgerTransaction.findUniqueOrThrow({ where: { key: 'late' } })).toMatchObject({ adjusts: month });
    expect(await balancesOf(db, 'provider-costs', monthEnd)).toEqual([]);
    await shop.pass(1);
    await shop.eventsApplied();
    await reconcile();
    const after = (await ask<PeriodView>('GET', `periods/${month}`)).body;
    expect(after).toMatchObject({ state: 'closed', agrees: true, adjustments: 1, digest });
    const report = await fetch(`${shop.api.url}/api/finance/periods/${month}/report.pdf`, {
      headers: { authorization: `Bearer ${await shop.api.signIn('finance')}` },
    });
    expect(
      Buffer.from(await report.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('reports a run whose workflow was ended from outside', async () => {
    const { client, db } = shop.platform;
    const id = newId();
    const run = { id, from: lastMonth, to: monthEnd, trigger: 'person', rules: 1, asOf: now, state: 'running' };
    await db.reconciliationRun.create({ data: { ...run, startedAt: lastMonth } });
    await startWatchdog(client);
    await eventually(
      'it has failed',
      async () => (await ask<RunView>('GET', `reconciliations/${id}`)).body.state === 'failed',
    );
    await client.workflow.getHandle('watchdog').terminate();
  });

  it('runs by itself on a schedule', async () => {
    const { client, db } = shop.platform;
    await ensureReconciliationSchedule(client, 60);
    await ensureReconciliationSchedule(client, 30);
    await client.schedule.getHandle('reconcile-payments').trigger();
    await eventually(
      'a run by the schedule is over',
      async () => (await db.reconciliationRun.count({ where: { trigger: 'schedule', state: 'completed' } })) > 0,
    );
  });
});

/** Its clock runs ahead of ours: by the API such a window would end today. */
describe('months at the fake of Stripe', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await startShop();
  });
  afterAll(() => shop?.stop());

  it('agree to the payout after purchases, renewals, a declined card, refunds and disputes', async () => {
    const { db } = shop.platform;
    const [one, two, three] = [await shop.author(), await shop.author(), await shop.author()];
    await one.buy('pro');
    await two.buy('enterprise');
    await three.buy('pro', CARDS.fadesAtRenewal);
    await shop.pass(8);
    await shop.eventsApplied();
    const paid = await db.payment.findMany({ where: { state: 'succeeded' }, orderBy: { at: 'asc' } });
    await shop.stripe.refunds.create({ charge: paid[0]!.id });
    await shop.stripe.refunds.create({ charge: paid[1]!.id, amount: 300 });
    await shop.sandbox('POST', 'dispute', { charge: paid[2]!.id });
    await shop.pass(32);
    await shop.eventsApplied();
    const at = (await shop.sandbox<{ now: number }>('GET', 'clock')).now * 1000;
    const lists = openRemoteLists(shop.stripe);
    const whole = { from: new Date(Date.now() - DAY_MS), to: new Date(at), asOf: new Date(at) };
    const run = await runThrough(db, lists, whole);
    expect(run.found).toEqual({});
    expect(run.compared).toBeGreaterThan(8);
    expect(await db.stripeRecord.count({ where: { payoutId: { not: null } } })).toBeGreaterThan(2);
    // a window that begins after the purchases, and knows of them only by what became of them
    const late = await runThrough(db, lists, { ...whole, from: new Date(paid.at(-1)!.at.getTime() + DAY_MS) });
    expect(late.found).toEqual({});
  });
});

/** RFC 4180, by a reader that is not the writer's. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1);
}
