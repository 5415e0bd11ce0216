import type { Role } from '#contracts/auth.js';
import type { AuditCheck, AuditEntry } from '#contracts/support.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { GENESIS, checkChain, hashOf } from './audit-chain.js';

export interface AuditFilter {
  actor: { id: string; email: string; role: Role };
  act: string;
  subjectKind: AuditEntry['subjectKind'];
  subjectId: string;
  reason: string;
  detail?: Record<string, unknown>;
}

/** Any number, the same everywhere: entries are numbered one at a time. */
const LOCK = 7_431_205_118n;
const BATCH = 1_000;

/**
 * Appends an entry inside the caller's transaction and gives its number. Numbers have no gaps, and each hash covers the
 * one before, so that an entry that was changed, taken out or put in between is found.
 */
export async function recordAudit(tx: Connection, ask: AuditFilter): Promise<number> {
  await lockAudit(tx);
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  const at = new Date();
  const { actor, detail = {}, ...deed } = ask;
  const plain: Prisma.InputJsonObject = JSON.parse(JSON.stringify(detail));
  const entry = { ...deed, seq: (last?.seq ?? 0) + 1, at: at.toISOString(), actor, detail: plain };
  await tx.auditEntry.create({
    data: {
      ...deed,
      seq: entry.seq,
      at,
      actorId: actor.id,
      actorEmail: actor.email,
      actorRole: actor.role,
      detail: plain,
      hash: hashOf(entry, last?.hash ?? GENESIS),
    },
  });
  return entry.seq;
}

/** Serializes appends until the transaction ends. */
export const lockAudit = (tx: Connection): Promise<unknown> =>
  tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK})::text`;

/** Recomputes every hash from the first entry on; bounded memory, whatever the length. */
export const checkAudit = (db: Database): Promise<AuditCheck> => checkChain(readAudit(db));

/** All entries, oldest first, in batches. */
export async function* readAudit(db: Database): AsyncGenerator<AuditEntry> {
  for (let after = 0; ;) {
    const rows = await db.auditEntry.findMany({ where: { seq: { gt: after } }, orderBy: { seq: 'asc' }, take: BATCH });
    yield* rows.map(auditView);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.seq;
  }
}

export const auditView = (row: Prisma.AuditEntryGetPayload<object>): AuditEntry => ({
  seq: row.seq,
  at: row.at.toISOString(),
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a changed row is shown as it is: the check finds it
  actor: { id: row.actorId, email: row.actorEmail, role: row.actorRole as Role },
  act: row.act,
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a changed row is shown as it is, as above
  subjectKind: row.subjectKind as AuditEntry['subjectKind'],
  subjectId: row.subjectId,
  reason: row.reason,
  detail: row.detail,
  hash: row.hash,
});
