import { PDFDict, PDFName, PDFStream } from '@cantoo/pdf-lib';
import { ContentTokens, type Operand } from './content-tokens.js';
import { around, IDENTITY, isExtent, isMatrix, leastScale, meet, times, type Extent, type Matrix } from './matrix.js';
import { PathTrace } from './path-trace.js';
import { dictOf, fontFacts, nameOf, numberOf, numbersOf, type FontFacts } from './pdf-fonts.js';
import { decodedStream } from './pdf-stream.js';

/** One visible thing on a page, in points from the file's own origin, as far as its clip lets it be seen. */
export interface Mark {
  kind: 'path' | 'text' | 'image';
  extent: Extent;
  /** Nothing but white paint: it hides what is under it, and is not ink. */
  white: boolean;
  filled: boolean;
  /** Effective line width in points; null for what has no line. */
  line: number | null;
  /** Effective resolution; null for what is no image. */
  dpi: number | null;
}

interface State {
  matrix: Matrix;
  clip: Extent;
  line: number;
  whiteFill: boolean;
  whiteStroke: boolean;
  font: FontFacts | null;
  size: number;
  charSpace: number;
  wordSpace: number;
  stretch: number;
  leading: number;
  rise: number;
  mode: number;
}

/** A book page has some ten thousand operators; beyond this many a file is a trap, not a book. */
const MAX_OPERATORS = 20_000_000;
const DEEPEST_FORM = 12;
/** How far signs reach above and below the baseline, as shares of the size: an approximation for every font. */
const TEXT_REACH = { above: 0.78, below: 0.24 } as const;

/** Walks page content with the current matrix, clip and text state, and reports every mark that can be seen. */
export class PageMarks {
  readonly #report: (mark: Mark) => void;
  readonly #fonts = new Map<PDFDict, FontFacts>();
  #resources: PDFDict | undefined;
  #state: State;
  #saved: State[] = [];
  #path = new PathTrace();
  #clipNext = false;
  #text: Matrix = IDENTITY;
  #textLine: Matrix = IDENTITY;
  #depth = 0;
  #operators = 0;

