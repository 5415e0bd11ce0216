import type { DiscrepancyType } from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { noteComparison } from '../period-close/comparison.js';
import { keyOf } from '../matching/discrepancy.js';
import type { Discrepancy } from '../matching/discrepancy.js';
import { detectDiscrepancies } from '../matching/detect.js';
import type { Case, Window } from '../matching/facts.js';
import { rulesOf } from '../matching/rules.js';
import type { Rules } from '../matching/rules.js';
import { chargeCases } from './charge-cases.js';
import { localPayments, olderCharges, remoteCharges } from './charge-keys.js';
import { ledgerOnly, looseTransactions, strayRefunds, unpaidAccess } from './loose-cases.js';
import type { Batch } from './loose-cases.js';
import { lastPayouts, payoutCases, payoutKeys } from './payout-cases.js';
import { writeInRun } from './lock-run.js';
import { clearCharges, writeExceptions } from './write-exceptions.js';

/** The union of both sides, one kind of case after the other. */
export const MATCH_PHASES = [
  'charges',
  'payments',
  'older-charges',
  'payouts',
  'transactions',
  'ledger',
  'refunds',
  'access',
] as const;
export type MatchPhase = (typeof MATCH_PHASES)[number];

export interface MatchingRun {
  id: string;
  from: Date;
  to: Date;
  asOf: Date;
  rules: number;
  rehearsal: boolean;
}

export interface MatchResult {
  /** Where to go on; null when the phase is over. */
  after: string | null;
  compared: number;
  matched: number;
  found: Partial<Record<DiscrepancyType, number>>;
  /** Of a dry run: keys of exceptions that a run would open, and of open ones that it would clear. */
  appear: string[];
  go: string[];
}

const BATCH = 1_000;
const PAYOUTS = 100;

/** Compares the next cases of a phase and writes what is wrong. A repeat finds and writes the same. */
export async function matchBatch(
  db: Database,
  run: MatchingRun,
  phase: MatchPhase,
  after: string | null,
): Promise<MatchResult> {
  if (phase === MATCH_PHASES[0] && after === null) await noteComparison(db, run.id);
  const { cases, after: next } = await casesOf(db, run, phase, after);
  const rules = known(run.rules);
  const found: Discrepancy[] = [];
  let matched = 0;
  for (const each of cases) {
    const wrong = detectDiscrepancies(each, rules, run.asOf);
    if (wrong.length === 0) matched += 1;
    else found.push(...wrong);
  }
  if (!run.rehearsal)
    await writeInRun(db, run.id, async (tx) => {
      await writeExceptions(tx, run, found);
      if (phase === 'older-charges')
        await clearCharges(
          tx,
          run,
          cases.map(({ id }) => id),
        );
    });
  return {
    after: next,
    compared: cases.length,
    matched,
    found: countByType(found),
    ...(run.rehearsal ? await flipsOf(db, cases, found) : { appear: [], go: [] }),
  };
}

function known(version: number): Rules {
  const rules = rulesOf(version);
  if (!rules) throw new RangeError(`There are no rules of version ${version}`);
  return rules;
}

async function casesOf(db: Database, run: Window, phase: MatchPhase, after: string | null): Promise<Batch<Case>> {
  switch (phase) {
    case 'charges':
      return ofCharges(db, run, await remoteCharges(db, run, after, BATCH));
    case 'payments':
      return ofCharges(db, run, await localPayments(db, run, after, BATCH));
    case 'older-charges':
      return ofCharges(db, run, await olderCharges(db, run, after, BATCH));
    case 'payouts': {
      const { ids, after: next } = await payoutKeys(db, run, after, PAYOUTS);
      return { cases: await payoutCases(db, run, ids), after: next };
    }
    case 'transactions':
      return looseTransactions(db, run, after, BATCH);
    case 'ledger':
      return ledgerOnly(db, run, after, BATCH);
    case 'refunds':
      return strayRefunds(db, run, after, BATCH);
    case 'access':
      return unpaidAccess(db, run, after, BATCH);
  }
}

async function ofCharges(
  db: Database,
  { from, to }: Window,
  { ids, after }: { ids: string[]; after: string | null },
): Promise<Batch<Case>> {
  if (ids.length === 0) return { cases: [], after };
  const window = { from, to };
  return { cases: await chargeCases(db, window, await lastPayouts(db, window), ids), after };
}

function countByType(found: Discrepancy[]): MatchResult['found'] {
  const counts: MatchResult['found'] = {};
  for (const { type } of found) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/**
 * What a run would change now. By the keys: those found that are no open exception yet, and open ones about the same cases
 * that are not found. What a person resolved stays resolved, unless it differs in another way.
 */
async function flipsOf(db: Database, cases: Case[], found: Discrepancy[]): Promise<{ appear: string[]; go: string[] }> {
  const then = new Map(found.map((each) => [keyOf(each), each]));
  const rows = await itemsAbout(db, cases, [...then.keys()]);
  const stays = new Set(rows.filter((row) => isOpen(row) || isResolved(row, then.get(row.key))).map(({ key }) => key));
  return {
    appear: [...then.keys()].filter((key) => !stays.has(key)),
    go: rows.filter((row) => isOpen(row) && !then.has(row.key)).map(({ key }) => key),
  };
}

const isOpen = ({ state }: ItemRow): boolean => state !== 'resolved' && state !== 'cleared';

/** As `writeItems` decides it: resolved by a person's word, and the same as it was then. */
const isResolved = (row: ItemRow, now: Discrepancy | undefined): boolean =>
  row.state === 'resolved' &&
  row.repairedBy === null &&
  now !== undefined &&
  row.local === now.local &&
  row.remote === now.remote &&
  row.amount === (now.amount?.minor ?? null);

type ItemRow = Pick<ReconciliationException, 'key' | 'state' | 'repairedBy' | 'local' | 'remote' | 'amount'>;

/** Exceptions that these cases have, by what was found or by what they are about. */
function itemsAbout(db: Database, cases: Case[], keys: string[]): Promise<ItemRow[]> {
  // a charge that neither side has is known only by its refunds, which have a phase of their own
  const charges = cases.flatMap((each) =>
    each.kind === 'charge' && (each.remote.charge ?? each.local.payment) ? each.id : [],
  );
  const refunds = cases.flatMap((each) => (each.kind === 'refund' ? `refund_unlinked:${each.id}` : []));
  const orders = cases.flatMap((each) => (each.kind === 'access' ? `delivered_not_paid:${each.order.id}` : []));
  const others = cases.flatMap((each) => (each.kind === 'payout' || each.kind === 'transaction' ? each.id : []));
  const unresolved = { state: { in: ['open', 'expected', 'repairing'] } };
  return db.reconciliationException.findMany({
    where: {
      OR: [
        { key: { in: [...keys, ...orders, ...refunds] } },
        { chargeId: { in: charges }, ...unresolved },
        { subjectId: { in: others }, subjectKind: { not: 'order' }, chargeId: null, ...unresolved },
      ],
    },
    select: { key: true, state: true, repairedBy: true, local: true, remote: true, amount: true },
  });
}
