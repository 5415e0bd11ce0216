import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { createBook } from '#contracts/books.js';
import type { BookView } from '#contracts/books.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

jest.setTimeout(180_000);

describe('pictures of a file’s pages', () => {
  let platform: Platform;
  let api: Api;
  let book: BookView;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform);
    const form = createBook.parse({ theme: 'a cat', pages: 2, print: { trim: '6x9', bleed: true } });
    const { id } = (await api.ask<BookView>('POST', '/api/books', { as: 'author', body: form })).body;
    const { jobId } = await submitBook(platform, {}, { bookId: id });
    await waitForState(platform, jobId, 'completed');
    book = (await api.ask<BookView>('GET', `/api/books/${id}`, { as: 'author' })).body;
  }, 300_000);
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${api.url}/api/artifacts/${path}`, {
      headers: { authorization: `Bearer ${await api.signIn('author')}`, ...headers },
    });
  const interior = (page: number, query = ''): string => `${book.files.interior!.id}/pages/${page}/picture.png${query}`;
  const cover = (query: string): string => `${book.files.cover!.id}/pages/1/picture.png${query}`;
  const picture = async (path: string) => {
    const answer = await get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    const image = sharp(Buffer.from(await answer.arrayBuffer()));
    const { width, height } = await image.metadata();
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    return {
      ratio: width! / height!,
      width,
      at: (x: number, y: number) => [
        ...data.subarray((y * info.width + x) * info.channels, (y * info.width + x) * info.channels + 3),
      ],
    };
  };

  it('have the proportions of the trim, of the sheet, and of a cover’s parts', async () => {
    const near = (ratio: number): [number, number] => [ratio, 2];
    expect((await picture(interior(1, '?width=300'))).ratio).toBeCloseTo(...near(6 / 9));
    expect((await picture(interior(1, '?width=300&part=all'))).ratio).toBeCloseTo(...near(6.125 / 9.25));
    expect((await picture(cover('?width=300&part=front'))).ratio).toBeCloseTo(...near(6 / 9));
    expect((await picture(cover('?width=300&part=back'))).ratio).toBeCloseTo(...near(6 / 9));
    const spine = (6 * 2 + book.files.interior!.pageCount * 0.002252 + 0.25) / 9.25;
    expect((await picture(cover('?width=600&part=all'))).ratio).toBeCloseTo(spine, 2);
  });

  it('show what is printed: the artwork on its page, the cover in its colors', async () => {
    // page 5 shows the first artwork: a square from 50 to 91 points, its line 3 points wide, behind the gutter
    const art = await picture(interior(5, '?width=432'));
    const row = Array.from({ length: 200 }, (_, x) => art.at(x, 100)[0]! < 90);
    expect(row.filter(Boolean).length).toBeGreaterThanOrEqual(2);
    expect(row.filter(Boolean).length).toBeLessThan(30);
    const front = await picture(cover('?width=300&part=front'));
    expect(front.at(4, 4)).not.toEqual([255, 255, 255]);
  });

  it('are sent once, and found missing or out of bounds as such', async () => {
    const first = await get(interior(1, '?width=200'));
    const tag = first.headers.get('etag')!;
    expect((await get(interior(1, '?width=200'), { 'if-none-match': tag })).status).toBe(304);
    expect((await get(interior(1, '?width=201'), { 'if-none-match': tag })).status).toBe(200);
    expect((await get(interior(book.files.interior!.pageCount + 1))).status).toBe(404);
    for (const query of ['?width=31', '?width=9000', '?part=spine'])
      expect((await get(interior(1, query))).status).toBe(422);
  });

  it('of a file of an earlier release, which did not write its measures down', async () => {
    await platform.db.$executeRaw`UPDATE "Artifact" SET "madeFrom" = NULL`;
    expect((await picture(interior(2, '?width=310'))).ratio).toBeCloseTo(6 / 9, 2);
    expect((await picture(cover('?width=310&part=front'))).ratio).toBeCloseTo(6 / 9, 2);
  });
});
