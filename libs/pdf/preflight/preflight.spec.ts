import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  degrees,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFString,
  StandardFonts,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { writeFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PdfkitDocument from 'pdfkit';
import type { PrintSettings } from '#contracts/book.js';
import { preflightCover, preflightInterior } from './preflight.js';
import { preflightReport, type PreflightReport } from './preflight-report.js';
import { RULES, type RuleId } from './print-rules.js';
import { cover, coverBook, interior, interiorBook, settingsOf } from '#fixtures/spec-books.js';

/** A finished book to break in one place each. */
let good: Uint8Array;
let bleeding: Uint8Array;
let goodCover: Uint8Array;
beforeAll(async () => {
  good = (await interior(interiorBook({}, 12))).pdf;
  bleeding = (await interior(interiorBook({ settings: settingsOf({ bleed: true }) }, 12))).pdf;
  goodCover = (await cover(coverBook())).pdf;
});

async function broken(
  bytes: Uint8Array,
  harm: (document: PDFDocument, pages: PDFPage[]) => unknown,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  await harm(document, document.getPages());
  return document.save();
}

/** Adds operators to a page's content, under the page's own upright axes. */
function draw(document: PDFDocument, page: PDFPage | undefined, operators: string): void {
  const stream = document.context.flateStream(operators);
  const contents = page?.node.normalizedEntries().Contents;
  if (!(contents instanceof PDFArray)) throw new Error('no contents');
  contents.push(document.context.register(stream));
}

function state(document: PDFDocument, page: PDFPage | undefined, entries: Record<string, PDFNumber | PDFName>): void {
  const resources = page?.node.normalizedEntries().Resources ?? document.context.obj({});
  resources.set(PDFName.of('ExtGState'), document.context.obj({ Gx: document.context.obj(entries) }));
  draw(document, page, '/Gx gs');
}

interface Case {
  rule: RuleId;
  what: string;
  page: number | null;
  found: RegExp;
  file: () => Promise<Uint8Array>;
  settings?: Partial<PrintSettings>;
  pageCount?: number;
}

const onPage5 = (operators: string) => () => broken(good, (document, pages) => draw(document, pages[4], operators));

const IMAGE = Uint8Array.from(
  Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64'),
);

const INTERIOR: Case[] = [
  {
    rule: 'readable',
    what: 'a file that is no PDF',
    page: null,
    found: /cannot be read/,
    file: () => Promise.resolve(Buffer.from('hello')),
  },
  { rule: 'encryption', what: 'a password', page: null, found: /encrypted/, file: encrypted },
  {
    rule: 'page-count',
    what: 'too few pages',
    page: null,
    found: /^10 pages$/,
    file: () => broken(good, (document) => removePages(document, 10)),
  },
  {
    rule: 'page-count',
    what: 'another count than the cover’s',
    page: null,
    found: /^28 pages$/,
    pageCount: 30,
    file: () => Promise.resolve(good),
  },
  {
    rule: 'page-count',
    what: 'too few pages for standard colour',
    page: null,
    found: /^28 pages$/,
    settings: { paper: 'standard-color' },
    file: () => Promise.resolve(good),
  },
  {
    rule: 'even-count',
    what: 'an odd count',
    page: null,
    found: /^27 pages$/,
    file: () => broken(good, (document) => removePages(document, 27)),
  },
  {
    rule: 'page-size',
    what: 'a page of another size',
    page: 3,
    found: /8\.27 in × 11\.69 in/,
    file: () => broken(good, (_, pages) => pages[2]?.setMediaBox(0, 0, 595.44, 841.68)),
  },
  {
    rule: 'page-size',
    what: 'a turned page',
    page: 2,
    found: /turned by 90°/,
    file: () => broken(good, (_, pages) => pages[1]?.setRotation(degrees(90))),
  },
  {
    rule: 'page-size',
    what: 'bleed that was ordered and is not there',
    page: 1,
    found: /8\.5 in × 11 in/,
    settings: { bleed: true },
    file: () => Promise.resolve(good),
  },
  {
    rule: 'single-pages',
    what: 'spreads',
    page: 1,
    found: /side by side/,
    file: () => broken(good, (_, pages) => pages[0]?.setMediaBox(0, 0, 1224, 792)),
  },
  {
    rule: 'trim-box',
    what: 'no TrimBox',
    page: 1,
    found: /no TrimBox/,
    file: () => broken(good, (_, pages) => pages[0]?.node.delete(PDFName.of('TrimBox'))),
  },
  {
    rule: 'trim-box',
    what: 'a left page’s TrimBox on a right page',
    page: 5,
    found: /TrimBox \[9 9 621 801\]/,
    settings: { bleed: true },
    file: () => broken(bleeding, (_, pages) => pages[4]?.setTrimBox(9, 9, 612, 792)),
  },
  {
    rule: 'outside-margin',
    what: 'a shape near the outer edge',
    page: 5,
    found: /right side, 0\.083 in from the edge/,
    file: onPage5('580 400 26 10 re f'),
  },
  {
    rule: 'outside-margin',
    what: 'a moved and scaled shape near the top',
    page: 5,
    found: /upper side/,
    file: onPage5('q 0.5 0 0 0.5 100 100 cm 100 1360 50 20 re f Q'),
  },
  {
    rule: 'outside-margin',
    what: 'a curve that bulges out',
    page: 5,
    found: /right side/,
    file: onPage5('500 300 m 640 330 640 370 500 400 c 1 w S'),
  },
  {
    rule: 'outside-margin',
    what: 'text in the margin',
    page: 1,
    found: /text at the lower side/,
    file: () => broken(good, (_, pages) => pages[0]?.drawText('low', { x: 200, y: 4, size: 12 })),
  },
  {
    rule: 'outside-margin',
    what: 'a shape that ends in the bleed',
    page: 5,
    found: /right side/,
    settings: { bleed: true },
    file: () => broken(bleeding, (document, pages) => draw(document, pages[4], '500 400 115 10 re f')),
  },
  {
    rule: 'gutter',
    what: 'a shape at the spine of a right page',
    page: 5,
    found: /inner side, 0\.139 in/,
    file: onPage5('10 400 60 10 re f'),
  },
  {
    rule: 'gutter',
    what: 'a shape at the spine of a left page',
    page: 4,
    found: /inner side/,
    file: () => broken(good, (document, pages) => draw(document, pages[3], '500 400 104 10 re f')),
  },
  {
    rule: 'image-resolution',
    what: 'a coarse image',
    page: 5,
    found: /at 0 DPI/,
    file: () =>
      broken(good, async (document, pages) =>
        pages[4]?.drawImage(await document.embedPng(IMAGE), { x: 100, y: 100, width: 200, height: 200 }),
      ),
  },
  {
    rule: 'image-resolution',
    what: 'a coarse inline image',
    page: 5,
    found: /at 72 DPI/,
    file: onPage5('q 8 0 0 8 100 100 cm BI /W 8 /H 8 /BPC 1 /CS /G ID abcdefgh EI Q 1 g'),
  },
  {
    rule: 'line-weight',
    what: 'a thin line',
    page: 5,
    found: /a line of 0\.5 pt/,
    file: onPage5('0.5 w 100 100 m 200 200 l S'),
  },
  {
    rule: 'line-weight',
    what: 'a line made thin by scaling',
    page: 5,
    found: /a line of 0\.2 pt/,
    file: onPage5('q 0.1 0 0 0.1 0 0 cm 2 w 2000 1000 m 2000 2000 l S Q'),
  },
  {
    rule: 'line-weight',
    what: 'a hairline',
    page: 5,
    found: /a line of 0 pt, and 1 more/,
    file: onPage5('0 w 100 100 m 200 200 l S 100 120 m 200 220 l S'),
  },
  {
    rule: 'line-weight',
    what: 'thin lines inside a form',
    page: 5,
    found: /a line of 0\.4 pt/,
    file: () => broken(good, (document, pages) => form(document, pages[4], '0.8 w 10 10 m 90 90 l S')),
  },
  {
    rule: 'crop-marks',
    what: 'crop marks in the bleed',
    page: 5,
    found: /a line .* outside the trim/,
    settings: { bleed: true },
    file: () => broken(bleeding, (document, pages) => draw(document, pages[4], '1 w 614 500 m 620 500 l S')),
  },
  {
    rule: 'annotations',
    what: 'a link',
    page: 2,
    found: /1 annotation/,
    file: () => broken(good, (document, pages) => annotate(document, pages[1])),
  },
  {
    rule: 'annotations',
    what: 'a form field',
    page: null,
    found: /form fields/,
    file: () => broken(good, (document) => document.getForm().createTextField('name')),
  },
  {
    rule: 'bookmarks',
    what: 'an outline',
    page: null,
    found: /bookmarks/,
    file: () => broken(good, (document) => outline(document)),
  },
  {
    rule: 'fonts-embedded',
    what: 'a standard font',
    page: 5,
    found: /Helvetica is not embedded/,
    file: () =>
      broken(good, async (document, pages) =>
        pages[4]?.drawText('hi', { x: 200, y: 300, font: await document.embedFont(StandardFonts.Helvetica) }),
      ),
  },
  {
    rule: 'fonts-embedded',
    what: 'a standard font inside a form',
    page: 5,
    found: /Courier is not embedded/,
    file: () => broken(good, (document, pages) => form(document, pages[4], 'BT /Fx 10 Tf (x) Tj ET')),
  },
  {
    rule: 'transparency',
    what: 'opacity',
    page: 5,
    found: /fill opacity 50 %/,
    file: () => broken(good, (document, pages) => state(document, pages[4], { ca: PDFNumber.of(0.5) })),
  },
  {
    rule: 'transparency',
    what: 'a blend mode',
    page: 5,
    found: /blend mode Multiply/,
    file: () => broken(good, (document, pages) => state(document, pages[4], { BM: PDFName.of('Multiply') })),
  },
  {
    rule: 'transparency',
    what: 'a transparency group',
    page: 5,
    found: /transparency group/,
    file: () =>
      broken(good, (document, pages) =>
        pages[4]?.node.set(PDFName.of('Group'), document.context.obj({ S: 'Transparency', CS: 'DeviceGray' })),
      ),
  },
];

const onCover = (operators: string) => () =>
  broken(goodCover, (document, pages) => draw(document, pages[0], operators));

const COVER: Case[] = [
  {
    rule: 'cover-size',
    what: 'a cover for another page count',
    page: 1,
    found: /^17\.3\d+ in × 11\.25 in$/,
    pageCount: 300,
    file: () => Promise.resolve(goodCover),
  },
  {
    rule: 'cover-single-page',
    what: 'two pages',
    page: null,
    found: /2 pages/,
    file: () => broken(goodCover, (document) => document.addPage()),
  },
  {
    rule: 'cover-safe-zone',
    what: 'text near the trim',
    page: 1,
    found: /text 0\.1\d* in from the edge/,
    file: () => broken(goodCover, (_, pages) => pages[0]?.drawText('low', { x: 900, y: 20, size: 12 })),
  },
  {
    rule: 'cover-bleed',
    what: 'a ground that ends at the trim',
    page: 1,
    found: /left, lower, right, upper/,
    file: () => smallGround(),
  },
  {
    rule: 'spine-text',
    what: 'spine text on a thin book',
    page: 1,
    found: /60 pages/,
    file: () => broken(goodCover, (_, pages) => pages[0]?.drawText('x', { x: 624, y: 400, size: 8 })),
  },
  {
    rule: 'spine-clearance',
    what: 'spine text that fills the spine',
    page: 1,
    found: /from the fold/,
    pageCount: 100,
    file: async () =>
      broken((await cover(coverBook({ pageCount: 100 }))).pdf, (_, pages) =>
        pages[0]?.drawText('x', { x: 621.5, y: 60, size: 28 }),
      ),
  },
  {
    rule: 'barcode-area',
    what: 'a shape where the barcode goes',
    page: 1,
    found: /a shape where the barcode/,
    file: onCover('0 0 0 rg 500 60 30 30 re f'),
  },
  {
    rule: 'trim-box',
    what: 'no TrimBox',
    page: 1,
    found: /no TrimBox/,
    file: () => broken(goodCover, (_, pages) => pages[0]?.node.delete(PDFName.of('TrimBox'))),
  },
  {
    rule: 'line-weight',
    what: 'a thin line',
    page: 1,
    found: /a line of 0\.3 pt/,
    file: onCover('0.3 w 900 300 m 950 350 l S'),
  },
];

describe('preflightInterior', () => {
  it('finds nothing in a good book, from bytes and from a file, and says what it checked', async () => {
    const path = join(tmpdir(), `preflight-${process.pid}.pdf`);
    await writeFile(path, good);
    const reports = [
      await preflightInterior(good, { settings: settingsOf(), pageCount: 28 }),
      await preflightInterior(path, { settings: settingsOf() }),
    ];
    await rm(path);
    for (const report of reports) {
      expect(preflightReport.parse(report)).toMatchObject({ ok: true, findings: [], pageCount: 28, more: 0 });
      const rules = Object.keys(RULES).filter((rule) => !/cover|spine|barcode/.test(rule));
      expect(report.checkedRules.toSorted()).toEqual(rules.toSorted());
    }
    expect((await preflightInterior(bleeding, { settings: settingsOf({ bleed: true }) })).findings).toEqual([]);
  });

  it.each(INTERIOR)('catches $rule: $what', async (each) => {
    const settings = settingsOf(each.settings);
    expectFinding(await preflightInterior(await each.file(), { settings, pageCount: each.pageCount }), each);
  });

  it('lets shapes run through the bleed, white paint cover margins, and clipped parts be', async () => {
    const through = await broken(bleeding, (document, pages) => draw(document, pages[4], '300 400 321 10 re f'));
    expect((await preflightInterior(through, { settings: settingsOf({ bleed: true }) })).findings).toEqual([]);
    const harmless = await onPage5('1 g 0 0 612 792 re f q 100 100 50 50 re W n 0 g 0 0 612 792 re f Q 3 Tr')();
    expect((await preflightInterior(harmless, { settings: settingsOf() })).findings).toEqual([]);
  });

  it('lists at most 400 findings and counts the rest', async () => {
    const file = await pdfkitBook(460, (document) =>
      document.lineWidth(0.2).moveTo(100, 100).lineTo(200, 200).stroke(),
    );
    const report = await preflightInterior(file, { settings: settingsOf() });
    expect(report.findings).toHaveLength(400);
    expect(report.more).toBe(460 * 2 - 400); // no TrimBox, and a thin line, on each page
  });

  it('refuses a file beyond 650 MB without opening it', async () => {
    const huge = { byteLength: 700 * 1024 * 1024 } as Uint8Array;
    const report = await preflightInterior(huge, { settings: settingsOf() });
    expect(report.findings).toMatchObject([{ rule: 'file-size', found: '700 MB' }]);
  });

  it('survives damaged pages and content that means no good', async () => {
    for (const operators of [
      'q '.repeat(5000),
      'Q Q Q ] ) > }',
      '(((',
      '<< <<',
      '/Nope Do /No gs /No 12 Tf (x) Tj',
      'NaN 1e99 m',
      'BI /W 1 ID',
      '%',
    ]) {
      const report = await preflightInterior(await onPage5(operators)(), { settings: settingsOf() });
      expect(report.findings.filter(({ rule }) => rule === 'readable')).toEqual([]);
    }
    const cut = good.subarray(0, good.length / 2);
    expect((await preflightInterior(cut, { settings: settingsOf() })).ok).toBe(false);
  });

  it('stops when told to', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    await expect(preflightInterior(good, { settings: settingsOf() }, { signal })).rejects.toThrow('stop');
  });
});

