import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createReconciliationActivities } from '#activities/payments/reconciliation-activities.js';
import { createReconciliationRunActivities } from '#activities/payments/reconciliation-run-activities.js';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { insertRun } from '#reconciliation/run/run-record.js';
import type { RemoteLists } from '#reconciliation/run/remote-lists.js';
import type { RecordKind, RemoteRecord } from '#reconciliation/run/remote-records.js';
import { someoneWaitsForALock } from '../support/lock-wait.js';
import { startEngines } from '../support/stack.js';
import type { Engines } from '../support/stack.js';

const FROM = new Date('2026-03-01T00:00:00Z');
const TO = new Date('2026-03-02T00:00:00Z');
const AT = new Date('2026-03-01T12:00:00Z');
const COUNTS = { fetched: {}, compared: 0, matched: 0, found: {}, recovered: 0 };

function recordOf(kind: RecordKind, id: string, more: Partial<RemoteRecord> = {}): RemoteRecord {
  return {
    kind,
    id,
    type: kind,
    category: '',
    status: 'succeeded',
    amount: 1_900,
    fee: 0,
    net: 1_900,
    refunded: 0,
    currency: 'usd',
    sourceId: null,
    chargeId: null,
    balanceTransactionId: null,
    paymentIntentId: null,
    customerId: null,
    disputed: false,
    payoutId: null,
    automatic: false,
    availableAt: null,
    createdAt: AT,
    ...more,
  };
}

/**
 * A worker stands still while its reconciliation run is ended, by the watchdog or elsewhere: what it fetched and compared
 * long ago must not change what a newer run has found, nor bring the ended run back.
 */
