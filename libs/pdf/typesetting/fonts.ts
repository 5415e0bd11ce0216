import * as fontkit from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { directed } from './directed-font.js';
import { sfntOf } from './woff.js';

/** `text` for stories, `bold` for names and small headings, `title` for large display type. */
export type Face = 'text' | 'bold' | 'title';

/** A font file of a chain; `key` names it once per document. Opened when a character first asks for it. */
export interface FontFile {
  key: string;
  font: fontkit.Font;
}

const EMOJI = ['noto-emoji/noto-emoji-emoji-700'];

/** Tried in order for each character: the design's own fonts, then the same scripts in Noto, then emoji. */
const CHAINS: Record<Face, string[]> = {
  text: [...andika(400), ...noto(400), ...EMOJI],
  bold: [...andika(700), ...noto(700), ...EMOJI],
  title: [
    ...['latin', 'latin-ext', 'hebrew'].map((subset) => `fredoka/fredoka-${subset}-600`),
    ...andika(700),
    ...noto(700),
    ...EMOJI,
  ],
};

function andika(weight: number): string[] {
  return ['latin', 'latin-ext', 'vietnamese', 'cyrillic', 'cyrillic-ext'].map(
    (subset) => `andika/andika-${subset}-${weight}`,
  );
}

function noto(weight: number): string[] {
  return [
    ...['greek', 'greek-ext', 'latin', 'latin-ext', 'vietnamese', 'cyrillic', 'cyrillic-ext', 'devanagari'].map(
      (subset) => `noto-sans/noto-sans-${subset}-${weight}`,
    ),
    `noto-sans-hebrew/noto-sans-hebrew-hebrew-${weight}`,
    ...['arabic', 'symbols', 'math'].map((subset) => `noto-sans-arabic/noto-sans-arabic-${subset}-${weight}`),
  ];
}

const require = createRequire(import.meta.url);
const opened = new Map<string, FontFile>();

/** Joiners and variation selectors choose between forms of their neighbours and have no form of their own. */
export const FORMLESS = /\u200C|\u200D|\uFE0E|\uFE0F/gu;
const EMOJI_FORM = /\p{Emoji_Presentation}|\uFE0F/u;

/**
 * The first font of the face's chain with a glyph for every character of the cluster (one visible sign, which may be
 * several code points); null when no font has them all. Emoji are looked for among emoji first.
 */
export function fontFor(cluster: string, face: Face): FontFile | null {
  const codePoints = [...cluster.replace(FORMLESS, '')].map((character) => character.codePointAt(0) ?? 0);
  const chain = EMOJI_FORM.test(cluster) ? [...EMOJI, ...CHAINS[face]] : CHAINS[face];
  for (const name of chain) {
    const file = open(name);
    if (codePoints.every((codePoint) => file.font.hasGlyphForCodePoint(codePoint))) return file;
  }
  return null;
}

/** Fonts are opened once per process (about 2 MB in all when every script is in use) and never changed. */
function open(name: string): FontFile {
  const known = opened.get(name);
  if (known) return known;
  const [packageName, file] = name.split('/');
  // WOFF 1: fontkit subsets it faithfully; WOFF2's transformed glyph tables cost more to open.
  const path = require.resolve(`@fontsource/${packageName}/files/${file}-normal.woff`);
  const font = fontkit.create(sfntOf(readFileSync(path)));
  if ('fonts' in font) throw new TypeError(`${path} is a collection of fonts`);
  const fresh = { key: name, font: directed(font) };
  opened.set(name, fresh);
  return fresh;
}
