import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PDFDocument from 'pdfkit';
import type { Browser, Page } from 'playwright-core';
import { TextPainter } from '#pdf/typesetting/text-paint.js';
import { startBrowser } from '../support/browser.js';

/** Directions, digits and signs mixed as people write them; Chromium shapes and orders by HarfBuzz and ICU, not by our parts. */
const TEXTS = [
  '١٢٣',
  '۱۲۳',
  'سنة ١٤٤٧',
  'سنة ١٤٤٧ هـ',
  'سال ۱۴۰۵ خورشیدی',
  'صفحة ١٢-١٤',
  'صفحة ١٢ - ١٤ من ٤٠',
  '٣٫١٤',
  '١٬٢٣٤٬٥٦٧ كتاب',
  '٥٠٪ خصم',
  '50% off, ٥٠٪ خصم',
  'السعر ١٢٫٥٠ ر.س',
  'قال 25 دينار',
  'Chapter ١٢ of ٣',
  '١٢٣ ٤٥٦',
  '١٢٣ ٤٥٦ سنة',
  'hello ١٢٣ ٤٥٦ world',
  'الطابق ٣ (٤)',
  '١/٢ كوب',
  '٢٠٢٦/١١/٣٠',
  '۱۴۰۵/۰۹/۰۹ تاریخ',
  'A١B٢',
  '+٣ أو -٣',
  '٣+٤=٧',
  'رقم #١',
  '«سلام» ۳',
  'لا ٥ إلا ٦',
  'مُحَمَّدٌ ٣ مرّات',
  'abc אבג 123',
  'אבג 12-34 abc',
  'הדף ה-5 (מתוך 20)!',
  'שלום, ١٢ abc ٣٤ עולם',
  'Mia and שלום (2) ١٢!',
];

describe('Printed text, beside what Chromium shows of it', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage();
  });
  afterAll(() => browser.close());

  it.each(TEXTS)('stands in the same order: %s', async (text) => {
    expect(await printed(text)).toBe(await shown(page, text));
  });
});

/** Arabic letters of one skeleton: the font builds them from one base and dots, and the file knows one name for the base. */
const SKELETONS = [
  'بتثنيیىئپڻٮںࢽ',
  'سشڛ',
  'جحخچ',
  'دذ',
  'رزژ',
  'صض',
  'طظ',
  'عغ',
  'فقڤ',
  'اأإآٱ',
  'كکگڪ',
  'هةھہەۀۃ',
  'وؤ',
];

/** Marks and dots sit on their letter and spaces have no ink; which bracket is drawn is another test's. */
function inked(signs: string[]): string {
  const letters = signs
    .join('')
    .replace(/[\p{M}\p{C}\s]/gu, '')
    .replace(/[()«»]/g, '|')
    .replace(/[۰-۹]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x90));
  return [...letters].map((letter) => SKELETONS.find((each) => each.includes(letter))?.charAt(0) ?? letter).join('');
}

/** The text's characters from left to right, read from the PDF's operators: no reader's own reordering comes between. */
async function printed(text: string): Promise<string> {
  const document = new PDFDocument({ size: [2000, 100], margin: 0 });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on('end', resolve));
  const painter = new TextPainter(document);
  const [line] = painter.set(text, 'text').lines(1e6);
  if (!line) throw new Error('No line was set.');
  painter.line(line, { face: 'text', size: 20, leading: 1.4, align: 'left', paint: '0 g' }, 10, 50);
  document.end();
  await ended;
  return inked((await glyphs(Buffer.concat(chunks))).toSorted((a, b) => a.x - b.x).map(({ sign }) => sign));
}

async function glyphs(pdf: Buffer): Promise<{ sign: string; x: number }[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 }).promise;
  const { fnArray, argsArray } = await (await document.getPage(1)).getOperatorList();
  const all: { sign: string; x: number }[] = [];
  let x = 0;
  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index] as unknown[];
    if (operator === OPS.setTextMatrix) x = (args[0] as number[])[4] ?? 0;
    if (operator !== OPS.showText) continue;
    for (const glyph of args[0] as (number | { unicode: string; width: number })[]) {
      if (typeof glyph === 'number') x -= (glyph / 1000) * 20;
      else {
        all.push({ sign: turned(glyph.unicode), x });
        x += (glyph.width / 1000) * 20;
      }
    }
  }
  return all;
}

/** One glyph for several letters, such as lam-alef, holds them in the order of reading; joined forms are named as letters. */
function turned(unicode: string): string {
  const letters = [...unicode.normalize('NFKC')];
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(unicode) ? letters.toReversed().join('') : letters.join('');
}

/** Runs in the page: each UTF-16 unit of the paragraph's text with the middle of its place. */
const PLACES = `(paragraph, text) => {
  paragraph.textContent = text;
  return Array.from({ length: text.length }, (_, at) => {
    const range = document.createRange();
    range.setStart(paragraph.firstChild, at);
    range.setEnd(paragraph.firstChild, at + 1);
    const { left, right } = range.getBoundingClientRect();
    return { sign: text.charAt(at), x: (left + right) / 2 };
  });
}`;

async function shown(page: Page, text: string): Promise<string> {
  await page.setContent('<p dir="auto" style="font-size: 40px; white-space: nowrap; width: max-content"></p>');
  const call = `(${PLACES})(document.querySelector('p'), ${JSON.stringify(text)})`;
  const signs = await page.evaluate<{ sign: string; x: number }[]>(call);
  return inked(signs.toSorted((a, b) => a.x - b.x).map(({ sign }) => sign));
}
