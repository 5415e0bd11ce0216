import { ParseSpeeds, PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';
import { readFile, stat } from 'node:fs/promises';
import { inches, type Findings } from './findings.js';
import type { Extent } from './matrix.js';
import { numberOf, numbersOf } from './pdf-fonts.js';
import { LARGEST_FILE_BYTES } from './print-rules.js';

export interface OpenedPdf {
  bytes: number;
  /** Null when the file is too large or damaged to check; the finding says why. */
  document: PDFDocument | null;
  pages: PDFPage[];
}

/** Opens a finished file and notes what stands in the way: its size, damage, or encryption. */
export async function openPdf(file: Uint8Array | string, findings: Findings): Promise<OpenedPdf> {
  findings.checked('file-size', 'readable', 'encryption');
  const bytes = typeof file === 'string' ? (await stat(file)).size : file.byteLength;
  if (bytes > LARGEST_FILE_BYTES) {
    findings.add('file-size', null, `${Math.ceil(bytes / 1024 / 1024)} MB`);
    return { bytes, document: null, pages: [] };
  }
  try {
    const content = typeof file === 'string' ? await readFile(file) : file;
    const document = await PDFDocument.load(content, {
      ignoreEncryption: true,
      updateMetadata: false,
      parseSpeed: ParseSpeeds.Fast,
    });
    if (document.isEncrypted) {
      findings.add('encryption', null, 'the file is encrypted; nothing else in it could be checked');
      return { bytes, document: null, pages: [] };
    }
    return { bytes, document, pages: document.getPages() };
  } catch (error) {
    findings.add('readable', null, `the file cannot be read: ${reason(error)}`);
    return { bytes, document: null, pages: [] };
  }
}

/** One line of plain text from whatever a parser threw. */
export function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 200) ?? '';
}

export interface FoundBoxes {
  media: Extent;
  trim: Extent | null;
  rotated: number;
}

/** The boxes that a page itself or its parents declare, in the file's coordinates. */
export function foundBoxes(page: PDFPage): FoundBoxes {
  const { x, y, width, height } = page.getMediaBox();
  const trim = numbersOf(page.node.lookup(PDFName.of('TrimBox')));
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = trim;
  return {
    media: [x, y, x + width, y + height],
    trim: trim.length === 4 ? [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] : null,
    rotated: ((numberOf(page.node.Rotate(), 0) % 360) + 360) % 360,
  };
}

/** Points by which printers and rounding may differ: a hundredth of an inch. */
export const TOLERANCE = 0.72;

const near = (one: number, other: number): boolean => Math.abs(one - other) <= TOLERANCE;

/** Tells a page that is not as large as it must be. True when the size is right. */
export function checkPageSize(
  boxes: FoundBoxes,
  needed: { width: number; height: number },
  page: number,
  rule: 'page-size' | 'cover-size',
  findings: Findings,
): boolean {
  const [left, bottom, right, top] = boxes.media;
  const size = { width: right - left, height: top - bottom };
  const want = `${inches(needed.width)} × ${inches(needed.height)}`;
  if (rule === 'page-size' && size.width > needed.width * 1.8 && near(size.height, needed.height)) {
    findings.add(
      'single-pages',
      page,
      `a page of ${inches(size.width)} × ${inches(size.height)}: two book pages side by side`,
    );
    return false;
  }
  if (!near(size.width, needed.width) || !near(size.height, needed.height)) {
    findings.add(rule, page, `${inches(size.width)} × ${inches(size.height)}`, { needed: want });
    return false;
  }
  if (boxes.rotated !== 0) {
    findings.add(rule, page, `the page is turned by ${boxes.rotated}°`, { needed: `${want}, not turned` });
    return false;
  }
  return true;
}

/** Tells a TrimBox that is missing or not where the trim is. */
export function checkTrimBox(boxes: FoundBoxes, needed: Extent, page: number, findings: Findings): void {
  const want = { needed: `TrimBox [${needed.map(points).join(' ')}]` };
  if (!boxes.trim) findings.add('trim-box', page, 'no TrimBox', want);
  else if (boxes.trim.some((value, index) => Math.abs(value - (needed[index] ?? 0)) > TOLERANCE))
    findings.add('trim-box', page, `TrimBox [${boxes.trim.map(points).join(' ')}]`, want);
}

const points = (value: number): string => String(Math.round(value * 100) / 100);