  constructor(page: Extent, report: (mark: Mark) => void) {
    this.#report = report;
    this.#state = {
      matrix: IDENTITY,
      // Marks outside the page are wanted too: crop marks stand there. Only what lies far off is let go.
      clip: [page[0] - 1e5, page[1] - 1e5, page[2] + 1e5, page[3] + 1e5],
      line: 1,
      whiteFill: false,
      whiteStroke: false,
      font: null,
      size: 0,
      charSpace: 0,
      wordSpace: 0,
      stretch: 1,
      leading: 0,
      rise: 0,
      mode: 0,
    };
  }

  /** Throws `RangeError` for content beyond all measure. */
  walk(content: Uint8Array, resources: PDFDict | undefined): void {
    const outer = this.#resources;
    this.#resources = resources;
    new ContentTokens(content).walk((operator, operands, tokens) => {
      this.#operators += 1;
      if (this.#operators > MAX_OPERATORS) throw new RangeError('the page has more operators than any book page');
      if (operator === 'BI') return this.#inline(tokens.inlineImage());
      this.#graphics(operator, operands);
    });
    this.#resources = outer;
  }

  #graphics(operator: string, operands: Operand[]): void {
    const n = (index: number): number => (typeof operands[index] === 'number' ? operands[index] : 0);
    const { matrix } = this.#state;
    switch (operator) {
      case 'm':
      case 'l':
        return this.#path.point(n(0), n(1), matrix);
      case 'c':
        return this.#path.curve([n(0), n(1)], [n(2), n(3)], [n(4), n(5)], matrix);
      case 'v':
        return this.#path.curve(null, [n(0), n(1)], [n(2), n(3)], matrix);
      case 'y':
        return this.#path.curve([n(0), n(1)], [n(2), n(3)], [n(2), n(3)], matrix);
      case 're':
        for (const [x, y] of [
          [0, 0],
          [n(2), 0],
          [n(2), n(3)],
          [0, n(3)],
        ] as const)
          this.#path.point(n(0) + x, n(1) + y, matrix);
        return;
      case 'q':
        this.#saved.push({ ...this.#state });
        return;
      case 'Q':
        this.#state = this.#saved.pop() ?? this.#state;
        return;
      case 'cm':
        this.#state.matrix = times([n(0), n(1), n(2), n(3), n(4), n(5)], matrix);
        return;
      case 'w':
        this.#state.line = Math.abs(n(0));
        return;
      default:
        this.#paint(operator, operands);
    }
  }

  #paint(operator: string, operands: Operand[]): void {
    switch (operator) {
      case 'S':
      case 's':
        return this.#endPath(false, true);
      case 'f':
      case 'F':
      case 'f*':
        return this.#endPath(true, false);
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        return this.#endPath(true, true);
      case 'n':
        return this.#endPath(false, false);
      case 'W':
      case 'W*':
        this.#clipNext = true;
        return;
      case 'Do':
        return this.#object(String(operands[0] ?? ''));
      case 'sh':
        return this.#mark({
          kind: 'path',
          extent: this.#state.clip,
          white: false,
          filled: true,
          line: null,
          dpi: null,
        });
      case 'gs':
        return this.#graphicsState(String(operands[0] ?? ''));
      default:
        if (!this.#colour(operator, operands)) this.#textState(operator, operands);
    }
  }

  #endPath(filled: boolean, stroked: boolean): void {
    const hull = this.#path.extent;
    this.#path.clear();
    const { line, matrix, whiteFill, whiteStroke } = this.#state;
    const width = line * leastScale(matrix);
    if (hull && (filled || stroked)) {
      const reach = stroked ? width / 2 : 0;
      const extent: Extent = [hull[0] - reach, hull[1] - reach, hull[2] + reach, hull[3] + reach];
      const white = (!filled || whiteFill) && (!stroked || whiteStroke);
      this.#mark({ kind: 'path', extent, white, filled, line: stroked && !whiteStroke ? width : null, dpi: null });
    }
    if (this.#clipNext && hull) this.#state.clip = meet(this.#state.clip, hull) ?? [0, 0, -1, -1];
    this.#clipNext = false;
  }

  /** Colour operators; true when it was one. A colour is white when all its parts say so in a device space. */
  #colour(operator: string, operands: Operand[]): boolean {
    const parts = operands.filter((each): each is number => typeof each === 'number');
    const all = (value: number): boolean =>
      parts.length > 0 && parts.every((part) => part >= value - 0.001 && part <= value + 0.001);
    const lower = operator.toLowerCase();
    if (!['g', 'rg', 'k', 'cs', 'sc', 'scn'].includes(lower)) return false;
    let white = lower === 'k' ? all(0) : all(1);
    if (lower === 'sc' || lower === 'scn') white = parts.length === 4 ? all(0) : parts.length === 3 && all(1);
    if (lower === 'cs') white = false;
    if (operator === lower) this.#state.whiteFill = white;
    else this.#state.whiteStroke = white;
    return true;
  }

  #graphicsState(name: string): void {
    const states = this.#resources && dictOf(this.#resources, 'ExtGState');
    const dict = states && dictOf(states, name.slice(1));
    if (dict?.has(PDFName.of('LW'))) this.#state.line = numberOf(dict.lookup(PDFName.of('LW')), 1);
  }

  #textState(operator: string, operands: Operand[]): void {
    const n = (index: number): number => (typeof operands[index] === 'number' ? operands[index] : 0);
    const state = this.#state;
    if (operator === 'BT') this.#text = this.#textLine = IDENTITY;
    else if (operator === 'Tf') {
      state.font = this.#font(String(operands[0] ?? ''));
      state.size = n(1);
    } else if (operator === 'Tc') state.charSpace = n(0);
    else if (operator === 'Tw') state.wordSpace = n(0);
    else if (operator === 'Tz') state.stretch = n(0) / 100;
    else if (operator === 'TL') state.leading = n(0);
    else if (operator === 'Ts') state.rise = n(0);
    else if (operator === 'Tr') state.mode = n(0);
    else if (operator === 'Tm') this.#text = this.#textLine = [n(0), n(1), n(2), n(3), n(4), n(5)];
    else if (operator === 'Td') this.#nextLine(n(0), n(1));
    else if (operator === 'TD') {
      state.leading = -n(1);
      this.#nextLine(n(0), n(1));
    } else if (operator === 'T*') this.#nextLine(0, -state.leading);
    else if (operator === 'Tj') this.#show([operands[0] ?? null]);
    else if (operator === 'TJ') this.#show(Array.isArray(operands[0]) ? operands[0] : []);
    else if (operator === "'" || operator === '"') {
      if (operator === '"') [state.wordSpace, state.charSpace] = [n(0), n(1)];
      this.#nextLine(0, -state.leading);
      this.#show([operands.at(-1) ?? null]);
    }
  }

  #nextLine(x: number, y: number): void {
    this.#text = this.#textLine = times([1, 0, 0, 1, x, y], this.#textLine);
  }

  #show(parts: Operand[]): void {
    const { font, size, charSpace, wordSpace, stretch, rise, mode, matrix, line, whiteFill, whiteStroke } = this.#state;
    let width = 0;
    for (const part of parts) {
      if (typeof part === 'number') width -= (part / 1000) * size * stretch;
      if (!(part instanceof Uint8Array)) continue;
      const step = font?.codeBytes ?? 1;
      for (let at = 0; at + step <= part.length; at += step) {
        const code = step === 2 ? (part[at] ?? 0) * 256 + (part[at + 1] ?? 0) : (part[at] ?? 0);
        const space = step === 1 && code === 32 ? wordSpace : 0;
        width += ((font?.width(code) ?? 0.5) * size + charSpace + space) * stretch;
      }
    }
    const place = times(this.#text, matrix);
    const box: Extent = [
      Math.min(0, width),
      rise - TEXT_REACH.below * size,
      Math.max(0, width),
      rise + TEXT_REACH.above * size,
    ];
    this.#text = times([1, 0, 0, 1, width, 0], this.#text);
    if (width === 0 || mode === 3 || mode === 7) return;
    const [fills, strokes] = [[0, 2, 4, 6].includes(mode), [1, 2, 5, 6].includes(mode)];
    const stroke = strokes && !whiteStroke ? line * leastScale(matrix) : null;
    const white = (!fills || whiteFill) && (!strokes || whiteStroke);
    this.#mark({ kind: 'text', extent: around(box, place), white, filled: fills, line: stroke, dpi: null });
  }

  #font(name: string): FontFacts | null {
    const fonts = this.#resources && dictOf(this.#resources, 'Font');
    const dict = fonts && dictOf(fonts, name.slice(1));
    if (!dict) return null;
    const known = this.#fonts.get(dict) ?? fontFacts(dict);
    this.#fonts.set(dict, known);
    return known;
  }

  #object(name: string): void {
    const objects = this.#resources && dictOf(this.#resources, 'XObject');
    const found = objects?.lookup(PDFName.of(name.slice(1)));
    if (!(found instanceof PDFStream)) return;
    if (nameOf(found.dict, 'Subtype') === 'Form') return this.#form(found);
    if (nameOf(found.dict, 'Subtype') !== 'Image') return;
    const pixels = (key: string) => numberOf(found.dict.lookup(PDFName.of(key)), 1);
    this.#image(pixels('Width'), pixels('Height'));
  }

  #form(form: PDFStream): void {
    if (this.#depth >= DEEPEST_FORM) return;
    const saved = this.#saved;
    const state = { ...this.#state };
    const matrix = numbersOf(form.dict.lookup(PDFName.of('Matrix')));
    const box = numbersOf(form.dict.lookup(PDFName.of('BBox')));
    this.#saved = [];
    this.#depth += 1;
    if (isMatrix(matrix)) this.#state.matrix = times(matrix, this.#state.matrix);
    if (isExtent(box)) this.#state.clip = meet(this.#state.clip, around(box, this.#state.matrix)) ?? [0, 0, -1, -1];
    this.walk(decodedStream(form), dictOf(form.dict, 'Resources') ?? this.#resources);
    this.#depth -= 1;
    this.#saved = saved;
    this.#state = state;
  }

  #inline(entries: Operand[]): void {
    const value = (...keys: string[]): number => {
      const at = entries.findIndex((entry) => typeof entry === 'string' && keys.includes(entry));
      const found = entries[at + 1];
      return at >= 0 && typeof found === 'number' ? found : 1;
    };
    this.#image(value('/W', '/Width'), value('/H', '/Height'));
  }

  /** An image fills the unit square; its resolution is that of its worse side. */
  #image(width: number, height: number): void {
    const [a, b, c, d] = this.#state.matrix;
    const dpi = Math.min((width * 72) / Math.hypot(a, b), (height * 72) / Math.hypot(c, d));
    const extent = around([0, 0, 1, 1], this.#state.matrix);
    this.#mark({ kind: 'image', extent, white: false, filled: true, line: null, dpi });
  }

  #mark(mark: Mark): void {
    const extent = meet(mark.extent, this.#state.clip);
    if (extent) this.#report({ ...mark, extent });
  }
}
