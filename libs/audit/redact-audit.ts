import { lastOf } from '#contracts/items.js';
import { jsonObject } from '#contracts/json-object.js';
import type { AuditEntry } from '#contracts/support.js';
import type { Connection } from '#database/database.js';
import { REDACTION, digestOf } from './audit-chain.js';
import { auditView, lockAudit, recordAudit } from './audit-log.js';
import type { AuditFilter } from './audit-log.js';

/** Entries that one redaction names. */
const BATCH = 200;

/**
 * Makes a person unrecognizable in the next 200 entries after `after` that name them: `instead` words each field anew. What
 * is left is told by digests in an entry of its own, so that the chain can still be checked. Gives where to go on, or null
 * at the end. Inside the caller's transaction, and safe to repeat.
 */
export async function redactAudit(
  tx: Connection,
  by: Pick<AuditFilter, 'actor' | 'subjectId' | 'reason'>,
  patterns: string[],
  instead: (entry: AuditEntry) => AuditEntry,
  after: number,
): Promise<number | null> {
  await lockAudit(tx);
  const found = await tx.$queryRaw<{ seq: number }[]>`
    SELECT seq FROM "AuditEntry"
    WHERE seq > ${after} AND concat_ws(E'\n', "actorId", "actorEmail", "subjectId", reason, detail::text) ILIKE ANY (${patterns})
    ORDER BY seq LIMIT ${BATCH}`;
  const rows = await tx.auditEntry.findMany({ where: { seq: { in: found.map(({ seq }) => seq) } } });
  const changed = rows.flatMap((row) => {
    const [before, now] = [auditView(row), instead(auditView(row))];
    return digestOf(before) === digestOf(now) ? [] : [now];
  });
  const next = found.length < BATCH ? null : lastOf(found).seq;
  if (changed.length === 0) return next;
  await tx.$queryRaw`SELECT set_config('colorbook.redacting', 'on', true)`;
  for (const { seq, actor, subjectId, reason, detail } of changed)
    await tx.auditEntry.update({
      where: { seq },
      data: { actorId: actor.id, actorEmail: actor.email, subjectId, reason, detail: jsonObject.parse(detail) },
    });
  await tx.$queryRaw`SELECT set_config('colorbook.redacting', 'off', true)`;
  const entries = changed.map(({ hash: _hash, ...entry }) => ({ seq: entry.seq, digest: digestOf(entry) }));
  await recordAudit(tx, { ...by, act: REDACTION, subjectKind: 'audit-log', detail: { entries } });
  return next;
}
