import { createHash } from 'node:crypto';
import type { AuditCheck, AuditEntry } from '#contracts/support.js';

/** What the first entry is chained to. */
export const GENESIS = '0'.repeat(64);

/**
 * Checks entries in their order, wherever they come from: the database or an exported file. Entries cut off at the end
 * leave a chain that is whole; compare `head` with one that was noted elsewhere.
 */
export async function checkChain(entries: AsyncIterable<AuditEntry>): Promise<AuditCheck> {
  let head = GENESIS;
  let count = 0;
  for await (const { hash, ...entry } of entries) {
    const why = flawOf(entry, hash, count + 1, head);
    if (why) return { ok: false, entries: count, brokenAt: entry.seq, why, head };
    head = hash;
    count += 1;
  }
  return { ok: true, entries: count, brokenAt: null, why: null, head };
}

function flawOf(entry: Omit<AuditEntry, 'hash'>, hash: string, expected: number, head: string): string | null {
  if (entry.seq !== expected) return `Entry ${expected} is missing.`;
  return hashOf(entry, head) === hash ? null : 'The entry is not what was written, or one before it was taken out.';
}

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
