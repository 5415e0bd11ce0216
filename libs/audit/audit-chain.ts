import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditCheck, AuditEntry } from '#contracts/support.js';

/** What the first entry is chained to. */
export const GENESIS = '0'.repeat(64);

/** The audit action that records, by digests, how entries read after an erasure redacted a user in them. */
export const REDACTION = 'redact-audit';

/**
 * Checks entries in their order, wherever they come from: the database or an exported file. An entry that an erasure has
 * changed is good as the newest redaction after it says; that one is a link of the chain itself. Entries cut off at the end
 * leave a chain that is whole; compare `head` with one that was noted elsewhere.
 */
export async function checkChain(entries: AsyncIterable<AuditEntry>): Promise<AuditCheck> {
  const doubtful = new Map<number, { digest: string; good: boolean }>();
  let head = GENESIS;
  let count = 0;
  for await (const { hash, ...entry } of entries) {
    if (entry.seq !== count + 1) return broken(count, entry.seq, `Entry ${count + 1} is missing.`, head);
    if (hashOf(entry, head) !== hash) doubtful.set(entry.seq, { digest: digestOf(entry), good: false });
    if (entry.act === REDACTION) applyRedaction(doubtful, entry);
    head = hash;
    count += 1;
  }
  const bad = [...doubtful].find(([, { good }]) => !good);
  if (bad)
    return broken(bad[0] - 1, bad[0], 'The entry is not what was written, or one before it was taken out.', head);
  return { ok: true, entries: count, brokenAt: null, why: null, head };
}

const broken = (entries: number, brokenAt: number, why: string, head: string): AuditCheck => ({
  ok: false,
  entries,
  brokenAt,
  why,
  head,
});

const redaction = z.object({ entries: z.array(z.object({ seq: z.number(), digest: z.string() })) });

/** A redaction covers only entries before it. */
function applyRedaction(
  doubtful: Map<number, { digest: string; good: boolean }>,
  { seq, detail }: Omit<AuditEntry, 'hash'>,
): void {
  for (const named of redaction.safeParse(detail).data?.entries ?? []) {
    const entry = named.seq < seq ? doubtful.get(named.seq) : undefined;
    if (entry) entry.good = entry.digest === named.digest;
  }
}

/** SHA-256 of an entry by itself, as a redaction names it. */
export const digestOf = (entry: Omit<AuditEntry, 'hash'>): string =>
  createHash('sha256').update(canonical(entry)).digest('hex');

/** SHA-256 over the hash before and the entry as JSON with sorted keys, since the database keeps no order of keys. */
export const hashOf = (entry: Omit<AuditEntry, 'hash'>, before: string): string =>
  createHash('sha256')
    .update(`${before}\n${canonical(entry)}`)
    .digest('hex');

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
