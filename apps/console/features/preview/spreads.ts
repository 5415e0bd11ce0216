import type { BookPreview } from '#contracts/books.js';

export type Side = BookPreview['sides'][number];
/** What is seen at once. `number` is the page of the file, from 1; covers and the insides of covers have none. */
export type Leaf = { what: 'front' } | { what: 'back' } | { what: 'inside' } | { what: 'side'; number: number };
export type Spread = Leaf[];

/** The closed book, then two sides at a time as they lie open, then its back. */
export function spreadsOf(pageCount: number): Spread[] {
  const leaves: Leaf[] = Array.from({ length: pageCount }, (_, at) => ({ what: 'side', number: at + 1 }));
  const open: Leaf[] = [{ what: 'inside' }, ...leaves, { what: 'inside' }];
  const pairs = Array.from({ length: Math.ceil(open.length / 2) }, (_, at) => open.slice(2 * at, 2 * at + 2));
  return [[{ what: 'front' }], ...pairs, [{ what: 'back' }]];
}

/** One side at a time, for a narrow screen. */
export const singles = (spreads: Spread[]): Spread[] =>
  spreads.flatMap((spread) => spread.filter(({ what }) => what !== 'inside').map((leaf) => [leaf]));

const KINDS: Record<Side['kind'], string> = {
  title: 'title page',
  copyright: 'copyright page',
  'belongs-to': '“This book belongs to” page',
  blank: 'blank',
  back: 'blank back of a page',
  story: 'story',
  art: 'artwork',
};

/** `sides` is what the book has now; empty where the file is older, and nobody knows what its pages show. */
export function leafName(leaf: Leaf, sides: Side[]): string {
  if (leaf.what === 'front') return 'Front cover';
  if (leaf.what === 'back') return 'Back cover';
  if (leaf.what === 'inside') return 'Inside of the cover';
  const side = sides[leaf.number - 1];
  const kind = side && `, ${KINDS[side.kind]}${side.art === null ? '' : ` ${side.art}`}`;
  return `Page ${leaf.number}${kind ?? ''}`;
}

/** For who can't see the picture: what it is, and the words on it. */
export function leafText(leaf: Leaf, sides: Side[]): string {
  const words = leaf.what === 'side' ? sides[leaf.number - 1]?.text : '';
  return words ? `${leafName(leaf, sides)}: ${words}` : leafName(leaf, sides);
}

export const spreadName = (spread: Spread, sides: Side[]): string =>
  spread.map((leaf) => leafName(leaf, sides)).join(' and ');

/** The spread on which a page lies, e.g. to stay there when the screen is turned. */
export const spreadWith = (spreads: Spread[], number: number): number =>
  Math.max(
    0,
    spreads.findIndex((spread) => spread.some((leaf) => leaf.what === 'side' && leaf.number === number)),
  );
