import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { DISCREPANCY_TYPES } from '#contracts/finance.js';
import { startEngines } from '../../support/stack.js';
import type { Engines } from '../../support/stack.js';
import { runThrough } from '../../support/payments/run-through.js';
import { World, chargeId } from '../../support/payments/world.js';
import { WorldLists } from '../../support/payments/world-remote.js';
import { fillRows } from '../../support/payments/world-rows.js';

/** The world ends a few days ago, so that what is late in it is a mistake by now. */
const TO = (Math.floor(Date.now() / 86_400_000) - 3) * 86_400;
const EACH = 6;

describe('reconciliation of some thousand payments', () => {
  let engines: Engines;
  let db: Database;
  let world: World;
  let lists: WorldLists;
  let window: { from: Date; to: Date };
  beforeAll(async () => {
    engines = await startEngines({ temporal: false });
    const url = await engines.newDatabase();
    db = openDatabase({ url, pool: 8, name: 'reconcile' });
    world = new World({ payments: 3_000, each: EACH, to: TO });
    lists = new WorldLists(world);
    await fillRows(url, lists);
    window = { from: new Date((TO - 35 * 86_400) * 1000), to: new Date(TO * 1000) };
  });
  afterAll(async () => {
    await db?.$disconnect();
    await engines?.stop();
  });
  const items = () => db.reconciliationException.findMany({ orderBy: { key: 'asc' } });

  it('invents nothing in a world where all is right', async () => {
    const url = await engines.newDatabase();
    const clean = openDatabase({ url, pool: 4, name: 'clean' });
    try {
      const right = new WorldLists(new World({ payments: 2_000, each: 0, to: TO }));
      await fillRows(url, right);
      const run = await runThrough(clean, right, window);
      expect(run.found).toEqual({});
      expect(run.compared).toBe(run.matched);
      expect(run.compared).toBeGreaterThan(2_000);
      expect(await clean.reconciliationException.count()).toBe(0);
    } finally {
      await clean.$disconnect();
    }
  });

  it('finds every discrepancy of every type, and no other', async () => {
    const run = await runThrough(db, lists, window);
    const expected = Object.fromEntries(
      DISCREPANCY_TYPES.map((type) => [type, world.discrepancyCounts().get(type) ?? 0]),
    );
    expect(run.found).toEqual(expected);
    const found = new Set((await items()).map(({ key }) => key));
    for (const [index, type] of world.discrepancies)
      if (!['paid_not_delivered', 'dispute'].includes(type)) expect(found).toContain(`${type}:${chargeId(index)}`);
    expect(await db.reconciliationException.count({ where: { type: 'timing', state: 'expected' } })).toBe(EACH);
  });

  it('finds the same again, by the same items', async () => {
    const before = await items();
    await runThrough(db, lists, window);
    const now = await items();
    expect(now.map(({ id, key, state }) => [id, key, state])).toEqual(
      before.map(({ id, key, state }) => [id, key, state]),
    );
  });

  it('calls late what is late, and a mistake what stays away', async () => {
    await runThrough(db, lists, { ...window, asOf: new Date(), fetch: false });
    expect(await db.reconciliationException.count({ where: { type: 'timing', state: 'cleared' } })).toBe(EACH);
    expect(await db.reconciliationException.count({ where: { type: 'missing_local', state: 'open' } })).toBe(2 * EACH);
  });

  it('clears what was repaired, and reopens it when it comes back', async () => {
    const one = await db.reconciliationException.findFirstOrThrow({ where: { type: 'amount' } });
    await db.payment.update({ where: { id: one.subjectId }, data: { amount: { decrement: 1n } } });
    await runThrough(db, lists, { ...window, asOf: new Date(), fetch: false });
    const stateOf = async () => (await db.reconciliationException.findUniqueOrThrow({ where: { id: one.id } })).state;
    expect(await stateOf()).toBe('cleared');
    await db.payment.update({ where: { id: one.subjectId }, data: { amount: { increment: 1n } } });
    await runThrough(db, lists, { ...window, asOf: new Date(), fetch: false });
    expect(await stateOf()).toBe('open');
  });

  it('leaves resolved what a person resolved, until it differs in another way', async () => {
    const one = await db.reconciliationException.findFirstOrThrow({ where: { type: 'amount' } });
    await db.reconciliationException.update({
      where: { id: one.id },
      data: { state: 'resolved', resolvedAt: new Date(), reason: 'agreed' },
    });
    const stateOf = async () => (await db.reconciliationException.findUniqueOrThrow({ where: { id: one.id } })).state;
    await runThrough(db, lists, { ...window, asOf: new Date(), fetch: false });
    expect(await stateOf()).toBe('resolved');
    await db.payment.update({ where: { id: one.subjectId }, data: { amount: { increment: 5n } } });
    await runThrough(db, lists, { ...window, asOf: new Date(), fetch: false });
    expect(await stateOf()).toBe('open');
  });

  it('rehearses other rules without touching an item', async () => {
    const before = await items();
    const { appear, go } = await runThrough(db, lists, {
      ...window,
      asOf: new Date(),
      rules: 2,
      rehearsal: true,
      fetch: false,
    });
    expect(appear).toEqual([]);
    expect(go.filter((key) => key.startsWith('fee:'))).toHaveLength(EACH);
    expect(await items()).toEqual(before);
  });

  it('reports for a dry run what a run would open and clear, compared with what is open now', async () => {
    const rehearse = (rules: number) =>
      runThrough(db, lists, { ...window, asOf: new Date(), rules, rehearsal: true, fetch: false });
    expect(await rehearse(1)).toMatchObject({ appear: [], go: [] });
    const open = await db.reconciliationException.findMany({ where: { type: 'paid_not_delivered', state: 'open' } });
    expect(open).toHaveLength(EACH);
    // these have not been found yet
    await db.reconciliationException.deleteMany({ where: { type: 'paid_not_delivered' } });
    const { appear, go } = await rehearse(1);
    expect(appear.toSorted()).toEqual(open.map(({ key }) => key).toSorted());
    expect(go).toEqual([]);
    await db.reconciliationException.createMany({ data: open });
    // and this one was repaired meanwhile
    const one = await db.reconciliationException.findFirstOrThrow({
      where: { type: 'status', state: 'open', subjectKind: 'charge' },
    });
    await db.payment.update({ where: { id: one.subjectId }, data: { state: 'succeeded' } });
    expect(await rehearse(1)).toMatchObject({ appear: [], go: [one.key] });
    await db.payment.update({ where: { id: one.subjectId }, data: { state: 'failed' } });
  }, 60_000);

  it('calls nothing missing because of where the window ends', async () => {
    const half = new Date((window.from.getTime() + window.to.getTime()) / 2);
    const { found } = await runThrough(db, lists, { from: half, to: window.to, fetch: false });
    for (const [type, count] of Object.entries(found))
      expect([type, count <= (world.discrepancyCounts().get(type as never) ?? 0)]).toEqual([type, true]);
  });
});
