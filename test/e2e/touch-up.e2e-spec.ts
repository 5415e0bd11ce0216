import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createBook } from '#contracts/books.js';
import { MAX_POINTS } from '#contracts/touch-up.js';
import type { PageView, BookView } from '#contracts/books.js';
import type { JobView } from '#contracts/jobs.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

const SIGN = { tool: 'brush', size: 9, points: [300, 100, 400, 100, 350, 300] };

describe('touching up a page', () => {
  let platform: Platform;
  let api: Api;
  let id: string;
  const art = new QuickIllustrator();

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': art },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });
  beforeEach(async () => {
    const made = await api.ask<BookView>('POST', '/api/books', {
      as: 'author',
      body: createBook.parse({ theme: 'a cat', pages: 2 }),
    });
    id = made.body.id;
    const { jobId } = await submitBook(platform, {}, { bookId: id });
    await waitForState(platform, jobId, 'completed');
  });

  const page = async (): Promise<PageView> =>
    (await api.ask<{ items: PageView[] }>('GET', `/api/books/${id}/pages`, { as: 'author' })).body.items[1]!;
  const touch = (body: object, version: number | null) =>
    api.ask<PageView>('POST', `/api/books/${id}/pages/1/touch-up`, {
      as: 'author',
      body,
      ...(version === null ? {} : { headers: { 'if-match': String(version) } }),
    });
  const svg = async (query = ''): Promise<string> =>
    (await api.ask<string>('GET', `/api/books/${id}/pages/1/art.svg${query}`, { as: 'author' })).body;

  it('makes a new version that costs nothing, and keeps the old one', async () => {
    const before = await page();
    const made = await touch({ strokes: [SIGN] }, before.version);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ current: 2, version: before.version + 1, state: 'drawn' });
    expect(made.body.art.at(-1)).toMatchObject({ version: 2, provider: 'touch-up', costMicros: 0 });
    expect(await svg()).toContain('stroke-width="9"');
    expect(await svg('?version=1')).not.toContain('stroke-width="9"');
    const png = await fetch(`${api.url}/api/books/${id}/pages/1/art.png`, {
      headers: { authorization: `Bearer ${await api.signIn('author')}` },
    });
    expect(png.headers.get('content-type')).toBe('image/png');
  });

  it('is printed', async () => {
    await touch({ strokes: [{ ...SIGN, size: 40, points: [50, 400, 450, 400] }] }, (await page()).version);
    const job = await api.ask<JobView>('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'export-book', bookId: id },
    });
    await waitForState(platform, job.body.id, 'completed');
    const file = await platform.db.artifact.findFirstOrThrow({ where: { jobId: job.body.id, kind: 'interior-pdf' } });
    const folder = process.env['STUDIO_SHOTS'] ?? (await mkdtemp(join(tmpdir(), 'colorbook-touch-up-')));
    await writeFile(join(folder, 'studio-touch-up.pdf'), (await platform.store.read(file.sha256))!);
    // Side 5 shows page 1: title, copyright, "belongs to", story, drawing.
    const args = ['-f', '5', '-l', '5', '-r', '36', '-png', '-singlefile', 'studio-touch-up.pdf', 'studio-touch-up'];
    const rendered = await promisify(execFile)('pdftoppm', args, { cwd: folder }).then(
      () => true,
      () => false,
    );
    if (rendered) {
      const { default: sharp } = await import('sharp');
      const picture = sharp(join(folder, 'studio-touch-up.png')).greyscale().raw();
      const { data, info } = await picture.toBuffer({ resolveWithObject: true });
      const dark = (x: number, y: number): boolean => data[(y * info.width + x) * info.channels]! < 60;
      // 36 DPI: half a dot for a point; the drawing begins at the gutter, 27 + 3 points from the left.
      expect([dark(150, 211), dark(150, 260)]).toEqual([true, false]);
    }
    expect(await platform.db.book.findUniqueOrThrow({ where: { id } })).toMatchObject({
      preflight: { interior: { kind: 'interior' } },
    });
    if (!process.env['STUDIO_SHOTS']) await rm(folder, { recursive: true });
  });

  it('refuses a locked page, an older version, none, and strokes that are none', async () => {
    const { version } = await page();
    expect((await touch({ strokes: [SIGN] }, null)).status).toBe(428);
    expect((await touch({ strokes: [SIGN] }, version + 1)).status).toBe(412);
    const bad = [
      {},
      { strokes: [] },
      { strokes: [{ ...SIGN, points: [1] }] },
      { strokes: [{ ...SIGN, points: [1, 2, 3] }] },
      { strokes: [{ ...SIGN, points: [-1, 5] }] },
      { strokes: [{ ...SIGN, points: [1, 4999] }] },
      { strokes: [{ ...SIGN, tool: 'spray' }] },
      { strokes: [{ ...SIGN, size: 0.1 }] },
      { strokes: [{ ...SIGN, size: 500 }] },
      { strokes: [{ ...SIGN, color: 'red' }] },
      { strokes: Array.from({ length: 2001 }, () => ({ ...SIGN, points: [1, 1] })) },
      { strokes: [{ ...SIGN, points: Array.from({ length: 2 * MAX_POINTS + 2 }, () => 1) }] },
    ];
    for (const body of bad) expect((await touch(body, version)).status).toBe(422);
    await api.ask('PATCH', `/api/books/${id}/pages/1`, {
      as: 'author',
      body: { locked: true },
      headers: { 'if-match': String(version) },
    });
    expect(await touch({ strokes: [SIGN] }, version + 1)).toMatchObject({ status: 409, body: { code: 'page-locked' } });
    expect((await page()).art).toHaveLength(1);
  });

  it('takes as many points as it says, and no larger body', async () => {
    const points = Array.from(
      { length: 2 * MAX_POINTS },
      (_, index) => Math.round(1000 + 900 * Math.sin(index / 50)) / 10,
    );
    expect((await touch({ strokes: [{ ...SIGN, points }] }, (await page()).version)).status).toBe(201);
    const raw = JSON.stringify({ strokes: [SIGN], more: 'x'.repeat(4_200_000) });
    const options = { as: 'author', raw, headers: { 'if-match': '1' } } as const;
    expect((await api.ask('POST', `/api/books/${id}/pages/1/touch-up`, options)).status).toBe(413);
    const other = {
      as: 'author',
      raw: JSON.stringify({ text: 'x'.repeat(300_000) }),
      headers: { 'if-match': '1' },
    } as const;
    expect((await api.ask('PATCH', `/api/books/${id}/pages/1`, other)).status).toBe(413);
  });

  it('lets one of two people win who save at once', async () => {
    const { version } = await page();
    const answers = await Promise.all(Array.from({ length: 5 }, () => touch({ strokes: [SIGN] }, version)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412, 412]);
  });

  it('is followed by a new drawing with the next number', async () => {
    await touch({ strokes: [SIGN] }, (await page()).version);
    const { jobId } = await submitBook(platform, {}, { bookId: id, pages: [1] });
    await waitForState(platform, jobId, 'completed');
    expect(await page()).toMatchObject({ current: 3, state: 'drawn' });
  });
});
