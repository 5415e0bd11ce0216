import type { PrintSettings } from '#contracts/book.js';
import type { PDFPage } from '@cantoo/pdf-lib';
import { inches, type Findings } from './findings.js';
import { gutterInches, pageBoxes, POINTS } from '../geometry.js';
import type { Extent } from './matrix.js';
import { checkPageSize, checkTrimBox, foundBoxes } from './opened-pdf.js';
import { PageMarks, type Mark } from './page-marks.js';
import { pageContent } from './pdf-stream.js';
import { pageCountAdvice } from '../interior/page-count-advice.js';
import { OUTSIDE_MARGIN, RULES } from './print-rules.js';
import { pageLimits } from '../trim.js';
import { WorstMarks } from './worst-marks.js';

/** Page count against trim, paper, evenness, and the count that the cover stands for. */
export function checkPageCount(
  count: number,
  { settings, pageCount }: { settings: PrintSettings; pageCount?: number | undefined },
  findings: Findings,
): void {
  findings.checked('page-count', 'even-count');
  const limits = pageLimits(settings.trim, settings.paper);
  const { trim, paper } = settings;
  const advice = pageCountAdvice(count, settings);
  if (!limits) findings.add('page-count', null, `${paper} is not printed at ${trim}`, { mend: advice });
  else if (count < limits.least || count > limits.most)
    findings.add('page-count', null, `${count} pages`, {
      needed: `${limits.least} to ${limits.most} pages (${trim}, ${paper})`,
      mend: advice,
    });
  else if (pageCount !== undefined && pageCount !== count)
    findings.add('page-count', null, `${count} pages`, {
      needed: `${pageCount} pages, for which the cover is made`,
      mend: RULES['cover-size'].mend,
    });
  if (count % 2 === 1) findings.add('even-count', null, `${count} pages`);
}

/** Size, boxes, margins, line weights and image resolution of one page. */
export function checkInteriorPage(
  page: PDFPage,
  number: number,
  count: number,
  settings: PrintSettings,
  findings: Findings,
): void {
  findings.checked(
    'page-size',
    'single-pages',
    'trim-box',
    'outside-margin',
    'gutter',
    'image-resolution',
    'line-weight',
    'crop-marks',
  );
  const boxes = foundBoxes(page);
  const needed = pageBoxes(settings, number, count);
  const [left, bottom] = boxes.media;
  const rightSize = checkPageSize(boxes, needed.media, number, 'page-size', findings);
  const trim: Extent = [
    left + needed.trim.x,
    bottom + needed.trim.y,
    left + needed.trim.x + needed.trim.width,
    bottom + needed.trim.y + needed.trim.height,
  ];
  if (rightSize) checkTrimBox(boxes, trim, number, findings);
  const worst = new WorstMarks();
  // On a page of the wrong size, margins say nothing; marks outside its own TrimBox still do.
  const edges = rightSize ? { media: boxes.media, trim } : { media: boxes.media, trim: boxes.trim ?? boxes.media };
  const margins = rightSize ? marginsOf(settings, number, count) : null;
  const marks = new PageMarks(boxes.media, (mark) => {
    worst.quality(mark);
    if (mark.white) return;
    if (outside(mark.extent, edges.trim)) return cropMark(worst, mark, edges);
    if (margins) checkMargins(worst, mark, edges, margins, settings.bleed);
  });
  marks.walk(pageContent(page.node.Contents()), page.node.Resources());
  worst.report(findings, number, boxes.media);
}

interface Edges {
  media: Extent;
  trim: Extent;
}

/** Least distance in points from each edge of the trim: left, bottom, right, top. */
interface Margins {
  inside: 0 | 2;
  distances: readonly [number, number, number, number];
}

function marginsOf(settings: PrintSettings, number: number, count: number): Margins {
  const outer = (settings.bleed ? OUTSIDE_MARGIN.bleed : OUTSIDE_MARGIN.plain) * POINTS;
  const gutter = gutterInches(count) * POINTS;
  const odd = number % 2 === 1;
  return { inside: odd ? 0 : 2, distances: [odd ? gutter : outer, outer, odd ? outer : gutter, outer] };
}

const SIDES = ['left', 'lower', 'right', 'upper'] as const;
const NOUNS = { path: 'a shape', text: 'text', image: 'an image' } as const;

/** Content keeps the margins; with bleed, shapes and images may instead run all the way to the page's edge. */
function checkMargins(
  worst: WorstMarks,
  { kind, extent }: Mark,
  { media, trim }: Edges,
  margins: Margins,
  bleed: boolean,
): void {
  for (const [side, name] of SIDES.entries()) {
    const sign = side < 2 ? 1 : -1;
    const limit = margins.distances[side] ?? 0;
    const at = (box: Extent): number => box[side] ?? 0;
    const past = limit - sign * (at(extent) - at(trim));
    const bleeds = bleed && kind !== 'text' && sign * (at(extent) - at(media)) <= 0.5;
    if (bleeds) continue;
    const inside = side === margins.inside;
    worst.past(
      inside ? 'gutter' : 'outside-margin',
      past,
      `${NOUNS[kind]} at the ${inside ? 'inner' : name} side,`,
      limit,
      extent,
    );
  }
}

function outside(extent: Extent, trim: Extent): boolean {
  return extent[2] < trim[0] || extent[0] > trim[2] || extent[3] < trim[1] || extent[1] > trim[3];
}

/** Marks wholly off the trimmed page. What merely lies in the bleed, and what no page shows at all, is let be. */
function cropMark(worst: WorstMarks, { extent, kind }: Mark, { media, trim }: Edges): void {
  if (outside(extent, media)) return;
  const thin = Math.min(extent[2] - extent[0], extent[3] - extent[1]) <= 3;
  if (kind === 'text' || thin) {
    const away = Math.max(trim[0] - extent[2], extent[0] - trim[2], trim[1] - extent[3], extent[1] - trim[3]);
    worst.breach('crop-marks', away, `${thin ? 'a line' : 'text'} ${inches(away)} outside the trim`, extent);
  }
}