describe('preflightCover', () => {
  it('finds nothing in a good cover and says what it checked', async () => {
    const report = await preflightCover(goodCover, { settings: settingsOf(), pageCount: 60 });
    expect(preflightReport.parse(report)).toMatchObject({ ok: true, findings: [] });
    expect(report.checkedRules).toEqual(
      expect.arrayContaining(Object.keys(RULES).filter((rule) => /cover|spine|barcode/.test(rule))),
    );
  });

  it.each(COVER)('catches $rule: $what', async (each) => {
    const report = await preflightCover(await each.file(), { settings: settingsOf(), pageCount: each.pageCount ?? 60 });
    expectFinding(report, each);
  });
});

function expectFinding(report: PreflightReport, { rule, page, found }: Case): void {
  const match = report.findings.find((finding) => finding.rule === rule && finding.page === page);
  expect(report.findings.map((each) => `${each.rule} ${each.page}`)).toContain(`${rule} ${page}`);
  expect(match).toMatchObject({ found: expect.stringMatching(found), severity: RULES[rule].severity });
  for (const words of [match?.needed, match?.mend, match?.source]) expect(words?.length).toBeGreaterThan(5);
  expect(report.ok).toBe(report.findings.every(({ severity }) => severity === 'warning'));
}

function removePages(document: PDFDocument, left: number): void {
  while (document.getPageCount() > left) document.removePage(document.getPageCount() - 1);
}

