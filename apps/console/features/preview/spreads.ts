import type { BookPreview } from '#contracts/books.js';
import { t } from './messages.js';

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

/** `sides` is what the book has now; empty where the file is older, and nobody knows what its pages show. */
export function leafName(leaf: Leaf, sides: Side[]): string {
  if (leaf.what !== 'side') return t(`cover.${leaf.what}`);
  const { number } = leaf;
  const side = sides[number - 1];
  return side ? t(`side.page.${side.kind}`, { number, art: side.art ?? '' }) : t('side.page.unknown', { number });
}

/** For who can't see the picture: what it is, and the words on it. */
export function leafText(leaf: Leaf, sides: Side[]): string {
  const words = leaf.what === 'side' ? sides[leaf.number - 1]?.text : '';
  const name = leafName(leaf, sides);
  return words ? t('side.read', { name, words }) : name;
}

export function spreadName(spread: Spread, sides: Side[]): string {
  const [left = '', right] = spread.map((leaf) => leafName(leaf, sides));
  return right === undefined ? left : t('spread.open', { left, right });
}

/** The spread on which a page lies, e.g. to stay there when the screen is turned. */
export const spreadWith = (spreads: Spread[], number: number): number =>
  Math.max(
    0,
    spreads.findIndex((spread) => spread.some((leaf) => leaf.what === 'side' && leaf.number === number)),
  );
