import type { Connection, Database } from '#database/database.js';
import { CLOSE_LOCK } from '#ledger/ledger.js';
import { RULES_IN_FORCE } from '../matching/rules.js';
import { takeEvidence } from './evidence.js';
import type { Evidence } from './evidence.js';
import type { Month } from './month.js';
import { obstaclesOf } from './blocking-issues.js';

/** A month of a hundred thousand payments is read within this. */
export const CLOSE_TIMEOUT_MS = 120_000;

export type CloseRefusal =
  { refused: 'obstacles'; why: string } | { refused: 'not-prepared' | 'closed' | 'same-person' | 'changed' };

/** Creates the evidence of a month and stores it as prepared, to be approved by a second person. */
export async function prepareMonth(
  db: Database,
  month: Month,
  ask: {
    actorId: string;
    now: Date;
    store(lines: string[]): Promise<string>;
    record(tx: Connection, digest: string): Promise<void>;
  },
): Promise<Evidence | CloseRefusal> {
  if (await isClosed(db, month)) return { refused: 'closed' };
  const why = await obstaclesOf(db, month, ask.now);
  if (why.length > 0) return { refused: 'obstacles', why: why.join(' ') };
  const lines: string[] = [];
  const evidence = await takeEvidence(db, { month, rules: RULES_IN_FORCE, asOf: ask.now }, (text) => lines.push(text));
  // named by its content: the store's name is the digest
  const stored = await ask.store(lines);
  if (stored !== evidence.digest) throw new Error(`The evidence of ${month.name} was stored as ${stored}`);
  const data = {
    state: 'prepared',
    digest: evidence.digest,
    rules: RULES_IN_FORCE,
    preparedById: ask.actorId,
    preparedAt: ask.now,
  };
  await db.$transaction(async (tx) => {
    await tx.period.upsert({ where: { month: month.name }, create: { month: month.name, ...data }, update: data });
    await ask.record(tx, evidence.digest);
  });
  return evidence;
}

/**
 * Closes a month that another person prepared. While the ledger is locked, the evidence is made once more, and must be
 * the same to the byte; then nothing can be posted into the month any more.
 */
export async function closeMonth(
  db: Database,
  month: Month,
  ask: { actorId: string; digest: string; reason: string; now: Date; record(tx: Connection): Promise<void> },
): Promise<'closed' | CloseRefusal> {
  return db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${CLOSE_LOCK}))::text`;
      const period = await tx.period.findUnique({ where: { month: month.name } });
      if (period?.state === 'closed') return { refused: 'closed' } as const;
      if (period?.state !== 'prepared') return { refused: 'not-prepared' } as const;
      if (period.preparedById === ask.actorId) return { refused: 'same-person' } as const;
      const why = await obstaclesOf(tx, month, ask.now);
      if (why.length > 0) return { refused: 'obstacles', why: why.join(' ') } as const;
      // with whatever was resolved since: the approver signs all of it, or prepares again
      const evidence = await takeEvidence(tx, { month, rules: period.rules, asOf: ask.now });
      if (evidence.digest !== period.digest || ask.digest !== period.digest) return { refused: 'changed' } as const;
      await tx.period.update({
        where: { month: month.name },
        data: { state: 'closed', approvedById: ask.actorId, closedAt: ask.now, reason: ask.reason },
      });
      await ask.record(tx);
      return 'closed' as const;
    },
    { timeout: CLOSE_TIMEOUT_MS, maxWait: 10_000 },
  );
}

const isClosed = async (db: Connection, { name }: Month): Promise<boolean> =>
  (await db.period.count({ where: { state: 'closed', month: { gte: name } } })) > 0;
