import { expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArtifactStore, StoredObject } from './artifact-store.js';

/** Every object in the store, in no order. */
export async function listed(store: ArtifactStore): Promise<(StoredObject & { modifiedAt: Date })[]> {
  const objects = [];
  for await (const object of store.list()) objects.push(object);
  return objects;
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** The behaviour that every artifact store shares; each adapter's spec runs it against the real thing. */
export function behavesAsArtifactStore(open: () => ArtifactStore): void {
  const nobody = sha256(Buffer.from('nobody stored this'));

  it('gives back what was put, by its hash', async () => {
    const content = randomBytes(70_000);
    const object = await open().put(content);
    expect(object).toEqual({ sha256: sha256(content), size: 70_000 });
    expect(await open().read(object.sha256)).toEqual(content);
    expect(await open().has(object.sha256)).toBe(true);
    // a store may know seconds only
    expect(Date.now() - (await open().modifiedAt(object.sha256))!.getTime()).toBeLessThan(10_000);
    expect(await open().modifiedAt(nobody)).toBeNull();
  });

  it('stores an empty object', async () => {
    const object = await open().put(Readable.from([]));
    expect(object.size).toBe(0);
    expect(await open().read(object.sha256)).toEqual(Buffer.alloc(0));
  });

  it.each([
    ['small', 10, 1_000],
    ['large, in odd chunks', 90, 200_003],
  ])('hashes a %s stream on the way', async (_name, count, bytes) => {
    const chunks = Array.from({ length: count }, () => randomBytes(bytes));
    const object = await open().put(Readable.from(chunks));
    expect(object).toEqual({ sha256: sha256(Buffer.concat(chunks)), size: count * bytes });
    expect(sha256((await open().read(object.sha256)) ?? Buffer.alloc(0))).toBe(object.sha256);
  });

  it('opens a range with both ends included', async () => {
    const { sha256: name } = await open().put(Buffer.from('0123456789'));
    const part = await open().open(name, { start: 2, end: 5 });
    expect(Buffer.concat((await part?.toArray()) ?? []).toString()).toBe('2345');
    const behind = await open().open(name, { start: 50, end: 60 });
    expect(await behind?.toArray()).toEqual([]);
  });

  it('stores the same content once, even when many put it together', async () => {
    const content = randomBytes(5_000);
    const objects = await Promise.all(
      Array.from({ length: 8 }, (_, index) => open().put(index % 2 ? content : Readable.from([content]))),
    );
    expect(new Set(objects.map((object) => object.sha256)).size).toBe(1);
    const found = (await listed(open())).filter((each) => each.sha256 === objects[0]?.sha256);
    expect(found).toHaveLength(1);
    expect(found[0]?.size).toBe(5_000);
    expect(Math.abs(Date.now() - (found[0]?.modifiedAt.getTime() ?? 0))).toBeLessThan(60_000);
  });

  it('answers null or false for what is not there, and removes quietly', async () => {
    expect(await open().open(nobody)).toBeNull();
    expect(await open().read(nobody)).toBeNull();
    expect(await open().has(nobody)).toBe(false);
    await open().remove(nobody);
    const { sha256: name } = await open().put(Buffer.from('to be removed'));
    await open().remove(name);
    expect(await open().has(name)).toBe(false);
  });

  it.each(['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, '\0'])(
    'takes %j for no name at all',
    async (name) => {
      expect(await open().has(name)).toBe(false);
      expect(await open().read(name)).toBeNull();
      expect(await open().open(name)).toBeNull();
      await open().remove(name);
    },
  );

  it.each([1_000, 12_000_000])('leaves nothing of a source that breaks after %d bytes', async (bytes) => {
    const before = (await listed(open())).length;
    const broken = Readable.from(
      (async function* () {
        for (let sent = 0; sent < bytes; sent += 1_000_000) yield randomBytes(Math.min(bytes, 1_000_000));
        throw new Error('the source broke');
      })(),
    );
    await expect(open().put(broken)).rejects.toThrow('the source broke');
    expect(await listed(open())).toHaveLength(before);
  });

  it('says that it can be written', async () => {
    await expect(open().check()).resolves.toBeUndefined();
  });
}
