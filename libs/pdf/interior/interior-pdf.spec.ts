import { beforeAll, describe, expect, it } from '@jest/globals';
import { PDFDict, PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { TRIM_SIZES } from '#contracts/book.js';
import { pageBoxes } from '../geometry.js';
import { writeInterior } from './interior-pdf.js';
import { NAUGHTY_STRINGS } from '#fixtures/naughty-strings.js';
import { numbersOf } from '../preflight/pdf-fonts.js';
import { preflightInterior } from '../preflight/preflight.js';
import { extractedText } from '#fixtures/spec-text.js';
import { drawing, interior, interiorBook, settingsOf } from '#fixtures/spec-books.js';

const box = (page: PDFPage, name: string) => numbersOf(page.node.lookup(PDFName.of(name)));
const close = (found: number[], wanted: number[]) =>
  found.forEach((value, index) => expect(value).toBeCloseTo(wanted[index] ?? 0, 2));

const noArt = () => Promise.reject(new Error('no art'));

async function hash(title: string): Promise<string> {
  const { pdf } = await interior(interiorBook({ title }, 3));
  return createHash('sha256').update(pdf).digest('hex');
}

describe('writeInterior', () => {
  it.each(TRIM_SIZES.flatMap((trim) => [false, true].map((bleed) => ({ trim, bleed }))))(
    'sets page boxes of left and right pages: $trim, bleed $bleed',
    async ({ trim, bleed }) => {
      const settings = settingsOf({ trim, bleed });
      const { pdf, pageCount } = await interior(interiorBook({ settings }, 2));
      const pages = (await PDFDocument.load(pdf)).getPages();
      expect(pages).toHaveLength(pageCount);
      for (const [index, page] of pages.entries()) {
        const { media, trim: cut } = pageBoxes(settings, index + 1, pageCount);
        close(box(page, 'MediaBox'), [0, 0, media.width, media.height]);
        close(box(page, 'BleedBox'), [0, 0, media.width, media.height]);
        const bottom = media.height - cut.y - cut.height;
        close(box(page, 'TrimBox'), [cut.x, bottom, cut.x + cut.width, bottom + cut.height]);
      }
    },
  );

  it('passes its own preflight, story or not, with and without bleed', async () => {
    for (const some of [
      {},
      { bleed: true },
      { pageNumbers: true, watermark: true, bleed: true },
      { trim: '5x8', singleSided: false },
    ]) {
      for (const hasStory of [true, false]) {
        const settings = settingsOf(some);
        const { pdf } = await interior(interiorBook({ settings, hasStory }, 24));
        expect((await preflightInterior(pdf, { settings })).findings).toEqual([]);
      }
    }
  });

  it('gives the same bytes for the same book, and others for another', async () => {
    expect(await hash('One')).toBe(await hash('One'));
    expect(await hash('One')).not.toBe(await hash('Two'));
  });

  it('has text that can be selected, and metadata', async () => {
    const { pdf, artSides } = await interior(interiorBook({ belongsTo: 'Ada' }, 3));
    const text = await extractedText(pdf);
    expect(text[0]).toContain('The Forest');
    expect(text[1]).toContain('Copyright © 2026 Mia Summers');
    expect(text[2]).toMatch(/This book belongs to.*Ada/s);
    expect(text[3]).toContain('the fox pours tea');
    expect(artSides).toEqual([
      { art: 1, side: 5 },
      { art: 2, side: 7 },
      { art: 3, side: 9 },
    ]);
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    expect([document.getTitle(), document.getAuthor()]).toEqual(['The Forest Tea Party', 'Mia Summers']);
  });

  it('flows a long text onto further sides, and cuts and reports an excessive one', async () => {
    const settings = settingsOf({ trim: '5x8' });
    const pages = [
      { number: 1, text: 'honey '.repeat(500) },
      { number: 2, text: 'tea '.repeat(4000) },
    ];
    const { pdf, pageCount, notes, artSides } = await interior(interiorBook({ settings, pages }, 2));
    expect(pageCount).toBeGreaterThan(8);
    expect(artSides.every(({ side }) => side % 2 === 1)).toBe(true);
    expect(notes).toEqual([expect.stringContaining('page 2 is too long')]);
    const honey = (await extractedText(pdf)).join(' ').match(/honey/g);
    expect(honey).toHaveLength(500);
  });

  it('stops when told to, and when art cannot be had, and destroys the output', async () => {
    const aborted = new PassThrough();
    aborted.on('error', () => undefined).resume();
    await expect(
      writeInterior(interiorBook(), aborted, { signal: AbortSignal.abort(new Error('stop')) }),
    ).rejects.toThrow('stop');
    expect(aborted.destroyed).toBe(true);
    const broken = new PassThrough();
    broken.on('error', () => undefined).resume();
    await expect(writeInterior(interiorBook({ loadArt: noArt }), broken)).rejects.toThrow('no art');
    expect(broken.destroyed).toBe(true);
  });

  it('rejects when the output fails, with its reason', async () => {
    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    await expect(writeInterior(interiorBook(), full)).rejects.toThrow('disk full');
  });

  it('waits for a slow reader, loads art in order and late, and counts pages', async () => {
    const loaded: number[] = [];
    const seen: string[] = [];
    const loadArt = (number: number) => Promise.resolve((loaded.push(number), drawing(540, 720, number)));
    const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => setImmediate(done) });
    await writeInterior(interiorBook({ loadArt }, 4), slow, { onPage: (done, total) => seen.push(`${done}/${total}`) });
    expect(loaded).toEqual([1, 2, 3, 4]);
    expect(seen.at(-1)).toBe(`${seen.length}/${seen.length}`);
  });
});

describe('writeInterior with naughty strings', () => {
  let pdf: Buffer;
  let notes: string[];
  beforeAll(async () => {
    const pages = NAUGHTY_STRINGS.map((text, index) => ({ number: index + 1, text }));
    ({ pdf, notes } = await interior(interiorBook({ pages, settings: settingsOf({ trim: '6x9' }) }, pages.length)));
  });

  it('stays a valid file that passes preflight', async () => {
    const report = await preflightInterior(pdf, { settings: settingsOf({ trim: '6x9' }) });
    expect(report.findings).toEqual([]);
    expect(report.checkedRules).toContain('fonts-embedded');
  });

  it('reports characters without a glyph', () => {
    expect(notes.join()).toContain('U+7530');
  });

  it.each(
    NAUGHTY_STRINGS.map((title, index) => ({ title, author: NAUGHTY_STRINGS[index + 1] ?? '', index })).filter(
      ({ index }) => index % 2 === 0,
    ),
  )('takes hostile strings $index and the next for title and names', async ({ title, author }) => {
    const { pdf: book } = await interior(
      interiorBook({ title, subtitle: author, author, belongsTo: author, credits: [title] }, 1),
    );
    const report = await preflightInterior(book, { settings: settingsOf() });
    expect(report.findings.filter(({ rule }) => rule !== 'page-count')).toEqual([]);
    const document = await PDFDocument.load(book, { updateMetadata: false, throwOnInvalidObject: true });
    expect(document.context.lookup(document.context.trailerInfo.Info)).toBeInstanceOf(PDFDict);
  });
});
