import type { AgeRange } from '#contracts/book.js';
import type { ArtPath, LineArt } from '#artwork/line-art/line-art.js';
import { circle, heart, line, petal, polar, polygon, roundRect, star, turned, type Point } from '../shapes.js';

/**
 * Decoration drawn by rule: closed regions that can be coloured, like the rest of the book. Everything is a function
 * of its arguments, so that the same book gives the same bytes.
 */
const shape = (d: string, stroke: number): ArtPath => ({ d, fill: 'white', stroke });
const stroke = (d: string, width: number): ArtPath => ({ d, fill: 'none', stroke: width });

/** Line width in points of decoration by age, as the art has it: thick for the smallest. */
export const DECORATION_STROKE: Record<AgeRange, number> = { '2-4': 2.6, '4-8': 2, '8-12': 1.5, adult: 1.1 };

/** A number from 0 up to `below` that is the same for the same text (FNV-1a). */
export function pick(text: string, below: number): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % below;
}

/** A round flower ornament, 200 × 200; finer and with more rings for older readers. */
export function rosette(seed: string, age: AgeRange): LineArt {
  const rings = { '2-4': 1, '4-8': 2, '8-12': 3, adult: 4 }[age];
  const petals = { '2-4': 8, '4-8': 10, '8-12': 12, adult: 16 }[age] + 2 * pick(seed, 2);
  const width = DECORATION_STROKE[age];
  const centre: Point = [100, 100];
  const paths: ArtPath[] = [];
  const outer = 96;
  const inner = 24;
  const step = (outer - inner) / rings;
  for (let ring = 0; ring < rings; ring += 1) {
    const tip = outer - ring * step;
    const foot = Math.max(inner - 4, tip - step * 1.35);
    const broad = ((Math.PI * (tip + foot)) / 2 / petals) * (rings === 1 ? 1.2 : 1);
    for (let index = 0; index < petals; index += 1) {
      const degrees = ((index + (ring % 2) / 2) * 360) / petals;
      paths.push(
        shape(petal(polar(centre, foot, degrees), tip - foot, broad, degrees, rings === 1 ? 0.8 : 0.6), width),
      );
      if (rings > 1 && ring % 2 === 0)
        paths.push(
          shape(
            petal(polar(centre, foot + (tip - foot) * 0.25, degrees), (tip - foot) * 0.5, broad * 0.45, degrees),
            width,
          ),
        );
    }
  }
  paths.push(shape(circle(centre, inner + 2), width), shape(circle(centre, inner - 6), width));
  paths.push(shape(pick(`${seed} heart`, 2) ? heart([100, 101], 16) : star(centre, 11), width));
  return { width: 200, height: 200, paths };
}

/** One of the signs that a book keeps from page to page. */
function sign(seed: string, centre: Point, size: number): string {
  const signs = [
    star(centre, size / 2),
    heart(centre, size * 0.86),
    circle(centre, size * 0.36),
    star(centre, size / 2, 4, 0.4),
  ];
  return signs[pick(seed, signs.length)] ?? '';
}

/** A small rule with a sign in its middle, 120 × 16. */
export function divider(seed: string, age: AgeRange): LineArt {
  const width = Math.min(1.5, DECORATION_STROKE[age]);
  const leaves = [-1, 1].flatMap((side) => [
    shape(petal([60 + side * 12, 8], 13, 3.4, side * 90, 0.5), width),
    stroke(line([60 + side * 25, 8], [60 + side * 58, 8]), width),
  ]);
  return { width: 120, height: 16, paths: [...leaves, shape(sign(seed, [60, 8], 14), width)] };
}

