import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createBook } from '#contracts/books.js';
import type { PageView, BookView } from '#contracts/books.js';
import type { SyncAnswer } from '#contracts/sync.js';
import { startApi } from '../support/api.js';
import type { Api, AskOptions } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const clientId = randomUUID();

describe('what is new since a device asked last', () => {
  let platform: Platform;
  let api: Api;
  let stranger: { token: string };

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    stranger = { token: (await api.register('stranger@test.local')).accessToken };
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const makeBook = async (title: string, as: AskOptions['as'] = 'author'): Promise<string> => {
    const body = createBook.parse({ theme: 'a cat', title, pages: 2 });
    return (await api.ask<BookView>('POST', '/api/books', { as, body })).body.id;
  };
  const post = (cursor: unknown, as: AskOptions['as'] = 'author') =>
    api.ask<SyncAnswer>('POST', '/api/sync', { as, body: { clientId, edits: [], cursor } });
  const news = async (cursor: string | null, as: AskOptions['as'] = 'author'): Promise<SyncAnswer> => {
    const { status, body } = await post(cursor, as);
    expect(status).toBe(200);
    return body;
  };
  const start = async (as: AskOptions['as'] = 'author'): Promise<string> => (await news(null, as)).cursor!;
  const patchPage = async (book: string, number: number, body: object) => {
    const path = `/api/books/${book}/pages`;
    const { items } = (await api.ask<{ items: PageView[] }>('GET', path, { as: 'author' })).body;
    const headers = { 'if-match': String(items[number]?.version) };
    const { status } = await api.ask('PATCH', `${path}/${number}`, { as: 'author', body, headers });
    expect(status).toBe(200);
  };
  /** Each changed book with the numbers of its changed pages. */
  const changesOf = ({ changes }: SyncAnswer) =>
    Object.fromEntries(
      changes.map(({ bookId, book, pages }) => [bookId, book ? pages.map(({ number }) => number) : 'gone']),
    );

  it('starts with no changes and a cursor', async () => {
    await makeBook('Before');
    const first = await news(null);
    expect(first).toMatchObject({ changes: [], more: false, reset: true });
    expect(await news(first.cursor)).toMatchObject({ changes: [], more: false, reset: false });
  });

  it('returns the changes of another device, once', async () => {
    const [book, other] = [await makeBook('One'), await makeBook('Other')];
    const cursor = await start();
    await patchPage(book, 1, { text: 'New words.' });
    const answer = await news(cursor);
    expect(changesOf(answer)).toEqual({ [book]: [1] });
    expect(answer.changes[0]?.pages[0]?.text).toBe('New words.');
    await api.ask('DELETE', `/api/books/${other}`, { as: 'author' });
    const made = await makeBook('Made later');
    const later = await news(answer.cursor);
    expect(changesOf(later)).toEqual({ [other]: 'gone', [made]: [0, 1, 2] });
    expect((await news(later.cursor)).changes).toEqual([]);
  });

  it('returns what a worker wrote without a new version', async () => {
    const book = await makeBook('Drawn');
    const cursor = await start();
    await platform.db.page.updateMany({ where: { bookId: book, number: 2 }, data: { state: 'drawing' } });
    expect(changesOf(await news(cursor))).toEqual({ [book]: [2] });
  });

  it('misses nothing that began before and was committed after', async () => {
    const book = await makeBook('Late');
    const cursor = await start();
    let commit = (): void => undefined;
    const open = new Promise<void>((resolve) => (commit = resolve));
    let wrote = (): void => undefined;
    const written = new Promise<void>((resolve) => (wrote = resolve));
    const late = platform.db.$transaction(async (tx) => {
      await tx.page.updateMany({ where: { bookId: book, number: 1 }, data: { text: 'Late.' } });
      wrote();
      await open;
    });
    await written;
    await patchPage(book, 2, { text: 'Early.' });
    const first = await news(cursor);
    expect(changesOf(first)).toEqual({ [book]: [2] });
    commit();
    await late;
    const second = await news(first.cursor);
    expect(changesOf(second)).toEqual({ [book]: [1] });
    expect(second.changes[0]?.pages[0]?.text).toBe('Late.');
  });

  it('does not return other users’ books', async () => {
    const cursor = await start(stranger);
    await makeBook('Private');
    expect((await news(cursor, stranger)).changes).toEqual([]);
    expect(await news(await start(), stranger)).toMatchObject({ changes: [], reset: true });
  });

  it('does not repeat forever what a dump brought from a server that had done more', async () => {
    const book = await makeBook('From elsewhere');
    await platform.db.$transaction([
      platform.db.$executeRaw`ALTER TABLE "Page" DISABLE TRIGGER note_change`,
      platform.db.$executeRaw`UPDATE "Page" SET "changedIn" = '900000000000' WHERE "bookId" = ${book}::uuid`,
      platform.db.$executeRaw`ALTER TABLE "Page" ENABLE TRIGGER note_change`,
    ]);
    const cursor = await start();
    expect((await news(cursor)).changes).toEqual([]);
    await patchPage(book, 1, { text: 'Written here.' });
    expect(changesOf(await news(cursor))).toEqual({ [book]: [1] });
  });

  it('continues in the next answer, and repeats what changed meanwhile', async () => {
    const cursor = await start();
    const books = await Promise.all(Array.from({ length: 45 }, (_, at) => makeBook(`Book ${at}`)));
    const seen: string[] = [];
    let answer = await news(cursor);
    for (let rounds = 0; answer.more; rounds += 1) {
      expect(rounds).toBeLessThan(3);
      seen.push(...answer.changes.map(({ bookId }) => bookId));
      if (rounds === 0) await patchPage(seen[0]!, 1, { text: 'Meanwhile.' });
      answer = await news(answer.cursor);
    }
    seen.push(...answer.changes.map(({ bookId }) => bookId));
    expect([...seen].sort()).toEqual([...books].sort());
    expect(changesOf(await news(answer.cursor))).toEqual({ [seen[0]!]: [1] });
  });

  it('gives the edits of the same request with the rest', async () => {
    const book = await makeBook('Own');
    const cursor = await start();
    const edit = { id: randomUUID(), bookId: book, page: 1, base: { text: '' }, changes: { text: 'Mine.' } };
    const body = { clientId, edits: [edit], cursor };
    const answer = (await api.ask<SyncAnswer>('POST', '/api/sync', { as: 'author', body })).body;
    expect(answer.results[0]?.outcome).toBe('applied');
    expect(changesOf(answer)).toEqual({ [book]: [1] });
  });

  it('says so when the database is another one, or went back in time', async () => {
    const cursor = JSON.parse(Buffer.from(await start(), 'base64url').toString()) as { place: string; seen: string };
    const word = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await news(word({ ...cursor, place: `1${cursor.place}` }))).toMatchObject({ reset: true, changes: [] });
    const ahead = await news(word({ ...cursor, seen: '900000000000:900000000000:' }));
    expect(ahead).toMatchObject({ reset: true, changes: [] });
    expect(await news(ahead.cursor)).toMatchObject({ reset: false });
  });

  it('says so when a copy was put in the database’s place', async () => {
    const book = await makeBook('Copied');
    const name = platform.databaseUrl.split('/').at(-1)!;
    const admin = new Client({ connectionString: platform.databaseUrl.replace(/[^/]*$/, 'postgres') });
    await admin.connect();
    const letGo = () =>
      admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    // A pool finds out about its broken connections one by one.
    const again = <T>(run: () => Promise<T>): Promise<T> => run().catch(() => again(run));
    const ask = (cursor: string) => again(() => news(cursor));
    try {
      await again(() => letGo().then(() => admin.query(`CREATE DATABASE ${name}_copy TEMPLATE ${name}`)));
      await again(() => patchPage(book, 1, { text: 'After the copy.' }));
      const cursor = await again(() => start());
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.query(`ALTER DATABASE ${name}_copy RENAME TO ${name}`);
      const answer = await ask(cursor);
      expect(answer).toMatchObject({ changes: [], reset: true });
      await again(() => patchPage(book, 2, { text: 'After it was put back.' }));
      expect(changesOf(await ask(answer.cursor!))).toEqual({ [book]: [2] });
    } finally {
      await admin.end();
    }
  });

  it('asks for nothing when no cursor is named, and refuses one that it did not give', async () => {
    expect(await news(undefined as never)).toMatchObject({ changes: [], cursor: null, reset: false });
    const word = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const good = { place: '1', ownerId: randomUUID() };
    for (const wrong of ['', 'hello', word(good), word({ place: '1', seen: '1:1:' })].concat(
      ['', '0:0:', '5:3:', "1:1:'", '3:9:8,4', '3:9:2', '3:9:9'].map((seen) => word({ ...good, seen })),
    )) {
      const { status, body } = await post(wrong);
      expect([wrong, status, (body as unknown as { code: string }).code]).toEqual([wrong, 422, 'invalid-cursor']);
    }
  });
});
