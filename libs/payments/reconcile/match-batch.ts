import type { DiscrepancyType } from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import { keyOf } from '../match/discrepancy.js';
import type { Discrepancy } from '../match/discrepancy.js';
import { examine } from '../match/examine.js';
import type { Case, Window } from '../match/facts.js';
import { RULES_IN_FORCE, rulesOf } from '../match/rules.js';
import type { Rules } from '../match/rules.js';
import { chargeCases } from './charge-cases.js';
import { localPayments, olderCharges, remoteCharges } from './charge-keys.js';
import { ledgerOnly, looseTransactions, strayRefunds, unpaidAccess } from './loose-cases.js';
import type { Batch } from './loose-cases.js';
import { lastPayouts, payoutCases, payoutKeys } from './payout-cases.js';
import { clearCharges, writeItems } from './write-items.js';

/** The union of both sides, one kind of case after the other. */
export const MATCH_PHASES = [
  'charges', 'payments', 'older-charges', 'payouts', 'transactions', 'ledger', 'refunds', 'access',
] as const; // prettier-ignore
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
  /** Of a rehearsal: keys that only the rehearsed rules find, and keys that only those in force find. */
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
  const { cases, after: next } = await casesOf(db, run, phase, after);
  const rules = known(run.rules);
  const found: Discrepancy[] = [];
  let matched = 0;
  for (const each of cases) {
    const wrong = examine(each, rules, run.asOf);
    if (wrong.length === 0) matched += 1;
    else found.push(...wrong);
  }
  if (!run.rehearsal) {
    await writeItems(db, run, found);
    if (phase === 'older-charges') await clearCharges(db, run, cases.map(({ id }) => id)); // prettier-ignore
  }
  return {
    after: next,
    compared: cases.length,
    matched,
    found: countByType(found),
    ...(run.rehearsal ? flipsOf(cases, found, run.asOf) : { appear: [], go: [] }),
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

/** The same cases by the rules in force, at the same moment: exactly what the rehearsed ones would change. */
function flipsOf(cases: Case[], found: Discrepancy[], asOf: Date): { appear: string[]; go: string[] } {
  const inForce = known(RULES_IN_FORCE);
  const now = new Set(cases.flatMap((each) => examine(each, inForce, asOf)).map(keyOf));
  const then = new Set(found.map(keyOf));
  return { appear: [...then].filter((key) => !now.has(key)), go: [...now].filter((key) => !then.has(key)) };
}
