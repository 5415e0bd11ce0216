import { itemAt, firstOf, cyclicAt } from '#contracts/items.js';
import { type Point, polar, rectangle } from '../../line-art/geometry.js';
import { border, BORDERS, GROUNDS, patternGround, trinket } from './ornaments.js';
import type { PagePlan } from '../page-plan.js';
import { blossom } from '../scenery/plants.js';
import { bulged, leaf } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { inCircle, motifsOf, trinketsOf } from './motifs.js';
import { frame } from './scene.js';

const TAU = Math.PI * 2;

export const WALLPAPERS = ['tossed', 'diamonds', 'garlands', 'ogee', 'rows', 'framed'] as const;

/** A page of repeated motifs: six ways of repeating them. */
export function drawWallpaper(stage: Stage, plan: PagePlan, way: (typeof WALLPAPERS)[number]): void {
  const motifs = motifsOf(plan);
  ({ tossed, diamonds, garlands, ogee, rows, framed })[way](stage, motifs, plan);
}

const motifSize = (stage: Stage): number => stage.unit * (24 - 13 * stage.density.detail);

/** Scattered at all angles, small things between. */
function tossed(stage: Stage, motifs: readonly string[]): void {
  const { box, random } = stage;
  const size = motifSize(stage);
  stage.zone(rectangle(box), trinket);
  let index = 0;
  const step = size * 1.95;
  for (let row = 0, y = box.y + size; y < box.y + box.height - size * 0.8; y += step * 0.9, row++)
    for (let x = box.x + size * (row % 2 ? 1.9 : 1.02); x < box.x + box.width - size * 0.9; x += step) {
      const at: Point = [x + random.between(-0.1, 0.1) * size, y + random.between(-0.1, 0.1) * size];
      inCircle(
        stage,
        cyclicAt(motifs, index++),
        at,
        size * random.between(0.86, 1),
        random.between(-0.4, 0.4),
        random.chance(0.5),
      );
    }
  stage.fill(0.75);
  frame(stage);
}

/** A trellis with a motif in each lozenge. */
function diamonds(stage: Stage, motifs: readonly string[]): void {
  const { box, canvas } = stage;
  const across = Math.max(2, Math.round(box.width / (motifSize(stage) * 2.6)));
  const w = box.width / across;
  const down = Math.round(box.height / (w * 1.12));
  const h = box.height / down;
  canvas.shape(rectangle(box));
  let index = 0;
  for (let row = 0; row <= down * 2; row++)
    for (let column = 0; column <= across; column++) {
      const centre: Point = [box.x + w * (column + (row % 2 ? 0.5 : 0)), box.y + (h * row) / 2];
      const lozenge = (t: number): Point[] => [
        [centre[0], centre[1] - (h / 2) * t],
        [centre[0] + (w / 2) * t, centre[1]],
        [centre[0], centre[1] + (h / 2) * t],
        [centre[0] - (w / 2) * t, centre[1]],
      ];
      canvas.shape(lozenge(1));
      if (stage.density.detail > 0.3) canvas.shape(lozenge(0.88));
      const isWhole =
        centre[0] - w / 2 >= box.x - 1 &&
        centre[0] + w / 2 <= box.x + box.width + 1 &&
        centre[1] - h / 2 >= box.y - 1 &&
        centre[1] + h / 2 <= box.y + box.height + 1;
      if (isWhole) inCircle(stage, cyclicAt(motifs, index++), centre, Math.min(w, h) * 0.33);
      else canvas.within(lozenge(0.88), () => blossom(stage, centre, Math.min(w, h) * 0.2, 2));
    }
  frame(stage);
}

/** Stripes of motifs between borders that change from stripe to stripe. */
function rows(stage: Stage, motifs: readonly string[]): void {
  const { box, canvas, random, unit } = stage;
  const count = stage.many(3, 7);
  const tall = box.height / count;
  canvas.shape(rectangle(box));
  for (let row = 0; row < count; row++) {
    const band = { ...box, y: box.y + row * tall, height: tall };
    canvas.shape(rectangle(band));
    if (row % 2) {
      patternGround(stage, rectangle(band), cyclicAt(GROUNDS, row + 1), unit * (18 - 11 * stage.density.detail));
      canvas.shape(rectangle({ ...band, y: band.y + tall * 0.14, height: tall * 0.72 }));
    }
    const size = tall * (row % 2 ? 0.36 : 0.46);
    const each = Math.max(2, Math.round(box.width / (size * 2.5)));
    for (let i = 0; i < each; i++) {
      const at: Point = [box.x + (box.width * (i + 0.5)) / each, band.y + tall / 2];
      inCircle(stage, cyclicAt(motifs, row * 2 + (i % 2)), at, size, 0, i % 2 === 1);
      if (i > 0 && row % 2 === 0)
        blossom(
          stage,
          [box.x + (box.width * i) / each, band.y + tall * (random.chance(0.5) ? 0.22 : 0.78)],
          size * 0.24,
          1,
        );
    }
  }
  frame(stage);
}