function form(document: PDFDocument, page: PDFPage | undefined, operators: string): void {
  const font = document.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Courier' });
  const stream = document.context.flateStream(operators, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, 100, 100],
    Matrix: [0.5, 0, 0, 0.5, 200, 200],
    Resources: document.context.obj({ Font: document.context.obj({ Fx: font }) }),
  });
  const name = page?.node.newXObject('Form', document.context.register(stream));
  draw(document, page, `q ${name} Do Q`);
}

function annotate(document: PDFDocument, page: PDFPage | undefined): void {
  const link = document.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 10, 10] });
  page?.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(link)]));
}

function outline(document: PDFDocument): void {
  const item = document.context.register(document.context.obj({ Title: PDFString.of('Chapter') }));
  const outlines: PDFDict = document.context.obj({ Type: 'Outlines', First: item, Last: item, Count: 1 });
  document.catalog.set(PDFName.of('Outlines'), document.context.register(outlines));
}

async function pdfkitBook(
  pages: number,
  paint: (document: PDFKit.PDFDocument) => unknown,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const document = new PdfkitDocument({ ...options, autoFirstPage: false });
  for (let page = 0; page < pages; page += 1) paint(document.addPage({ size: [612, 792], margin: 0 }));
  document.end();
  return Buffer.concat(await document.toArray());
}

function encrypted(): Promise<Uint8Array> {
  return pdfkitBook(24, (document) => document.rect(100, 100, 50, 50).fill(), { userPassword: 'secret' });
}

function smallGround(): Promise<Uint8Array> {
  return broken(goodCover, (document, pages) => {
    const page = pages[0];
    page?.node.delete(PDFName.of('Contents'));
    page?.node.set(PDFName.of('Contents'), document.context.obj([]));
    draw(document, page, '0.5 g 9 9 1230 792 re f');
  });
}
