import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createBook } from '#contracts/books.js';
import type { PageView, BookView } from '#contracts/books.js';
import type { OfflineEdit, SyncAnswer, SyncResult } from '#contracts/sync.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const FIELDS = ['text', 'prompt'] as const;
type Texts = Record<(typeof FIELDS)[number], string>;

/** What two devices of one author may do, in any order. */
type Step =
  | { action: 'look'; device: number }
  | { action: 'edit'; device: number; changes: Partial<Texts> }
  /** Sends what lies there, some of it again, in one body or several; with `lost`, the answers never arrive. */
  | { action: 'send'; device: number; repeats: number[]; cut: number; lost: boolean };

const word = fc.constantFrom('red', 'blue', 'green');
const device = fc.nat({ max: 1 });
const changes = fc
  .record({ text: word, prompt: word }, { requiredKeys: [] })
  .filter((some) => Object.keys(some).length > 0) as fc.Arbitrary<Partial<Texts>>;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ action: fc.constant('look' as const), device }) },
  { weight: 4, arbitrary: fc.record({ action: fc.constant('edit' as const), device, changes }) },
  {
    weight: 3,
    arbitrary: fc.record({
      action: fc.constant('send' as const),
      device,
      repeats: fc.array(fc.nat({ max: 30 }), { maxLength: 4 }),
      cut: fc.nat({ max: 4 }),
      lost: fc.boolean(),
    }),
  },
);

/** A device: what it shows, what waits to be sent, and all that it ever made. */
class Device {
  readonly clientId = randomUUID();
  shown: Texts = { text: '', prompt: '' };
  waiting: OfflineEdit[] = [];
  readonly made: OfflineEdit[] = [];

  edit(bookId: string, wanted: Partial<Texts>): void {
    const base = Object.fromEntries(Object.keys(wanted).map((field) => [field, this.shown[field as keyof Texts]]));
    const edit = { id: randomUUID(), bookId, page: 1, base, changes: wanted };
    this.waiting.push(edit);
    this.made.push(edit);
    this.shown = { ...this.shown, ...wanted };
  }
}

/** The whole of it in a few lines: an edit once, and a field only over what its author saw. */
class Model {
  texts: Texts = { text: '', prompt: '' };
  private readonly results = new Map<string, SyncResult>();

  send({ id, base, changes: wanted }: OfflineEdit): SyncResult {
    const known = this.results.get(id);
    if (known) return known;
    const conflicts: SyncResult['conflicts'] = [];
    for (const field of FIELDS.filter((each) => each in wanted)) {
      const [seen, mine, theirs] = [base[field] as string, wanted[field] as string, this.texts[field]];
      if (theirs === seen || theirs === mine) this.texts[field] = mine;
      else conflicts.push({ field, base: seen, mine, theirs });
    }
    const outcome = conflicts.length > 0 ? 'conflict' : 'applied';
    const result: SyncResult = { id, outcome, conflicts, problem: null };
    this.results.set(id, result);
    return result;
  }
}

describe('two devices that are offline now and then', () => {
  let platform: Platform;
  let api: Api;
  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const newBook = async (): Promise<string> => {
    const body = createBook.parse({ theme: 'a cat', pages: 1 });
    return (await api.ask<BookView>('POST', '/api/books', { as: 'author', body })).body.id;
  };
  const textsOf = async (bookId: string): Promise<Texts> => {
    const path = `/api/books/${bookId}/pages`;
    const { text, prompt } = (await api.ask<{ items: PageView[] }>('GET', path, { as: 'author' })).body.items[1]!;
    return { text, prompt };
  };
  const post = async (clientId: string, edits: OfflineEdit[]): Promise<SyncResult[]> => {
    const { status, body } = await api.ask<SyncAnswer>('POST', '/api/sync', {
      as: 'author',
      body: { clientId, edits },
    });
    expect(status).toBe(200);
    return body.results;
  };

  async function send(from: Device, model: Model, { repeats, cut, lost }: Extract<Step, { action: 'send' }>) {
    const again = from.made.length > 0 ? repeats.map((at) => from.made[at % from.made.length]!) : [];
    // what is made later is never sent before what was made earlier, but for repeats of what is sent already
    const old = again.filter((edit) => !from.waiting.includes(edit));
    const all = [...old, ...from.waiting, ...again];
    for (const part of [all.slice(0, cut), all.slice(cut)])
      expect(await post(from.clientId, part)).toEqual(part.map((edit) => model.send(edit)));
    if (!lost) from.waiting = [];
  }

  it('agree with the model: each edit once, nothing overwritten that its author had not seen', async () => {
    const seen = { applied: 0, conflict: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
        const bookId = await newBook();
        const [devices, model] = [[new Device(), new Device()], new Model()];
        for (const each of steps) {
          const own = devices[each.device]!;
          if (each.action === 'edit') own.edit(bookId, each.changes);
          else if (each.action === 'send') await send(own, model, each);
          // what waits is laid over what the server has, as a console shows it
          else if (own.waiting.length === 0) own.shown = await textsOf(bookId);
          if (each.action === 'send') expect(await textsOf(bookId)).toEqual(model.texts);
        }
        for (const edit of devices.flatMap(({ made, waiting }) => made.filter((each) => !waiting.includes(each)))) {
          const { outcome } = model.send(edit);
          seen[outcome as keyof typeof seen] += 1;
        }
      }),
      { numRuns: 120 },
    );
    // it was about something
    expect(Math.min(seen.applied, seen.conflict)).toBeGreaterThan(50);
  });
});
