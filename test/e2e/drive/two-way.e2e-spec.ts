import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import type { DriveFileView } from '#contracts/drive.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { PageView } from '#contracts/books.js';
import { artBoxOf } from '#books/book-geometry.js';
import { readBook } from '#books/book-record.js';
import { readExposition } from '../../support/exposition.js';
import { DrivePlatform } from '../../support/drive-platform.js';
import { MIA, OTTO } from '../../support/google-admin.js';

/** A picture as somebody draws it over a page: a big ring. */
const ring = (width: number, height: number, format: 'png' | 'jpeg' = 'png'): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>` +
        `<circle cx="${width / 2}" cy="${height / 2}" r="${width / 3}" fill="none" stroke="#000" stroke-width="12"/></svg>`,
    ),
  )
    [format]()
    .toBuffer();

// whole books go to Drive and back, on a machine that has other work, too
jest.setTimeout(180_000);

describe('a book in Google Drive', () => {
  let drive: DrivePlatform;
  let book: string;

  beforeAll(async () => {
    drive = await DrivePlatform.start();
    expect(await drive.connect()).toBe('/drive?outcome=connected');
  }, 120_000);
  afterAll(() => drive?.stop());
  beforeEach(async () => {
    await drive.google.admin('DELETE', 'faults');
    book = await drive.finishedBook();
    await drive.enableSync(book);
    await drive.quiet();
  });

  // the next test's syncs are about its own book only
  afterEach(() => drive.platform.db.driveBook.deleteMany());

  const admin = (method: string, path: string, body?: object | Buffer) => drive.google.admin(method, path, body);
  const page = async (number: number): Promise<PageView> =>
    (
      await drive.api
        .ask<{ items: PageView[] } | PageView[]>('GET', `/api/books/${book}/pages`, { as: 'author' })
        .then(({ body }) => (Array.isArray(body) ? body : body.items))
    ).find((each) => each.number === number)!;
  const fileOf = async (number: number): Promise<DriveFileView> =>
    (await drive.files(book)).find((each) => each.kind === 'page' && each.page === number)!;
  const shapeOf = async (id: string): Promise<{ width: number; height: number }> => {
    const bytes = Buffer.from(
      await (await fetch(`${drive.google.sandbox.adminUrl}/files/${id}/content`)).arrayBuffer(),
    );
    const { width, height } = await sharp(bytes).metadata();
    return { width, height };
  };
  /** Bytes that were counted until now, as Prometheus gets them. */
  const transferred = async (): Promise<{ up: number; down: number }> => {
    const metrics = readExposition((await drive.api.ask<string>('GET', '/metrics')).body);
    const bytes = (direction: string): number => metrics.value('colorbook_drive_bytes_total', { direction }) ?? 0;
    return { up: bytes('up'), down: bytes('down') };
  };
  const edit = async (number: number, format?: 'png' | 'jpeg'): Promise<string> => {
    const { id } = await drive.picture(book, number);
    const { width, height } = await shapeOf(id);
    await admin('PUT', `files/${id}/content`, await ring(width, height, format));
    return id;
  };
  const resolve = async (number: number, choice: string): Promise<void> => {
    const { id } = await fileOf(number);
    const { status } = await drive.api.ask('POST', `/api/drive/files/${id}/resolve`, {
      as: 'author',
      body: { choice },
    });
    expect(status).toBe(200);
    await drive.quiet();
  };

  it('lies there whole: pictures, PDFs and a manifest in one folder, each byte checked', async () => {
    const files = await drive.files(book);
    expect(files.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(
      ['cover', 'interior', 'manifest', 'page', 'page', 'page', 'page'].map((kind) => `${kind} synced`),
    );
    const remote = await drive.remote(book);
    expect(remote.map(({ name }) => name).sort()).toEqual([
      'Cover picture.png',
      'Cover.pdf',
      'Interior.pdf',
      'Page 001.png',
      'Page 002.png',
      'Page 003.png',
      'manifest.json',
    ]);
    expect(new Set(remote.map(({ parent }) => parent)).size).toBe(1);
    const rows = await drive.platform.db.driveFile.findMany({ where: { bookId: book } });
    expect(rows.map(({ remoteId, syncedMd5 }) => [remoteId, syncedMd5]).sort()).toEqual(
      remote.map(({ id, content }) => [id, content!.md5]).sort(),
    );
    const { width } = await shapeOf((await drive.picture(book, 1)).id);
    expect(width).toBeGreaterThan(2_000);
    const bytes = remote.reduce((sum, { content }) => sum + content!.size, 0);
    expect((await transferred()).up).toBe(bytes);
  });

  it('is sent once: a second sync sends nothing and makes nothing', async () => {
    const before = await drive.remote(book);
    await admin('DELETE', 'counters');
    await drive.sync();
    const { calls } = await drive.google.admin<{ calls: Record<string, { requests: number }> }>('GET', 'counters');
    expect(Object.keys(calls).filter((each) => each.includes('/upload/'))).toEqual([]);
    expect((await drive.remote(book)).map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
  });

  it('follows what changes here', async () => {
    const { id, content } = await drive.picture(book, 2);
    await drive.run({ kind: 'generate-book', bookId: book, pages: [2] });
    await drive.sync();
    const after = await drive.picture(book, 2);
    expect(after.id).toBe(id);
    expect(after.content!.md5).not.toBe(content!.md5);
  });

  it.each(['png', 'jpeg'] as const)(
    'takes a picture edited in Drive (%s) as a new version of its page',
    async (format) => {
      const before = await page(2);
      const id = await edit(2, format);
      const { down } = await transferred();
      await drive.sync();
      const { content } = await drive.picture(book, 2);
      expect((await transferred()).down - down).toBe(content!.size);
      const after = await page(2);
      expect(after.current).toBe(before.current + 1);
      expect(after.art.at(-1)).toMatchObject({ provider: 'drive' });
      expect((await fileOf(2)).state).toBe('synced');
      const printed = (await drive.files(book)).filter(({ kind }) => kind === 'interior' || kind === 'cover');
      expect(printed.map(({ changed }) => changed)).toEqual([['pictures'], ['pictures']]);
      const remote = await drive.picture(book, 2);
      expect(remote.id).toBe(id);
      // it is the author's file and must not be overwritten
      await drive.sync();
      expect((await drive.picture(book, 2)).content).toEqual(remote.content);
      expect((await page(2)).current).toBe(after.current);
    },
  );

  it('follows a new name and a new place, and never turns them back', async () => {
    const { id, content } = await drive.picture(book, 1);
    const { files } = await drive.google.admin<{ files: { id: string; name: string }[] }>('GET', 'files');
    const elsewhere = files.find(({ name }) => name === 'ColorBook Engine')!.id;
    await admin('PATCH', `files/${id}`, { name: 'My fox.png', parent: elsewhere });
    await drive.sync();
    expect(await fileOf(1)).toMatchObject({ name: 'My fox.png', state: 'synced' });
    await drive.run({ kind: 'generate-book', bookId: book, pages: [1] });
    await drive.sync();
    const after = await drive.picture(book, 1);
    expect(after).toMatchObject({ id, name: 'My fox.png', parent: elsewhere });
    expect(after.content!.md5).not.toBe(content!.md5);
  });

  it.each(['keep-mine', 'keep-drive', 'keep-both'] as const)(
    'asks where both changed, and does as chosen: %s',
    async (choice) => {
      await drive.run({ kind: 'generate-book', bookId: book, pages: [3] });
      const mine = await page(3);
      await edit(3);
      const theirs = (await drive.picture(book, 3)).content!.md5;
      await drive.sync();
      expect(await fileOf(3)).toMatchObject({ state: 'conflict', conflict: 'both-changed' });
      // nothing was overwritten, on neither side
      expect((await drive.picture(book, 3)).content!.md5).toBe(theirs);
      expect((await page(3)).current).toBe(mine.current);
      await resolve(3, choice);
      expect(await fileOf(3)).toMatchObject({ state: 'synced', conflict: null });
      const [now, there] = [await page(3), (await drive.picture(book, 3)).content!.md5];
      expect([now.current === mine.current, now.art.length - mine.art.length, there === theirs]).toEqual(
        { 'keep-mine': [true, 0, false], 'keep-drive': [false, 1, true], 'keep-both': [true, 1, false] }[choice],
      );
    },
  );

  it('lets only the author replace a locked page', async () => {
    const { version } = await page(1);
    await drive.api.ask('PATCH', `/api/books/${book}/pages/1`, {
      as: 'author',
      body: { locked: true },
      headers: { 'if-match': `"${version}"` },
    });
    const before = (await page(1)).current;
    await edit(1);
    await drive.sync();
    expect(await fileOf(1)).toMatchObject({ state: 'conflict', conflict: 'both-changed' });
    expect((await page(1)).current).toBe(before);
  });

  it.each(['trash', 'delete'] as const)('asks about a file that was put away: %s', async (how) => {
    const { id } = await drive.picture(book, 2);
    await (how === 'trash' ? admin('PATCH', `files/${id}`, { trashed: true }) : admin('DELETE', `files/${id}`));
    await drive.sync();
    expect(await fileOf(2)).toMatchObject({ state: 'conflict', conflict: 'gone' });
    expect(await drive.remote(book)).toHaveLength(6);
    await resolve(2, how === 'trash' ? 'leave-out' : 'keep-mine');
    await drive.sync();
    expect(await drive.remote(book)).toHaveLength(how === 'trash' ? 6 : 7);
    expect((await fileOf(2)).state).toBe(how === 'trash' ? 'left-out' : 'synced');
  });

  it('says in words why a picture cannot become a page, and keeps it', async () => {
    const { id } = await drive.picture(book, 1);
    for (const wrong of [Buffer.from('not a picture'), await ring(300, 900), Buffer.alloc(0)]) {
      await admin('PUT', `files/${id}/content`, wrong);
      await drive.sync();
      const file = await fileOf(1);
      expect(file).toMatchObject({ state: 'conflict', conflict: 'unreadable', choices: ['keep-mine', 'leave-out'] });
      expect(file.message).toMatch(/cannot become a page/);
    }
    await resolve(1, 'keep-mine');
    expect((await fileOf(1)).state).toBe('synced');
    expect((await shapeOf(id)).width).toBeGreaterThan(2_000);
  });

  it.each(['8.5x11', '6x9'])(
    'names the pixels that a page of a book in %s takes, and takes a picture of just these',
    async (trim) => {
      const { body } = await drive.api.ask<{ id: string }>('POST', '/api/books', {
        as: 'author',
        body: { theme: 'a fox counts', pages: 1, print: { trim } },
      });
      book = body.id;
      await drive.run({ kind: 'generate-book', bookId: book });
      await drive.enableSync(book);
      await drive.quiet();
      const record = readBook(await drive.platform.db.book.findUniqueOrThrow({ where: { id: book } }));
      for (const number of [1, COVER_PAGE]) {
        const { id } = await drive.picture(book, number);
        const ours = await shapeOf(id);
        const box = artBoxOf(record, number);
        const [width, height] = [box.width, box.height].map((points) => Math.round((points / 72) * 300)) as [
          number,
          number,
        ];
        // what the book itself put there, which is a page inside its trim at 300 dots per inch
        expect([Math.abs(ours.width - width) <= 1, Math.abs(ours.height - height) <= 1]).toEqual([true, true]);
        const [trimWidth, trimHeight] = trim.split('x').map((inches) => Number(inches) * 300) as [number, number];
        expect([width < trimWidth, height < trimHeight, width > trimWidth * 0.7]).toEqual([true, true, true]);
        for (const [wide, high] of [
          [height, width],
          [120, 160],
        ] as const) {
          await admin('PUT', `files/${id}/content`, await ring(wide, high));
          await drive.sync();
          const file = await fileOf(number);
          expect(file).toMatchObject({ state: 'conflict', conflict: 'unreadable' });
          expect(file.message).toContain(
            `It is ${wide} × ${high} pixels. This page takes ${width} × ${height} pixels, or another size of the same shape with at least 256 pixels on each side.`,
          );
          expect(file.message).not.toMatch(/point|\bpt\b/);
        }
        const { current } = await page(number);
        await admin('PUT', `files/${id}/content`, await ring(width, height));
        await drive.sync();
        expect([(await fileOf(number)).state, (await page(number)).current]).toEqual(['synced', current + 1]);
      }
    },
  );

  it('never writes over a PDF that was edited there', async () => {
    const interior = (await drive.remote(book)).find(({ name }) => name === 'Interior.pdf')!;
    await admin('PUT', `files/${interior.id}/content`, Buffer.from('%PDF annotated'));
    await drive.sync();
    const [file] = (await drive.files(book)).filter(({ kind }) => kind === 'interior');
    expect(file).toMatchObject({ state: 'conflict', conflict: 'edited', choices: ['keep-mine', 'leave-out'] });
    const { body, status } = await drive.api.ask('POST', `/api/drive/files/${file!.id}/resolve`, {
      as: 'author',
      body: { choice: 'keep-both' },
    });
    expect([status, body['code']]).toEqual([422, 'invalid-input']);
    expect(
      (
        await drive.api.ask('POST', `/api/drive/files/${file!.id}/resolve`, {
          as: 'admin',
          body: { choice: 'keep-mine' },
        })
      ).status,
    ).toBe(404);
  });

  it('makes no file twice, though its answer was lost or our rows were', async () => {
    const other = await drive.finishedBook(2);
    await admin('POST', 'faults', { kind: 'drop-after', match: '/upload/drive/v3/files', times: 3 });
    await admin('POST', 'faults', { kind: 'drop-after', match: 'POST /drive/v3/files', times: 1 });
    await drive.enableSync(other);
    await drive.quiet();
    const names = (await drive.remote(other)).map(({ name }) => name);
    expect(names.sort()).toEqual([...new Set(names)]);
    expect(names).toHaveLength(6);
    await drive.platform.db.driveFile.deleteMany({ where: { bookId: other } });
    await drive.sync();
    expect(await drive.remote(other)).toHaveLength(6);
  });

  it('stores the place in the feed only after what came before is applied', async () => {
    const { db } = drive.platform;
    const before = (await db.driveConnection.findFirstOrThrow()).changeToken;
    await db.$executeRawUnsafe(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a test'; END $$`,
    );
    await db.$executeRawUnsafe(`CREATE TRIGGER refuse BEFORE INSERT ON "Job" FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await edit(2);
    await drive.api.ask('POST', '/api/drive/sync', { as: 'author' });
    await new Promise((resolve_) => setTimeout(resolve_, 1_500));
    expect((await db.driveConnection.findFirstOrThrow()).changeToken).toBe(before);
    await db.$executeRawUnsafe(`DROP FUNCTION refuse() CASCADE`);
    await drive.sync();
    expect((await db.driveConnection.findFirstOrThrow()).changeToken).not.toBe(before);
    expect((await page(2)).art.at(-1)).toMatchObject({ provider: 'drive' });
  });

  it('starts again in another account, and leaves the old one unchanged', async () => {
    const before = await drive.remote(book);
    expect(await drive.connect(OTTO)).toBe('/drive?outcome=connected');
    expect((await drive.connection()).connection).toMatchObject({ email: OTTO });
    expect(await drive.files(book)).toEqual([]);
    await drive.enableSync(book);
    await drive.quiet();
    expect((await drive.remote(book)).length).toBe(2 * before.length);
    expect(await drive.connect(MIA)).toBe('/drive?outcome=connected');
  });
});
