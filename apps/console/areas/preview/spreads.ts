import type { BookPreview } from '#contracts/projects.js';

export type Side = BookPreview['sides'][number];
/** What is seen at once. `number` is the side's own, from 1; covers and the insides of covers have none. */
export type Leaf =
  { what: 'front' } | { what: 'back' } | { what: 'inside' } | { what: 'side'; side: Side; number: number };
export type Spread = Leaf[];

/** The closed book, then two sides at a time as they lie open, then its back. */
export function spreadsOf(sides: Side[]): Spread[] {
  const leaves: Leaf[] = sides.map((side, at) => ({ what: 'side', side, number: at + 1 }));
  const open: Leaf[] = [{ what: 'inside' }, ...leaves, { what: 'inside' }];
  const pairs = Array.from({ length: open.length / 2 }, (_, at) => open.slice(2 * at, 2 * at + 2));
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
  back: 'blank back of a drawing',
  story: 'story',
  art: 'drawing',
};

export function leafName(leaf: Leaf): string {
  if (leaf.what === 'front') return 'Front cover';
  if (leaf.what === 'back') return 'Back cover';
  if (leaf.what === 'inside') return 'Inside of the cover';
  const { side, number } = leaf;
  return `Side ${number}, ${KINDS[side.kind]}${side.art === null ? '' : ` ${side.art}`}`;
}

export const spreadName = (spread: Spread): string => spread.map(leafName).join(' and ');

/** The spread on which a side lies, e.g. to stay there when the screen is turned. */
export const spreadWith = (spreads: Spread[], number: number): number =>
  Math.max(
    0,
    spreads.findIndex((spread) => spread.some((leaf) => leaf.what === 'side' && leaf.number === number)),
  );