/** Leafy waves with motifs in their bends. */
function garlands(stage: Stage, motifs: readonly string[]): void {
  const { box, canvas } = stage;
  const size = motifSize(stage) * 0.95;
  const count = Math.max(3, Math.round(box.height / (size * 2.75)));
  const tall = box.height / count;
  stage.zone(rectangle(box), trinket);
  const bends = Math.max(2, Math.round(box.width / (size * 2.3)));
  const w = box.width / bends;
  let index = 0;
  for (let row = 0; row < count; row++) {
    const y = box.y + tall * (row + 0.5);
    for (let i = 0; i < bends; i++) {
      const up = (i + row) % 2 ? 1 : -1;
      const from: Point = [box.x + i * w, y];
      const to: Point = [from[0] + w, y];
      const vine = [...bulged(from, to, (-up * tall * 0.32) / w, 16), to];
      canvas.stroke(vine);
      for (const k of [3, 6, 9, 12]) {
        const [at, next] = [itemAt(vine, k), itemAt(vine, k + 1)];
        const heading = Math.atan2(next[1] - at[1], next[0] - at[0]);
        for (const side of [-1, 1]) canvas.shape(leaf(at, polar(at, size * 0.5, heading + side * 0.8), 0.5));
      }
      inCircle(stage, cyclicAt(motifs, index++), [from[0] + w / 2, y - up * tall * 0.2], size * 0.8);
    }
  }
  stage.fill(0.9);
  frame(stage);
}

/** Pointed ovals interlocking, as on old tapestries. */
function ogee(stage: Stage, motifs: readonly string[]): void {
  const { box, canvas } = stage;
  const across = Math.max(2, Math.round(box.width / (motifSize(stage) * 2.7)));
  const w = box.width / across;
  const down = Math.max(2, Math.round(box.height / (w * 1.15)));
  const h = box.height / down;
  canvas.shape(rectangle(box));
  let index = 0;
  for (let row = -1; row <= down * 2; row++)
    for (let column = -1; column <= across; column++) {
      const centre: Point = [box.x + w * (column + (row % 2 ? 1 : 0.5)), box.y + (h * (row + 1)) / 2];
      const shape = (t: number): Point[] =>
        leaf([centre[0], centre[1] - (h / 2) * t * 1.18], [centre[0], centre[1] + (h / 2) * t * 1.18], (w / h) * 1.02);
      const turned = [...shape(1)].reverse();
      canvas.shape(turned);
      canvas.shape([...shape(0.84)].reverse());
      const isInside =
        centre[0] > box.x + w * 0.3 &&
        centre[0] < box.x + box.width - w * 0.3 &&
        centre[1] > box.y + h * 0.3 &&
        centre[1] < box.y + box.height - h * 0.3;
      if (isInside) inCircle(stage, cyclicAt(motifs, index++), [centre[0], centre[1] - h * 0.1], Math.min(w, h) * 0.36);
      else blossom(stage, centre, Math.min(w, h) * 0.2, 1);
    }
  frame(stage);
}

/** Borders within borders round one large motif. */
function framed(stage: Stage, motifs: readonly string[], plan: PagePlan): void {
  const { random, unit, canvas } = stage;
  const trinkets = trinketsOf(plan);
  const kinds = random.shuffled(BORDERS);
  let box = stage.box;
  const count = stage.age === '2-4' ? 1 : stage.many(2, 3);
  for (let i = 0; i < count; i++)
    box = border(stage, box, unit * (i % 2 ? 7 : 11), i === 0 ? 'motifs' : itemAt(kinds, i), trinkets);
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  patternGround(stage, rectangle(box), random.pick(GROUNDS), unit * (20 - 12 * stage.density.detail));
  const radius = Math.min(box.width, box.height) * 0.46;
  canvas.circle(centre, radius);
  const leaves = stage.many(10, 26);
  for (let i = 0; i < leaves; i++)
    canvas.shape(
      leaf(polar(centre, radius * 0.86, (i / leaves) * TAU), polar(centre, radius, (i / leaves) * TAU), 0.9),
    );
  canvas.circle(centre, radius * 0.86);
  inCircle(stage, firstOf(motifs), centre, radius * 0.76);
}
