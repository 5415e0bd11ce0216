import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createFileActivities } from '#activities/upkeep/file-activities.js';
import type { ArtifactView, JobView } from '#contracts/jobs.js';
import { createBook } from '#contracts/books.js';
import type { PageView, BookView } from '#contracts/books.js';
import type { FileChange } from '#contracts/files.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

const SIGN = { tool: 'brush', size: 9, points: [60, 60, 90, 60, 60, 90] };
/** Texts that a digest in SQL and one in JavaScript could read differently. */
const ODD_TEXTS = ['\\x41 \\ "quoted", 100 %', 'Füchse 🦊 und\nمرحبا', ''];

// several books are made and printed, also on a machine that has other work
jest.setTimeout(180_000);

describe('files and their book', () => {
  let platform: Platform;
  let api: Api;
  let id: string;
  let jobId: string;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform);
  }, 120_000);
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const get = async <T>(path: string): Promise<T> => (await api.ask<T>('GET', path, { as: 'author' })).body;
  const book = (): Promise<BookView> => get(`/api/books/${id}`);
  const page = async (number: number): Promise<PageView> =>
    (await get<{ items: PageView[] }>(`/api/books/${id}/pages`)).items[number]!;
  const ask = async (method: string, path: string, body: object, version: number): Promise<void> => {
    const { status } = await api.ask(method, `/api/books/${id}${path}`, {
      as: 'author',
      body,
      headers: { 'if-match': String(version) },
    });
    expect([200, 201]).toContain(status);
  };
  const patchBook = async (body: object): Promise<void> => ask('PATCH', '', body, (await book()).version);
  const patchPage = async (number: number, body: object): Promise<void> =>
    ask('PATCH', `/pages/${number}`, body, (await page(number)).version);
  const touchUp = async (number: number): Promise<void> =>
    ask('POST', `/pages/${number}/touch-up`, { strokes: [SIGN] }, (await page(number)).version);
  const print = async (): Promise<void> => {
    const { body } = await api.ask<JobView>('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'export-book', bookId: id },
    });
    jobId = body.id;
    await waitForState(platform, jobId, 'completed');
  };
  const changed = async (): Promise<FileChange[]> => (await book()).files.changed;
  const changedByFile = async (): Promise<Record<string, FileChange[]>> => {
    const { items } = await get<{ items: ArtifactView[] }>(`/api/jobs/${jobId}/artifacts`);
    return Object.fromEntries(items.map((file) => [file.kind, file.changed]));
  };

  const makeBook = async (): Promise<void> => {
    const form = createBook.parse({ theme: 'a cat', pages: 3, author: 'Anna' });
    id = (await api.ask<BookView>('POST', '/api/books', { as: 'author', body: form })).body.id;
    jobId = (await submitBook(platform, {}, { bookId: id })).jobId;
    await waitForState(platform, jobId, 'completed');
  };
  const recreate = (): Promise<number> => {
    const { db, client } = platform;
    const { recreateFiles } = createFileActivities({ db, client, billing: false, defaultProvider: 'built-in' });
    return new MockActivityEnvironment().run(recreateFiles) as Promise<number>;
  };
  const dueAt = async (): Promise<Date | undefined> =>
    (await platform.db.fileRecreation.findUnique({ where: { bookId: id } }))?.dueAt;
  const makeDue = (): Promise<unknown> =>
    platform.db.fileRecreation.updateMany({ where: { bookId: id }, data: { dueAt: new Date(Date.now() - 1_000) } });

  describe('are compared', () => {
    beforeAll(async () => {
      await makeBook();
      await touchUp(0);
      await touchUp(1);
      for (const [at, text] of ODD_TEXTS.entries()) await patchPage(at + 1, { text });
      await print();
    });

    it('a book without files has none', async () => {
      const made = await api.ask<BookView>('POST', '/api/books', {
        as: 'author',
        body: createBook.parse({ theme: 'a dog', pages: 1 }),
      });
      expect(made.body.files).toEqual({ state: 'none', changed: [], madeAt: null, interior: null, cover: null });
    });

    it('after a print they are current, whatever its texts are made of', async () => {
      const { files } = await book();
      expect(files).toMatchObject({ state: 'current', changed: [], cover: { pageCount: 1 } });
      const listed = await get<{ items: BookView[] }>('/api/books');
      expect(listed.items.find((each) => each.id === id)?.files).toEqual(files);
    });

    const CASES: [
      name: string,
      change: () => Promise<void>,
      back: () => Promise<void>,
      interior: FileChange[],
      cover: FileChange[],
    ][] = [
      [
        'another version of a page',
        () => patchPage(1, { current: 1 }),
        () => patchPage(1, { current: 2 }),
        ['pictures'],
        ['pictures'],
      ],
      ['the cover’s artwork', () => patchPage(0, { current: 1 }), () => patchPage(0, { current: 2 }), [], ['cover']],
      ['the story', () => patchPage(2, { text: 'Another' }), () => patchPage(2, { text: ODD_TEXTS[1] }), ['words'], []],
      [
        'the subtitle',
        () => patchBook({ subtitle: 'Anew' }),
        () => patchBook({ subtitle: '' }),
        ['titles'],
        ['titles'],
      ],
      ['the author', () => patchBook({ author: 'Berta' }), () => patchBook({ author: 'Anna' }), ['titles'], ['titles']],
      [
        'the trim',
        () => patchBook({ print: { trim: '6x9' } }),
        () => patchBook({ print: { trim: '8.5x11' } }),
        ['settings'],
        ['settings'],
      ],
      [
        'a page that is skipped',
        async () =>
          void (await platform.db.page.updateMany({ where: { bookId: id, number: 3 }, data: { state: 'skipped' } })),
        async () =>
          void (await platform.db.page.updateMany({ where: { bookId: id, number: 3 }, data: { state: 'drawn' } })),
        ['pages', 'pictures', 'words'],
        ['pages', 'pictures'],
      ],
      [
        'a lock, which prints nothing',
        () => patchPage(2, { locked: true }),
        () => patchPage(2, { locked: false }),
        [],
        [],
      ],
      [
        'a prompt, which prints nothing',
        () => patchPage(2, { prompt: 'a cat asleep' }),
        () => patchPage(2, { prompt: 'a cat' }),
        [],
        [],
      ],
    ];
    it.each(CASES)('with %s, and again when it is taken back', async (_name, change, back, interior, cover) => {
      await change();
      expect(await changedByFile()).toEqual({ 'interior-pdf': interior, 'cover-pdf': cover });
      const all = new Set([...interior, ...cover]);
      expect(new Set(await changed())).toEqual(all);
      expect((await book()).files.state).toBe(all.size > 0 ? 'outdated' : 'current');
      await back();
      expect(await changed()).toEqual([]);
    });

    it('a touch-up makes them outdated, and a print current', async () => {
      await touchUp(2);
      expect(await changed()).toEqual(['pictures']);
      await print();
      expect((await book()).files.state).toBe('current');
    });

    it('those of an earlier release are compared by time', async () => {
      await platform.db.$executeRaw`UPDATE "Artifact" SET "madeFrom" = NULL WHERE "jobId" = ${jobId}::uuid`;
      expect((await book()).files.state).toBe('current');
      await touchUp(2);
      expect((await book()).files).toMatchObject({ state: 'outdated', changed: ['unknown'] });
    });

    it('a mark that the plan no longer asks for makes them outdated', async () => {
      await print();
      await platform.db.artifact.updateMany({ where: { jobId, kind: 'interior-pdf' }, data: { watermark: true } });
      expect(await changed()).toEqual(['mark']);
    });
  });

  describe('are recreated by themselves', () => {
    beforeEach(async () => {
      await makeBook();
    });

    it('some time after the last change, if the author wants it', async () => {
      await touchUp(1);
      expect(await dueAt()).toBeUndefined();
      await patchBook({ recreateFiles: true });
      const first = await dueAt();
      expect(first!.getTime()).toBeGreaterThan(Date.now() + 20_000);
      expect(await recreate()).toBe(0); // not due yet
      await touchUp(1);
      expect((await dueAt())!.getTime()).toBeGreaterThan(first!.getTime());
      await makeDue();
      expect(await recreate()).toBe(1);
      const made = await platform.db.job.findFirstOrThrow({ where: { bookId: id, kind: 'export-book' } });
      await waitForState(platform, made.id, 'completed');
      expect((await book()).files.state).toBe('current');
      await makeDue();
      expect(await recreate()).toBe(0);
      expect(await dueAt()).toBeUndefined();
    });

    it('not while another job works on the book, and afterwards only if that one did not print', async () => {
      await patchBook({ recreateFiles: true });
      await touchUp(1);
      const other = await submitBook(platform, {}, { bookId: id, start: false });
      await makeDue();
      expect(await recreate()).toBe(0);
      expect((await dueAt())!.getTime()).toBeGreaterThan(Date.now());
      await platform.db.job.update({ where: { id: other.jobId }, data: { state: 'failed', endedAt: new Date() } });
      await makeDue();
      expect(await recreate()).toBe(1);
    });

    it('at most three times for one change, should the jobs end without files', async () => {
      await patchBook({ recreateFiles: true });
      await touchUp(1);
      for (const started of [1, 1, 1, 0]) {
        // as if the job before had made nothing
        await platform.db.$executeRaw`
          UPDATE "Artifact" SET "madeFrom" = jsonb_set("madeFrom", '{parts,pictures}', '"others"') WHERE "bookId" = ${id}::uuid`;
        await makeDue();
        expect(await recreate()).toBe(started);
        const open = await platform.db.job.findFirst({ where: { bookId: id, endedAt: null } });
        if (open) await waitForState(platform, open.id, 'completed');
      }
      expect(await dueAt()).toBeUndefined();
    });

    it.each<[string, () => Promise<unknown>]>([
      ['the author does not want it any more', () => patchBook({ recreateFiles: false })],
      ['the book is deleted', () => api.ask('DELETE', `/api/books/${id}`, { as: 'author' })],
      ['nothing is printed otherwise', () => patchPage(1, { current: 1 })],
    ])('not when %s', async (_why, change) => {
      await touchUp(1);
      await patchBook({ recreateFiles: true });
      await change();
      await makeDue();
      expect(await recreate()).toBe(0);
      expect(await dueAt()).toBeUndefined();
    });
  });
});
