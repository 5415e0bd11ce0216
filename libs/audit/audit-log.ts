import { createHash } from 'node:crypto';
import type { AuditCheck, AuditEntry } from '#contracts/support.js';
import type { Role } from '#contracts/auth.js';
import type { Connection, Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';

export interface AuditAsk {
  actor: { id: string; email: string; role: Role };
  act: string;
  subjectKind: AuditEntry['subjectKind'];
  subjectId: string;
  reason: string;
  detail?: Record<string, unknown>;
}

/** What the first entry is chained to. */
const GENESIS = '0'.repeat(64);
/** Any number, the same everywhere: entries are numbered one at a time. */
const LOCK = 7_431_205_118n;
const BATCH = 1_000;

/**
 * Appends an entry inside the caller's transaction and gives its number. Numbers have no gaps, and each hash covers the
 * one before, so that an entry that was changed, taken out or put in between is found.
 */
export async function recordAudit(tx: Connection, ask: AuditAsk): Promise<number> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK})::text`;
  const last = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  const entry: Unhashed = {
    seq: (last?.seq ?? 0) + 1,
    at: new Date(),
    actorId: ask.actor.id,
    actorEmail: ask.actor.email,
    actorRole: ask.actor.role,
    act: ask.act,
    subjectKind: ask.subjectKind,
    subjectId: ask.subjectId,
    reason: ask.reason,
    detail: JSON.parse(JSON.stringify(ask.detail ?? {})) as object,
  };
  await tx.auditEntry.create({ data: { ...entry, hash: hashOf(entry, last?.hash ?? GENESIS) } });
  return entry.seq;
}

/** An entry as it lies in the database, without its hash. */
type Row = Prisma.AuditEntryGetPayload<object>;
type Unhashed = Omit<Row, 'hash' | 'detail'> & { detail: object };

/** Recomputes every hash from the first entry on; bounded memory, whatever the length. */
export async function checkAudit(db: Database): Promise<AuditCheck> {
  return checkChain(readAudit(db));
}

/**
 * Checks entries in their order, wherever they come from: the database or an exported file. Entries cut off at the end
 * leave a chain that is whole; compare `head` with one that was noted elsewhere.
 */
export async function checkChain(entries: AsyncIterable<AuditEntry>): Promise<AuditCheck> {
  let head = GENESIS;
  let count = 0;
  for await (const entry of entries) {
    const why = flawOf(entry, count + 1, head);
    if (why) return { ok: false, entries: count, brokenAt: entry.seq, why, head };
    head = entry.hash;
    count += 1;
  }
  return { ok: true, entries: count, brokenAt: null, why: null, head };
}

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

export const auditView = (row: Row): AuditEntry => ({
  seq: row.seq,
  at: row.at.toISOString(),
  actor: { id: row.actorId, email: row.actorEmail, role: row.actorRole as Role },
  act: row.act,
  subjectKind: row.subjectKind as AuditEntry['subjectKind'],
  subjectId: row.subjectId,
  reason: row.reason,
  detail: row.detail,
  hash: row.hash,
});

function flawOf(entry: AuditEntry, expected: number, head: string): string | null {
  if (entry.seq !== expected) return `Entry ${expected} is missing.`;
  const { actor, at, hash, detail, ...rest } = entry;
  const columns = { actorId: actor.id, actorEmail: actor.email, actorRole: actor.role };
  const row = { ...rest, ...columns, at: new Date(at), detail: detail as object };
  return hashOf(row, head) === hash ? null : 'The entry is not what was written, or one before it was taken out.';
}

const hashOf = (entry: Unhashed, before: string): string =>
  createHash('sha256')
    .update(`${before}\n${canonical({ ...entry, at: entry.at.toISOString() })}`)
    .digest('hex');

/** JSON with sorted keys, since the database keeps none of an object's order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
