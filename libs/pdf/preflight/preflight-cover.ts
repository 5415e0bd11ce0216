import type { PrintSettings } from '#contracts/book.js';
import type { PDFPage } from '@cantoo/pdf-lib';
import { inches, type Findings } from './findings.js';
import { coverBoxes, POINTS, type Box, type CoverBoxes } from '../geometry.js';
import { meet, type Extent } from './matrix.js';
import { checkPageSize, checkTrimBox, foundBoxes } from './opened-pdf.js';
import { PageMarks, type Mark } from './page-marks.js';
import { pageContent } from './pdf-stream.js';
import { COVER_SAFE, SPINE_TEXT } from './print-rules.js';
import { WorstMarks } from './worst-marks.js';

/** Size, spine, barcode area, safe zone, bleed and print quality of the wrap-around cover. */
export function checkCoverPage(
  page: PDFPage,
  { settings, pageCount }: { settings: PrintSettings; pageCount: number },
  findings: Findings,
): void {
  findings.checked(
    'cover-size',
    'trim-box',
    'cover-safe-zone',
    'cover-bleed',
    'spine-text',
    'spine-clearance',
    'barcode-area',
    'image-resolution',
    'line-weight',
  );
  const boxes = foundBoxes(page);
  const needed = coverBoxes(settings, pageCount);
  const rightSize = checkPageSize(boxes, needed.media, 1, 'cover-size', findings);
  const place = (box: Box): Extent => fromLowerLeft(box, needed, boxes.media);
  if (rightSize) checkTrimBox(boxes, place(needed.trim), 1, findings);
  const worst = new WorstMarks();
  const cover = new CoverMarks(worst, { ...regions(place, needed), pageCount });
  const marks = new PageMarks(boxes.media, (mark) => {
    worst.quality(mark);
    if (rightSize) cover.mark(mark);
  });
  marks.walk(pageContent(page.node.Contents()), page.node.Resources());
  if (rightSize) cover.end(boxes.media, findings);
  worst.report(findings, 1, boxes.media);
}

interface Regions {
  trim: Extent;
  spine: Extent;
  barcode: Extent;
  pageCount: number;
}

function regions(place: (box: Box) => Extent, { trim, spine, barcode }: CoverBoxes): Omit<Regions, 'pageCount'> {
  return { trim: place(trim), spine: place(spine), barcode: place(barcode) };
}

class CoverMarks {
  readonly #worst: WorstMarks;
  readonly #at: Regions;
  /** What stands on the barcode's place and was not painted over since. */
  #onBarcode: Mark[] = [];
  #painted: Extent | null = null;

  constructor(worst: WorstMarks, at: Regions) {
    this.#worst = worst;
    this.#at = at;
  }

  mark(mark: Mark): void {
    this.#barcode(mark);
    if (!mark.white) this.#painted = this.#painted ? around(this.#painted, mark.extent) : mark.extent;
    if (mark.kind === 'text') this.#text(mark.extent);
  }

  end(media: Extent, findings: Findings): void {
    for (const { kind, extent } of this.#onBarcode)
      this.#worst.breach(
        'barcode-area',
        area(meet(extent, this.#at.barcode)),
        `${kind === 'path' ? 'a shape' : `${kind}`} where the barcode goes`,
        extent,
      );
    const reaches = (side: 0 | 1 | 2 | 3): boolean =>
      Math.abs((this.#painted?.[side] ?? NaN) - media[side]) <= 0.72 ||
      (side < 2
        ? (this.#painted?.[side] ?? Infinity) < media[side]
        : (this.#painted?.[side] ?? -Infinity) > media[side]);
    const short = ([0, 1, 2, 3] as const).filter((side) => !reaches(side));
    if (short.length === 0) return;
    const names = short.map((side) => ['left', 'lower', 'right', 'upper'][side]).join(', ');
    findings.add('cover-bleed', 1, `the artwork ends before the ${names} edge`);
  }

  /** A fill that covers the whole place is ground: it hides what was there before, and takes a barcode on top. */
  #barcode(mark: Mark): void {
    const { extent, kind, filled } = mark;
    const place = this.#at.barcode;
    const shared = meet(extent, place);
    if (!shared || area(shared) === 0) return;
    const covers = area(shared) > area(place) * 0.999;
    if (covers && filled && kind === 'path') this.#onBarcode = [];
    else if (!mark.white && this.#onBarcode.length < 1000) this.#onBarcode.push(mark);
  }

  #text(extent: Extent): void {
    const { trim, spine, pageCount } = this.#at;
    const distances = [extent[0] - trim[0], extent[1] - trim[1], trim[2] - extent[2], trim[3] - extent[3]];
    const least = Math.min(...distances);
    this.#worst.past('cover-safe-zone', COVER_SAFE * POINTS - least, 'text', COVER_SAFE * POINTS, extent);
    const shared = meet(extent, spine);
    if (!shared || area(shared) < 1) return;
    const centre = (extent[0] + extent[2]) / 2;
    if (centre < spine[0] || centre > spine[2]) {
      this.#worst.breach('cover-safe-zone', area(shared), 'text of a panel that runs over the spine', extent);
      return;
    }
    if (pageCount < SPINE_TEXT.fromPages) {
      this.#worst.breach('spine-text', area(shared), `spine text on a book of ${pageCount} pages`, extent);
      return;
    }
    const clear = Math.min(extent[0] - spine[0], spine[2] - extent[2]);
    const need = SPINE_TEXT.clear * POINTS;
    if (clear < need - 0.25)
      this.#worst.breach(
        'spine-clearance',
        need - clear,
        `spine text ${inches(Math.max(0, clear))} from the fold`,
        extent,
      );
  }
}

function fromLowerLeft(box: Box, { media }: CoverBoxes, [left, bottom]: Extent): Extent {
  const y = bottom + media.height - box.y - box.height;
  return [left + box.x, y, left + box.x + box.width, y + box.height];
}

function around(one: Extent, other: Extent): Extent {
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}

function area(extent: Extent | null): number {
  return extent ? (extent[2] - extent[0]) * (extent[3] - extent[1]) : 0;
}