describe('a worker that wakes after its reconciliation run has ended', () => {
  let engines: Engines;
  let db: Database;
  let asked: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    engines = await startEngines({ temporal: false });
    db = openDatabase({ url: await engines.newDatabase(), pool: 8, name: 'late-runs' });
  });
  afterAll(async () => {
    await db?.$disconnect();
    await engines?.stop();
  });

  const remote: RemoteLists = {
    list: async (kind) => {
      await asked();
      return { items: [recordOf(kind, `late_${kind}`)], next: null };
    },
    listOfPayout: (payoutId) =>
      Promise.resolve({ items: [recordOf('balance_transaction', 'txn_paid', { payoutId })], next: null }),
    charge: (id) => Promise.resolve(recordOf('charge', id)),
    refund: (id) => Promise.resolve(recordOf('refund', id, { chargeId: 'ch_old' })),
    dispute: () => Promise.resolve(null),
    undelivered: () => Promise.resolve({ items: [], next: null }),
  };
  const run = <A extends object, R>(activity: (ask: A) => Promise<R>, ask: A): Promise<R> =>
    new MockActivityEnvironment().run(activity, ask);
  const activities = () => ({
    ...createReconciliationRunActivities({ db }),
    ...createReconciliationActivities({ db, stripe: undefined, remote }),
  });

  /** A run that has something to do at each of its steps, and an exception of an earlier one that it did not find again. */
  async function startedRun(): Promise<string> {
    const known = [
      recordOf('charge', 'ch_unknown'),
      recordOf('payout', 'po_1', { automatic: true }),
      recordOf('balance_transaction', 'txn_refund', { sourceId: 're_old' }),
    ];
    for (const record of known) {
      const { kind, id } = record;
      const row = { ...record, runId: newId() };
      await db.stripeRecord.upsert({ where: { kind_id: { kind, id } }, create: row, update: row });
    }
    await db.stripeRecord.deleteMany({ where: { id: { notIn: known.map(({ id }) => id) } } });
    await db.reconciliationException.deleteMany();
    const about = { subjectKind: 'charge', subjectId: 'ch_before', words: 'It was missing.', occurredAt: AT, rules: 1 };
    const item = { id: newId(), key: 'missing_local:ch_before', type: 'missing_local', state: 'open', runId: newId() };
    await db.reconciliationException.create({ data: { ...item, ...about, lastSeen: new Date(Date.now() - 60_000) } });
    const runId = newId();
    await insertRun(db, { id: runId, from: FROM, to: TO, trigger: 'person', requesterId: null });
    await run(activities().beginRun, { runId, lanes: 1 });
    return runId;
  }

  /** As the watchdog does it. */
  const end = (client: Pick<Database, 'reconciliationRun'>, id: string) =>
    client.reconciliationRun.updateMany({
      where: { id, state: 'running' },
      data: { state: 'failed', message: 'It was ended from outside.', endedAt: new Date() },
    });

  const shown = async (id: string) => ({
    run: await db.reconciliationRun.findUniqueOrThrow({ where: { id } }),
    records: await db.stripeRecord.findMany({ orderBy: { id: 'asc' } }),
    items: await db.reconciliationException.findMany({ orderBy: { key: 'asc' } }),
    events: await db.event.count(),
  });

  const span = { from: FROM.toISOString(), to: TO.toISOString() };
  const STEPS: [name: string, step: (runId: string) => Promise<unknown>][] = [
    ['beginRun', (runId) => run(activities().beginRun, { runId, lanes: 1 })],
    ['noteRun', (runId) => run(activities().noteRun, { runId, step: 'match', counts: COUNTS })],
    ['fetchRecords', (runId) => run(activities().fetchRecords, { runId, kind: 'charge', span, after: null })],
    ['linkPayouts', (runId) => run(activities().linkPayouts, { runId, after: null })],
    ['fetchCauses', (runId) => run(activities().fetchCauses, { runId, after: null })],
    ['matchBatch', (runId) => run(activities().matchBatch, { runId, phase: 'charges', after: null })],
    ['endRun', (runId) => run(activities().endRun, { runId, counts: COUNTS, flips: null })],
  ];
  const WRITES = STEPS.filter(([name]) => !['beginRun', 'noteRun'].includes(name));

  it.each(WRITES)('writes while the run is open: %s', async (_name, step) => {
    const runId = await startedRun();
    const before = await shown(runId);
    await step(runId);
    expect(await shown(runId)).not.toEqual(before);
  });

  it.each(STEPS)('writes nothing after the end: %s', async (name, step) => {
    const runId = await startedRun();
    await end(db, runId);
    const before = await shown(runId);
    await step(runId).catch((error: { type?: string }) => expect([name, error.type]).toEqual([name, 'run-ended']));
    expect(await shown(runId)).toEqual(before);
  });

  it.each(WRITES)('waits for an end that is being committed, and then writes nothing: %s', async (name, step) => {
    const runId = await startedRun();
    let began: Promise<unknown> = Promise.resolve();
    await db.$transaction(
      async (tx) => {
        await end(tx, runId);
        began = step(runId).catch((error: { type?: string }) =>
          expect([name, error.type]).toEqual([name, 'run-ended']),
        );
        await someoneWaitsForALock(db);
      },
      { timeout: 30_000 },
    );
    await began;
    const { run: row, records, items } = await shown(runId);
    expect([row.state, row.comparedAt]).toEqual(['failed', null]);
    expect(records.map(({ id }) => id)).toEqual(['ch_unknown', 'po_1', 'txn_refund']);
    expect(items.map(({ key, state }) => [key, state])).toEqual([['missing_local:ch_before', 'open']]);
  });

  it('writes nothing of what Stripe said before the end', async () => {
    const runId = await startedRun();
    asked = async () => void (await end(db, runId));
    const fetching = run(activities().fetchRecords, { runId, kind: 'charge', span, after: null });
    await expect(fetching).rejects.toMatchObject({ type: 'run-ended' });
    asked = () => Promise.resolve();
    expect(await db.stripeRecord.count({ where: { id: 'late_charge' } })).toBe(0);
  });
});
