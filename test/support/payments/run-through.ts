import type { DiscrepancyType } from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { fetchCauses } from '#reconciliation/run/fetch-causes.js';
import { fetchRecords, linkPayouts } from '#reconciliation/run/fetch.js';
import { MATCH_PHASES, matchBatch } from '#reconciliation/run/match-batch.js';
import type { RemoteLists } from '#reconciliation/run/remote-lists.js';
import { RECORD_KINDS } from '#reconciliation/run/remote-records.js';
import { clearItems } from '#reconciliation/run/write-exceptions.js';

export interface RunThrough {
  id: string;
  compared: number;
  matched: number;
  found: Partial<Record<DiscrepancyType, number>>;
  appear: string[];
  go: string[];
  fetchMs: number;
  matchMs: number;
}

/** The steps of a run one after the other, as its workflow takes them, without Temporal. */
export async function runThrough(
  db: Database,
  remote: RemoteLists,
  window: { from: Date; to: Date; asOf?: Date; rules?: number; rehearsal?: boolean; fetch?: boolean },
): Promise<RunThrough> {
  const id = newId();
  const { from, to, asOf = to, rules = 1, rehearsal = false, fetch = true } = window;
  const deps = { db, remote, runId: id, alive: () => undefined };
  // as one that waits for its schedule: no watchdog takes it for a run whose workflow is gone
  await db.reconciliationRun.create({ data: { id, from, to, asOf, rules, trigger: 'schedule', state: 'queued' } });
  const untilEnd = async (step: (after: string | null) => Promise<{ after: string | null }>): Promise<void> => {
    for (let after: string | null = null; ;) {
      ({ after } = await step(after));
      if (after === null) return;
    }
  };
  const started = performance.now();
  if (fetch) {
    for (const kind of RECORD_KINDS) {
      const half = new Date((from.getTime() + to.getTime()) / 2);
      await Promise.all([
        untilEnd((after) => fetchRecords(deps, kind, { from, to: half }, after)),
        untilEnd((after) => fetchRecords(deps, kind, { from: half, to }, after)),
      ]);
    }
    await untilEnd((after) => linkPayouts(deps, { from, to }, after));
    await untilEnd((after) => fetchCauses(deps, { from, to }, after));
  }
  const fetched = performance.now();
  const run = { id, from, to, asOf, rules, rehearsal };
  const sum: RunThrough = { id, compared: 0, matched: 0, found: {}, appear: [], go: [], fetchMs: 0, matchMs: 0 };
  for (const phase of MATCH_PHASES)
    await untilEnd(async (after) => {
      const result = await matchBatch(db, run, phase, after);
      sum.compared += result.compared;
      sum.matched += result.matched;
      sum.appear.push(...result.appear);
      sum.go.push(...result.go);
      for (const [type, count] of Object.entries(result.found))
        sum.found[type as DiscrepancyType] = (sum.found[type as DiscrepancyType] ?? 0) + count;
      return result;
    });
  if (!rehearsal) await clearItems(db, run);
  await db.reconciliationRun.delete({ where: { id } });
  return { ...sum, fetchMs: fetched - started, matchMs: performance.now() - fetched };
}
