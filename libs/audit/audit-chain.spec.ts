import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditEntry } from '#contracts/support.js';
import { GENESIS, REDACTION, checkChain, digestOf, hashOf } from './audit-chain.js';

const ID = '018f3f6e-0000-7000-8000-000000000001';
const actor = { id: ID, email: 'a@b.c', role: 'support' as const };

function chainOf(reasons: string[]): AuditEntry[] {
  let before = GENESIS;
  return reasons.map((reason, at) => {
    const entry = {
      seq: at + 1,
      at: new Date(at).toISOString(),
      actor,
      act: 'retry',
      subjectKind: 'job' as const,
      subjectId: ID,
      reason,
      detail: { b: 1, a: [at] },
    };
    before = hashOf(entry, before);
    return { ...entry, hash: before };
  });
}

async function* stream(entries: AuditEntry[]): AsyncGenerator<AuditEntry> {
  yield* entries;
}

describe('the audit chain', () => {
  it('is whole as it was written, whatever the order of keys', async () => {
    const entries = chainOf(['a', 'b', 'c']).map(
      (entry) => Object.fromEntries(Object.entries(entry).reverse()) as unknown as AuditEntry,
    );
    expect(await checkChain(stream(entries))).toMatchObject({ ok: true, entries: 3, head: entries[2]!.hash });
    expect(await checkChain(stream([]))).toMatchObject({ ok: true, entries: 0, head: GENESIS });
  });

  it('finds every entry that was changed, taken out, doubled or moved', async () => {
    const reasons = fc.array(fc.string(), { minLength: 2, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        reasons,
        fc.nat(),
        fc.constantFrom('change', 'drop', 'double', 'move', 'rehash'),
        async (texts, nat, crime) => {
          const entries = chainOf(texts);
          const at = nat % (entries.length - 1);
          const victim = entries[at]!;
          if (crime === 'change') entries[at] = { ...victim, reason: `${victim.reason}!` };
          if (crime === 'rehash') {
            const forged = { ...victim, reason: `${victim.reason}!` };
            const { hash: _, ...bare } = forged;
            entries[at] = { ...forged, hash: hashOf(bare, entries[at - 1]?.hash ?? GENESIS) };
          }
          if (crime === 'drop') entries.splice(at, 1);
          if (crime === 'double') entries.splice(at, 0, victim);
          if (crime === 'move') entries.push(...entries.splice(at, 1));
          expect((await checkChain(stream(entries))).ok).toBe(false);
        },
      ),
    );
  });

  it('accepts a redacted entry only as the newest redaction after it describes it', async () => {
    const entries = chainOf(['a secret of Mia', 'b', 'c']);
    const redact = (reason: string): AuditEntry => {
      const { hash, ...bare } = entries[0]!;
      entries[0] = { ...bare, reason, hash };
      return append({ entries: [{ seq: 1, digest: digestOf({ ...bare, reason }) }] });
    };
    const append = (detail: unknown): AuditEntry => {
      const { hash: before, ...last } = entries.at(-1)!;
      const entry = { ...last, seq: last.seq + 1, act: REDACTION, detail };
      return entries[entries.push({ ...entry, hash: hashOf(entry, before) }) - 1]!;
    };
    redact('a secret of somebody');
    expect(await checkChain(stream(entries))).toMatchObject({ ok: true, entries: 4 });
    redact('nothing');
    expect(await checkChain(stream(entries))).toMatchObject({ ok: true, entries: 5 });
    // an older redaction does not bring an older text back
    entries[0] = { ...entries[0]!, reason: 'a secret of somebody' };
    expect(await checkChain(stream(entries))).toMatchObject({ ok: false, entries: 0, brokenAt: 1 });
    entries[0] = { ...entries[0], reason: 'nothing' };
    // the redaction itself is a link: what it says can't be changed
    entries[4] = { ...entries[4]!, reason: 'another' };
    expect(await checkChain(stream(entries))).toMatchObject({ ok: false, brokenAt: 5 });
  });
});