/** A fine frame for text, broken above and below by the book's sign between two leaves. */
export function storyFrame(width: number, height: number, seed: string, age: AgeRange): LineArt {
  const edge = 14;
  const size = { '2-4': 26, '4-8': 22, '8-12': 18, adult: 16 }[age];
  const weight = Math.min(2, DECORATION_STROKE[age]);
  const paths = [stroke(roundRect(edge, edge, width - 2 * edge, height - 2 * edge, 22), Math.max(0.9, weight * 0.6))];
  for (const y of [edge, height - edge]) {
    const gap = size * 2.6;
    paths.push({ d: roundRect(width / 2 - gap, y - size * 0.6, gap * 2, size * 1.2, 2), fill: 'white', stroke: 0 });
    for (const side of [-1, 1])
      paths.push(shape(petal([width / 2 + side * size * 0.85, y], size * 1.4, size * 0.3, side * 90), weight));
    paths.push(shape(sign(seed, [width / 2, y], size), weight));
  }
  return { width, height, paths };
}

/** Three crayons in a fan, 150 × 120. */
export function crayons(age: AgeRange): LineArt {
  const width = DECORATION_STROKE[age];
  return { width: 150, height: 120, paths: [-24, 24, 0].flatMap((degrees) => crayon([75, 132], degrees, width)) };
}

function crayon(pivot: Point, degrees: number, width: number): ArtPath[] {
  const [x, y] = [pivot[0], pivot[1] - 128];
  const at = (dx: number, dy: number): Point => [x + dx, y + dy];
  const part = (points: Point[]) => shape(polygon(turned(points, pivot, degrees)), width);
  const across = (dy: number) => {
    const [from, to] = turned([at(-11, dy), at(11, dy)], pivot, degrees);
    return stroke(line(from ?? pivot, to ?? pivot), width);
  };
  return [
    part([at(-11, 24), at(11, 24), at(11, 112), at(-11, 112)]),
    part([at(-4, 4), at(4, 4), at(8, 24), at(-8, 24)]),
    across(34),
    across(40),
    across(96),
    across(102),
  ];
}

/** A frame of two lines with a flower on each corner, as large as asked. */
export function frame(width: number, height: number, age: AgeRange): LineArt {
  const weight = DECORATION_STROKE[age];
  const edge = 16;
  const paths: ArtPath[] = [
    stroke(roundRect(edge, edge, width - 2 * edge, height - 2 * edge, 14), weight),
    stroke(roundRect(edge + 8, edge + 8, width - 2 * edge - 16, height - 2 * edge - 16, 9), Math.max(0.9, weight / 2)),
  ];
  for (const x of [edge + 4, width - edge - 4])
    for (const y of [edge + 4, height - edge - 4]) paths.push(...blossomAt([x, y], 38, weight));
  return { width, height, paths };
}

/** A garland of stars, hearts and flowers along a rectangle's border, as large as asked. */
export function garland(width: number, height: number, age: AgeRange): LineArt {
  const weight = DECORATION_STROKE[age];
  const size = Math.max(20, Math.min(34, Math.min(width, height) / 15));
  const half = size / 2 + weight;
  const across = Math.max(3, Math.round((width - 2 * half) / (size * 1.55)));
  const down = Math.max(3, Math.round((height - 2 * half) / (size * 1.55)));
  const places: Point[] = [];
  for (let index = 0; index <= across; index += 1) {
    const x = half + ((width - 2 * half) * index) / across;
    places.push([x, half], [x, height - half]);
  }
  for (let index = 1; index < down; index += 1) {
    const y = half + ((height - 2 * half) * index) / down;
    places.push([half, y], [width - half, y]);
  }
  const signAt = ([x, y]: Point): ArtPath[] => {
    const kind = (Math.round(x / size) + Math.round(y / size)) % 3;
    if (kind === 0) return [shape(star([x, y], size / 2), weight)];
    if (kind === 1) return [shape(heart([x, y], size * 0.86), weight)];
    return blossomAt([x, y], size, weight);
  };
  return { width, height, paths: places.flatMap(signAt) };
}

function blossomAt(centre: Point, size: number, weight: number): ArtPath[] {
  const petals = Array.from({ length: 5 }, (_, index) =>
    shape(petal(polar(centre, size * 0.06, index * 72), size * 0.42, size * 0.25, index * 72, 0.75), weight),
  );
  return [...petals, shape(circle(centre, size * 0.13), weight)];
}
