import { printable } from '#contracts/text.js';
import { FORMLESS, fontFor, type Face, type FontFile } from './fonts.js';
import { directions, visualOrder } from './text-order.js';

/** A stretch of text in one font and one direction; `font` is null for a character that no font has. */
export interface Piece {
  text: string;
  font: FontFile | null;
  level: number;
  space: boolean;
  /** At size 1. */
  width: number;
}

/** One set line; multiply widths by the type size. */
export interface Line {
  /** From left to right on paper. */
  pieces: Piece[];
  width: number;
  /** The paragraph runs right to left. */
  rightToLeft: boolean;
  /** Part of a word that is too long for any line. */
  broken: boolean;
}

/** Pieces that stay together on a line, with the space before them. */
interface Word {
  pieces: Piece[];
  width: number;
  gap: Piece | null;
  broken?: boolean;
}

interface Paragraph {
  words: Word[];
  base: number;
}

/** Width of the box drawn for a character without a glyph, and the gap after it, at size 1. */
export const MISSING = { box: 0.55, advance: 0.65 } as const;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Measures text of one embedding level at size 1; the caller brings the measure of the document that the text will stand in. */
export type Measure = (text: string, font: FontFile, level: number) => number;

/** A text cut into words once; lines for any width and size come from it without measuring again. */
export class SetText {
  readonly #measure: Measure;
  readonly #paragraphs: Paragraph[];
  /** Characters that no font has, as they were written. */
  readonly missing = new Set<string>();

  constructor(text: string, face: Face, measure: Measure) {
    this.#measure = measure;
    this.#paragraphs = printable(text)
      .split('\n')
      .map((paragraph) => this.#cut(paragraph, face, measure));
  }

  /** Lines no wider than `width` (at size 1). A word that is too long by itself is broken between signs. */
  lines(width: number): Line[] {
    return this.#paragraphs.flatMap(({ words, base }) =>
      breakLines(words, width, this.#measure).map((line) => toLine(line, base)),
    );
  }

  /** Lines of about equal length: the narrowest width that needs no more lines than the full one. */
  balanced(width: number): Line[] {
    const count = this.lines(width).length;
    let low = width / 2;
    let high = width;
    for (let step = 0; step < 8; step += 1) {
      const middle = (low + high) / 2;
      if (this.lines(middle).length > count) low = middle;
      else high = middle;
    }
    return this.lines(high);
  }

  #cut(paragraph: string, face: Face, measure: Measure): Paragraph {
    const { levels, base, mirrored } = directions(paragraph);
    const words: Word[] = [];
    let gap: Piece | null = null;
    let startsWord = true;
    for (const { segment, index } of clusters.segment(paragraph)) {
      const level = levels[index] ?? base;
      if (/^\s+$/.test(segment)) {
        const before = words.at(-1)?.pieces.at(-1)?.font;
        const font = before && !before.key.includes('emoji') ? before : fontFor(' ', face); // an emoji font's space is wide
        gap = { text: ' ', font, level, space: true, width: font ? measure(' ', font, level) : 0.25 };
        startsWord = true;
        continue;
      }
      if (startsWord) words.push({ pieces: [], width: 0, gap });
      startsWord = false;
      gap = null;
      const word = words.at(-1);
      if (word) this.#append(word.pieces, mirrored.get(index) ?? segment, face, level);
    }
    for (const word of words) measureWord(word, measure);
    return { words, base };
  }

  /** Adds one cluster to a word; what no font has as a whole goes code point by code point. */
  #append(pieces: Piece[], cluster: string, face: Face, level: number): void {
    const whole = fontFor(cluster, face);
    if (whole) return join(pieces, cluster, whole, level);
    for (const character of cluster.replace(FORMLESS, '')) {
      const font = fontFor(character, face);
      if (!font) this.missing.add(character);
      join(pieces, character, font, level);
    }
  }
}

function join(pieces: Piece[], text: string, font: FontFile | null, level: number): void {
  const last = pieces.at(-1);
  if (font && last?.font === font && last.level === level) last.text += text;
  else pieces.push({ text, font, level, space: false, width: 0 });
}

function measureWord(word: Word, measure: Measure): void {
  for (const piece of word.pieces) {
    piece.width = piece.font ? measure(piece.text, piece.font, piece.level) : MISSING.advance;
    word.width += piece.width;
  }
}

function breakLines(words: Word[], width: number, measure: Measure): Word[][] {
  const lines: Word[][] = [[]];
  let used = 0;
  for (const word of words.flatMap((each) => (each.width > width ? breakWord(each, width, measure) : [each]))) {
    const gap = used > 0 ? (word.gap?.width ?? 0) : 0;
    if (used > 0 && used + gap + word.width > width) {
      lines.push([word]);
      used = word.width;
    } else {
      lines.at(-1)?.push(word);
      used += gap + word.width;
    }
  }
  return lines;
}

/** Cuts a word that is wider than the line between its signs; joined letters are measured as they join. */
function breakWord(word: Word, width: number, measure: Measure): Word[] {
  const parts: Word[] = [];
  for (const { text, font, level } of word.pieces) {
    for (const { segment } of clusters.segment(text)) {
      const last = parts.at(-1);
      const piece = last?.pieces.at(-1);
      const grows = font !== null && piece?.font === font && piece.level === level;
      const grown = grows ? measure(piece.text + segment, font, level) : 0;
      if (last && grows && last.width - piece.width + grown <= width) {
        last.width += grown - piece.width;
        Object.assign(piece, { text: piece.text + segment, width: grown });
        continue;
      }
      const fresh = {
        text: segment,
        font,
        level,
        space: false,
        width: font ? measure(segment, font, level) : MISSING.advance,
      };
      if (last && !grows && last.width + fresh.width <= width) {
        last.pieces.push(fresh);
        last.width += fresh.width;
      } else parts.push({ pieces: [fresh], width: fresh.width, gap: last ? null : word.gap, broken: true });
    }
  }
  return parts;
}

function toLine(words: Word[], base: number): Line {
  const logical: Piece[] = [];
  for (const [index, word] of words.entries()) {
    if (index > 0 && word.gap) logical.push(word.gap);
    logical.push(...word.pieces);
  }
  return {
    pieces: visualOrder(logical),
    width: logical.reduce((sum, { width }) => sum + width, 0),
    rightToLeft: base % 2 === 1,
    broken: words.some(({ broken }) => broken),
  };
}
