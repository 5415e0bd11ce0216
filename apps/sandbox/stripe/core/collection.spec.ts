import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Collection } from './collection.js';
import { Heap } from './heap.js';

interface Thing {
  id: string;
  created: number;
  color: string | null;
}

describe('a collection', () => {
  const things = fc.array(
    fc.record({
      id: fc.integer({ min: 0, max: 30 }).map(String),
      created: fc.integer({ min: 0, max: 9 }),
      color: fc.constantFrom('red', 'blue', null),
    }),
    { maxLength: 60 },
  );

  it('pages like a plain sorted list does, whatever was put, changed and removed', () => {
    fc.assert(
      fc.property(
        things,
        fc.record({
          color: fc.constantFrom('red', 'blue', undefined),
          limit: fc.integer({ min: 1, max: 7 }),
          gte: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
          lt: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
          cursor: fc.option(fc.nat(), { nil: undefined }),
          upward: fc.boolean(),
        }),
        fc.nat({ max: 5 }),
        (puts, asked, removed) => {
          const collection = new Collection<Thing>({ color: (thing) => thing.color }, (thing) => thing.created);
          const plain: Thing[] = [];
          for (const thing of puts) {
            const at = plain.findIndex(({ id }) => id === thing.id);
            // The time of an object never changes.
            const fixed = at === -1 ? thing : { ...thing, created: plain[at]?.created ?? 0 };
            if (at === -1) plain.push(fixed);
            else plain[at] = fixed;
            collection.put(fixed);
          }
          for (const { id } of plain.splice(0, removed)) collection.remove(id);
          const order = plain.toSorted((a, b) => a.created - b.created).reverse();
          const cursor = asked.cursor === undefined ? undefined : order[asked.cursor % Math.max(order.length, 1)]?.id;
          const at = order.findIndex(({ id }) => id === cursor);
          const fits = (thing: Thing): boolean =>
            (asked.color === undefined || thing.color === asked.color) &&
            thing.created >= (asked.gte ?? 0) &&
            thing.created < (asked.lt ?? 99);
          const upward = asked.upward && cursor !== undefined;
          const side = cursor === undefined ? order : upward ? order.slice(0, at) : order.slice(at + 1);
          const fitting = side.filter(fits);
          const page = collection.page({
            where: { color: asked.color },
            created: { gte: asked.gte, lt: asked.lt },
            limit: asked.limit,
            ...(upward ? { endingBefore: cursor } : { startingAfter: cursor }),
          });
          expect(page?.data).toEqual(upward ? fitting.slice(-asked.limit) : fitting.slice(0, asked.limit));
          expect(page?.hasMore).toBe(fitting.length > asked.limit);
        },
      ),
    );
  });
});

describe('a heap', () => {
  it('returns the earliest first, and equal times in insertion order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (times) => {
        const heap = new Heap<number>();
        for (const [turn, at] of times.entries()) heap.push(at, turn);
        const out: [number, number][] = [];
        for (let next = heap.pop(); next; next = heap.pop()) out.push([next.at, next.item]);
        const sorted = [...times.entries()].map(([turn, at]): [number, number] => [at, turn]);
        expect(out).toEqual(sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });
});
