import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';
import { createBook } from '#contracts/books.js';
import type { PageView, BookView } from '#contracts/books.js';
import { MAX_SYNC_EDITS } from '#contracts/sync.js';
import type { OfflineEdit, SyncAnswer, SyncResult } from '#contracts/sync.js';
import { startApi } from '../support/api.js';
import type { Api, AskOptions } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const clientId = randomUUID();

describe('edits that were made offline', () => {
  let platform: Platform;
  let api: Api;
  let stranger: { token: string };
  let bookId: string;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    stranger = { token: (await api.register('stranger@test.local')).accessToken };
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });
  beforeEach(async () => {
    const body = createBook.parse({ theme: 'a cat', title: 'A Cat', pages: 2 });
    bookId = (await api.ask<BookView>('POST', '/api/books', { as: 'author', body })).body.id;
  });

  const ofPage = (base: object, changes: object, more: Partial<OfflineEdit> = {}): OfflineEdit =>
    ({ id: randomUUID(), bookId, page: 1, base, changes, ...more }) as OfflineEdit;
  const ofBook = (base: object, changes: object): OfflineEdit => ofPage(base, changes, { page: null });
  const post = (body: unknown, as: AskOptions['as'] = 'author') =>
    api.ask<SyncAnswer>('POST', '/api/sync', { as, body });
  const sync = async (edits: OfflineEdit[], as: AskOptions['as'] = 'author'): Promise<SyncResult[]> => {
    const { status, body } = await post({ clientId, edits }, as);
    expect(status).toBe(200);
    return body.results;
  };
  const one = async (edit: OfflineEdit, as: AskOptions['as'] = 'author') => (await sync([edit], as))[0]!;
  const applied = (id: string): SyncResult => ({ id, outcome: 'applied', conflicts: [], problem: null });
  const notFound = (id: string): SyncResult => ({
    id,
    outcome: 'refused',
    conflicts: [],
    problem: 'This book or page is not there any more.',
  });

  const page = async (number = 1): Promise<PageView> =>
    (await api.ask<{ items: PageView[] }>('GET', `/api/books/${bookId}/pages`, { as: 'author' })).body.items[number]!;
  const book = async (): Promise<BookView> =>
    (await api.ask<BookView>('GET', `/api/books/${bookId}`, { as: 'author' })).body;
  const patchPage = async (body: object) =>
    api.ask<PageView>('PATCH', `/api/books/${bookId}/pages/1`, {
      as: 'author',
      body,
      headers: { 'if-match': String((await page()).version) },
    });
  /** Page 1 with as many drawings; the last is shown. */
  async function draw(versions: number, state: 'drawn' | 'refused' = 'drawn'): Promise<void> {
    const { id } = await platform.db.page.update({
      where: { bookId_number: { bookId, number: 1 } },
      data: { current: versions, state, ...(state === 'refused' ? { code: 'moderation', message: 'No.' } : {}) },
    });
    const each = {
      pageId: id,
      round: 0,
      sha256: '0'.repeat(64),
      size: 1,
      provider: 'built-in',
      model: '',
      variation: 0,
    };
    for (let version = 1; version <= versions; version += 1)
      await platform.db.artVersion.create({ data: { ...each, id: randomUUID(), version, prompt: '', durationMs: 1 } });
  }

  it('are applied to a page and to the book, as PATCH would', async () => {
    await draw(2, 'refused');
    const edits = [
      ofPage(
        { text: '', prompt: '', locked: false, current: 2 },
        { text: ' One\u0000 ', prompt: 'a cat', locked: true, current: 1 },
      ),
      ofPage({ text: '' }, { text: 'On the cover' }, { page: 0 }),
      ofBook(
        { title: 'A Cat', subtitle: '', blurb: '', author: null },
        { title: 'The Cat', subtitle: 'A tale', blurb: 'Meow.', author: 'Ann' },
      ),
    ];
    expect(await sync(edits)).toEqual(edits.map(({ id }) => applied(id)));
    expect(await page()).toMatchObject({
      text: 'One',
      prompt: 'a cat',
      locked: true,
      current: 1,
      state: 'locked',
      code: null,
      version: 2,
    });
    expect(await page(0)).toMatchObject({ text: 'On the cover', version: 2 });
    expect(await book()).toMatchObject({
      title: 'The Cat',
      subtitle: 'A tale',
      blurb: 'Meow.',
      version: 2,
      form: { title: 'The Cat', author: 'Ann', theme: 'a cat' },
    });
  });

  it('follow each other, also where the device kept a text as it was typed', async () => {
    const edits = [ofPage({ text: '' }, { text: 'One  cat \r\n' }), ofPage({ text: 'One  cat \r\n' }, { text: 'Two' })];
    expect(await sync(edits)).toEqual(edits.map(({ id }) => applied(id)));
    expect(await page()).toMatchObject({ text: 'Two', version: 3 });
  });

  it('report a field that was changed meanwhile as a conflict; the others are applied', async () => {
    await patchPage({ text: 'theirs' });
    const edit = ofPage({ text: '', prompt: '' }, { text: 'mine', prompt: 'a cat' });
    expect(await one(edit)).toEqual({
      id: edit.id,
      outcome: 'conflict',
      conflicts: [{ field: 'text', base: '', mine: 'mine', theirs: 'theirs' }],
      problem: null,
    });
    expect(await page()).toMatchObject({ text: 'theirs', prompt: 'a cat', version: 3 });
    const ofTheBook = ofBook({ title: 'A Dog', author: 'Bob' }, { title: 'The Dog', author: 'Eve' });
    expect((await one(ofTheBook)).conflicts).toEqual([
      { field: 'title', base: 'A Dog', mine: 'The Dog', theirs: 'A Cat' },
      { field: 'author', base: 'Bob', mine: 'Eve', theirs: '' },
    ]);
    expect((await book()).version).toBe(1);
    // what the author decides then is another edit, on what they have seen
    expect(await one(ofPage({ text: 'theirs' }, { text: 'mine' }))).toMatchObject({ outcome: 'applied' });
  });

  it('are no conflict when what they want is there already, and change nothing then', async () => {
    await patchPage({ text: 'the same' });
    expect(await one(ofPage({ text: '' }, { text: 'the same' }))).toMatchObject({ outcome: 'applied' });
    expect((await page()).version).toBe(2);
  });

  it('are applied once: a repeat gets the stored result, whatever has happened since', async () => {
    await patchPage({ prompt: 'theirs' });
    const edit = ofPage({ text: '', prompt: '' }, { text: 'mine', prompt: 'mine' });
    const first = await one(edit);
    await patchPage({ text: '' });
    expect(await one(edit)).toEqual(first);
    expect(await one({ ...edit, changes: { text: 'other' } })).toEqual(first);
    expect(await one({ ...edit, id: edit.id.toUpperCase() })).toEqual({ ...first, id: edit.id.toUpperCase() });
    expect(await page()).toMatchObject({ text: '', prompt: 'theirs', version: 4 });
  });

  it('are applied once when sent twenty times at the same moment', async () => {
    const edit = ofPage({ text: '' }, { text: 'mine' });
    const results = await Promise.all(Array.from({ length: 20 }, () => sync([edit, edit])));
    expect(results.flat()).toEqual(Array.from({ length: 40 }, () => applied(edit.id)));
    expect(await page()).toMatchObject({ text: 'mine', version: 2 });
    expect(await platform.db.offlineEdit.count({ where: { id: edit.id } })).toBe(1);
  });

  it('never meet in the middle: of twenty devices that saw the same, one is applied', async () => {
    const edits = Array.from({ length: 20 }, (_, at) => ofPage({ text: '' }, { text: `device ${at}` }));
    const results = (await Promise.all(edits.map((edit) => sync([edit])))).flat();
    const winner = results.findIndex(({ outcome }) => outcome === 'applied');
    const { text } = await page();
    expect(text).toBe(`device ${winner}`);
    for (const [at, { outcome, conflicts }] of results.entries())
      if (at !== winner)
        expect([outcome, conflicts]).toEqual([
          'conflict',
          [{ field: 'text', base: '', mine: `device ${at}`, theirs: text }],
        ]);
  });

  it('of a stranger find nothing, be it a book, a page or an id', async () => {
    const mine = ofPage({ text: '' }, { text: 'mine' });
    // the device's other user, signed in when the edits were sent: nothing is kept, so that its owner's still arrive
    expect(await one(mine, stranger)).toEqual(notFound(mine.id));
    expect(await one(mine)).toEqual(applied(mine.id));
    expect(await one(mine, stranger)).toEqual(notFound(mine.id));
    const asked = ofPage({ text: 'guess' }, { text: 'x', nonsense: 1 });
    expect(await one(asked, stranger)).toEqual(notFound(asked.id));
    const made = await api.ask<BookView>('POST', '/api/books', {
      as: stranger,
      body: createBook.parse({ theme: 'a dog' }),
    });
    const reused = { ...mine, bookId: made.body.id };
    expect(await one(reused, stranger)).toEqual(notFound(mine.id));
    for (const gone of [{ bookId: randomUUID() }, { page: 3 }, { page: -1 }, { page: 2 ** 40 }])
      expect((await one(ofPage({ text: '' }, { text: 'x' }, gone))).problem).toBe(
        'This book or page is not there any more.',
      );
    await api.ask('DELETE', `/api/books/${bookId}`, { as: 'author' });
    const inTrash = 'This book is in the trash. Restore it, then send this again.';
    expect((await one(ofPage({ text: 'mine' }, { text: 'x' }))).problem).toBe(inTrash);
    expect((await one(ofBook({ title: 'A Cat' }, { title: 'x' }))).problem).toBe(inTrash);
    expect(await one(mine)).toEqual(applied(mine.id));
  });

  it('stand for themselves: what does not fit is refused, and the rest is applied', async () => {
    const bad: [base: object, changes: object, problem: string][] = [
      [{}, {}, 'name at least one field'],
      [{ text: '' }, { text: 'x'.repeat(1201) }, 'text: must have at most 1200 characters'],
      [{ text: '', prompt: '' }, { text: 'x', prompt: ' ' }, 'prompt: must not be empty'],
      [{ text: '' }, { text: 7 }, 'text: '],
      [{ text: '' }, { text: null }, 'text: '],
      [{ text: '' }, { text: 'x', state: 'drawn' }, '"state"'],
      [{ text: '' }, { text: 'x', 'a\u0000b': 1 }, '"ab"'],
      [{ text: '' }, { title: 'x' }, '"title"'],
      [{ text: '', ['x'.repeat(900)]: 1 }, { text: 'x' }, 'base: '],
      [{ text: {} }, { text: 'x' }, 'base.text: '],
      [{ prompt: '' }, { text: 'x' }, 'base.text: say what it was before'],
      [{ current: 0 }, { current: 1 }, 'no such drawing'],
      [{ current: 0 }, { current: 2 ** 50 }, 'no such drawing'],
      [{ text: '', locked: false }, { text: 'x', locked: true }, 'no drawing yet that could be locked'],
    ];
    const edits = bad.map(([base, changes]) => ofPage(base, changes));
    const good = [ofPage({ text: '' }, { text: 'one' }), ofPage({ text: 'one' }, { text: 'two' })];
    const results = await sync([good[0]!, ...edits, good[1]!]);
    expect([results[0], results.at(-1)]).toEqual(good.map(({ id }) => applied(id)));
    for (const [at, [, , problem]] of bad.entries())
      expect(results[at + 1]).toEqual({
        id: edits[at]!.id,
        outcome: 'refused',
        conflicts: [],
        problem: expect.stringContaining(problem),
      });
    expect(await page()).toMatchObject({ text: 'two', prompt: '', locked: false, version: 3 });
    expect(await sync(edits)).toEqual(results.slice(1, -1));
  });

  it('keep what no database could: marks and halves of letters in what was seen', async () => {
    await patchPage({ text: 'theirs' });
    const odd = await one(ofPage({ text: 'a\u0000b\ud800' }, { text: 'mine\ud800\u0000' }));
    expect(odd.conflicts).toMatchObject([{ mine: expect.stringMatching(/^mine/), theirs: 'theirs' }]);
    expect(odd.conflicts[0]!.base).toBe('ab\ufffd');
  });

  it('of a locked page are refused as PATCH refuses them, words and drawing alike, and taken once it is unlocked', async () => {
    await draw(1);
    await patchPage({ text: 'as it is', locked: true });
    const before = await page();
    for (const changes of [{ text: 'new' }, { prompt: 'new' }, { text: 'new', locked: true }]) {
      expect(await patchPage(changes)).toMatchObject({ status: 409, body: { code: 'page-locked' } });
      const seen = Object.fromEntries(Object.keys(changes).map((name) => [name, before[name as 'text']]));
      expect(await one(ofPage(seen, changes))).toMatchObject({
        outcome: 'refused',
        problem: expect.stringContaining('locked'),
      });
    }
    expect(await page()).toEqual(before);
    // what changes nothing, and what unlocks, is no change of a locked page
    expect(await one(ofPage({ text: 'as it is' }, { text: 'as it is' }))).toMatchObject({ outcome: 'applied' });
    const unlocked = ofPage({ locked: true, text: 'as it is' }, { locked: false, text: 'new' });
    expect(await one(unlocked)).toEqual(applied(unlocked.id));
    expect(await page()).toMatchObject({ text: 'new', locked: false, state: 'drawn' });
  });

  it('come in bodies that fit: 100 of the longest do, 101 and what is none do not', async () => {
    const long = '猫'.repeat(1000);
    const many = Array.from({ length: MAX_SYNC_EDITS }, (_, at) =>
      ofPage(
        { text: at === 0 ? '' : `${long}${at - 1}`, prompt: at === 0 ? '' : long },
        { text: `${long}${at}`, prompt: long },
      ),
    );
    expect((await sync(many)).every(({ outcome }) => outcome === 'applied')).toBe(true);
    const edit = ofPage({ text: '' }, { text: 'x' });
    const bad: unknown[] = [
      { clientId, edits: Array.from({ length: 101 }, () => ({ ...edit, id: randomUUID() })) },
      {},
      [],
      { clientId },
      { edits: [edit] },
      { clientId: 'me', edits: [edit] },
      { clientId, edits: [{ ...edit, id: '1' }] },
      { clientId, edits: [{ ...edit, page: '1' }] },
      { clientId, edits: [{ ...edit, base: [] }] },
      { clientId, edits: [{ ...edit, more: 1 }] },
      { clientId, edits: [edit], more: 1 },
    ];
    for (const body of bad) expect((await post(body)).status).toBe(422);
    expect(await sync([])).toEqual([]);
    const raw = JSON.stringify({ clientId, edits: [ofPage({ text: '' }, { text: 'x'.repeat(2_200_000) })] });
    expect((await api.ask('POST', '/api/sync', { as: 'author', raw })).status).toBe(413);
  });

  it('are forgotten after thirty days', async () => {
    const edits = [29, 31].map((days) => ({ days, edit: ofPage({ text: '' }, { text: `${days}` }) }));
    for (const { days, edit } of edits) {
      await sync([edit]);
      const createdAt = new Date(Date.now() - days * DAY_MS);
      await platform.db.offlineEdit.update({ where: { id: edit.id }, data: { createdAt } });
    }
    const { tidyUp } = createUpkeepActivities(platform);
    await new MockActivityEnvironment().run(tidyUp);
    const kept = await platform.db.offlineEdit.findMany({ where: { id: { in: edits.map(({ edit }) => edit.id) } } });
    expect(kept.map(({ id }) => id)).toEqual([edits[0]!.edit.id]);
  });
});
