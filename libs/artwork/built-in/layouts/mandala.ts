import { itemAt, firstOf, cyclicAt } from '#contracts/items.js';
import { ellipse, type Point, polar, rectangle } from '../../line-art/geometry.js';
import { trinket } from './ornaments.js';
import type { PagePlan } from '../page-plan.js';
import { blossom } from '../scenery/plants.js';
import { drop, heart, leaf, petal, scalloped, star } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { inCircle, motifsOf, trinketsOf } from './motifs.js';
import { frame } from './scene.js';

const TAU = Math.PI * 2;

type Ring = (stage: Stage, centre: Point, from: number, to: number, count: number, turn: number) => void;

const RINGS: readonly Ring[] = [
  ({ canvas }, centre, from, to, count, turn) => {
    for (const shift of [0.5, 0])
      each(count, turn + (shift * TAU) / count, (angle) =>
        canvas.shape(petal(polar(centre, from * 0.9, angle), polar(centre, to, angle), width(from, to, count, 1.25))),
      );
    each(count, turn, (angle) =>
      canvas.shape(
        petal(
          polar(centre, from * 0.95, angle),
          polar(centre, from + (to - from) * 0.68, angle),
          width(from, to, count, 0.85),
        ),
      ),
    );
  },
  ({ canvas }, centre, from, to, count, turn) => {
    canvas.circle(centre, to);
    each(count * 2, turn, (angle) =>
      canvas.circle(
        polar(centre, (from + to) / 2, angle),
        Math.min((to - from) * 0.42, (Math.PI * (from + to)) / count / 4.6),
      ),
    );
    each(count * 2, turn, (angle) =>
      canvas.circle(
        polar(centre, (from + to) / 2, angle),
        Math.min((to - from) * 0.2, (Math.PI * (from + to)) / count / 9),
      ),
    );
  },
  ({ canvas }, centre, from, to, count, turn) => {
    for (const shift of [0.5, 0])
      each(count, turn + (shift * TAU) / count, (angle) => {
        canvas.shape(leaf(polar(centre, from * 0.86, angle), polar(centre, to, angle), width(from, to, count, 1.5)));
        canvas.shape(
          leaf(polar(centre, from, angle), polar(centre, from + (to - from) * 0.72, angle), width(from, to, count, 1)),
        );
      });
  },
  ({ canvas }, centre, from, to, count, turn) => {
    canvas.shape(scalloped(ellipse(centre, to * 0.93, to * 0.93, count * 2), 0.42, 8));
    canvas.shape(scalloped(ellipse(centre, from + (to - from) * 0.6, from + (to - from) * 0.6, count * 2), 0.4, 8));
    each(count * 2, turn, (angle) =>
      canvas.circle(polar(centre, from + (to - from) * 0.34, angle), Math.min((to - from) * 0.13, 6)),
    );
  },
  ({ canvas }, centre, from, to, count, turn) => {
    canvas.circle(centre, to);
    each(count * 2, turn, (angle) =>
      canvas.shape([
        polar(centre, from, angle - Math.PI / count / 2),
        polar(centre, to, angle),
        polar(centre, from, angle + Math.PI / count / 2),
      ]),
    );
    each(count * 2, turn, (angle) =>
      canvas.circle(
        polar(centre, from + (to - from) * 0.34, angle),
        Math.min((to - from) * 0.16, (Math.PI * from) / count / 5),
      ),
    );
  },
  ({ canvas }, centre, from, to, count, turn) => {
    canvas.circle(centre, to);
    each(count, turn, (angle) =>
      canvas.shape(
        heart(
          polar(centre, (from + to) / 2, angle),
          Math.min((to - from) * 0.86, (Math.PI * (from + to)) / count / 1.9),
          angle + Math.PI / 2,
        ),
      ),
    );
    each(count, turn + Math.PI / count, (angle) =>
      canvas.shape(
        star(
          polar(centre, (from + to) / 2, angle),
          Math.min((to - from) * 0.3, (Math.PI * (from + to)) / count / 5.5),
          5,
          0.5,
          angle,
        ),
      ),
    );
  },
  ({ canvas }, centre, from, to, count, turn) => {
    canvas.circle(centre, to);
    each(count * 2, turn, (angle) => {
      const at = polar(centre, (from + to) / 2, angle);
      canvas.shape(
        drop([0, 0], (to - from) * 0.4).map(([x, y]) => [
          at[0] + x * Math.cos(angle + Math.PI / 2) - y * Math.sin(angle + Math.PI / 2),
          at[1] + x * Math.sin(angle + Math.PI / 2) + y * Math.cos(angle + Math.PI / 2),
        ]),
      );
    });
  },
  (stage, centre, from, to, count, turn) => {
    stage.canvas.circle(centre, to);
    each(count, turn, (angle) =>
      blossom(
        stage,
        polar(centre, (from + to) / 2, angle),
        Math.min((to - from) * 0.46, (Math.PI * (from + to)) / count / 2.3),
        1,
        angle,
      ),
    );
    each(count, turn + Math.PI / count, (angle) =>
      stage.canvas.shape(leaf(polar(centre, from, angle), polar(centre, to, angle), 0.42)),
    );
  },
];

/** The finest kinds, which come twice as often. */
const PETALLED = [firstOf(RINGS), itemAt(RINGS, 2), itemAt(RINGS, 7)];

const each = (count: number, turn: number, draw: (angle: number) => void): void => {
  for (let i = 0; i < count; i++) draw(turn + (i / count) * TAU);
};

/** Breadth of one of `count` petals beside its length, so that neighbours just meet. */
const width = (from: number, to: number, count: number, share: number): number =>
  Math.min(0.95, ((Math.PI * (from + to)) / count / (to - from)) * 0.62 * share);

/** Rings of ornament round a picture, with rings of the theme's own things; symmetric all round. */
export function drawMandala(stage: Stage, plan: PagePlan): void {
  const { box, random, canvas, unit } = stage;
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const outer = Math.min(box.width, box.height) / 2 - unit;
  const fold = random.pick(stage.age === '2-4' ? [6, 8] : stage.age === '4-8' ? [8, 10] : [10, 12, 16]);
  const rings = stage.many(1.4, 6);
  const motifs = motifsOf(plan);
  const trinkets = trinketsOf(plan);
  const heartOf = outer * (rings <= 3 ? 0.36 : 0.26);
  const order = random.shuffled([...RINGS, ...PETALLED]);
  const themed = new Set(rings <= 3 ? [1] : rings <= 5 ? [1, 3] : [1, 3, 5]);
  const shift = random.whole(0, 10);
  const breadths = Array.from({ length: rings }, (_, i) => (themed.has(i) ? 1.35 : random.pick([0.6, 0.9, 1.25])));
  const edges = edgesOf(breadths, heartOf, outer);
  for (let i = rings - 1; i >= 0; i--) {
    const [from, to] = [itemAt(edges, i), itemAt(edges, i + 1)];
    const count = i >= 3 && fold < 12 ? fold * 2 : fold;
    const turn = -Math.PI / 2 + (i % 2 ? Math.PI / count : 0);
    if (!themed.has(i)) {
      if (i < rings - 1) canvas.circle(centre, to);
      cyclicAt(order, i + shift)(stage, centre, from, to, count, turn);
      continue;
    }
    canvas.circle(centre, to);
    const size = (to - from) * 0.47;
    const name = i === 1 ? cyclicAt(motifs, 1) : cyclicAt(trinkets, i);
    const room = Math.round((Math.PI * (from + to)) / (size * 2.15) / (fold / 2));
    const pictures = Math.max(1, room) * (fold / 2);
    each(pictures, turn, (angle) =>
      inCircle(stage, name, polar(centre, (from + to) / 2, angle), size, angle + Math.PI / 2),
    );
  }
  canvas.circle(centre, heartOf);
  canvas.shape(scalloped(ellipse(centre, heartOf * 0.86, heartOf * 0.86, fold * 2), 0.3, 6));
  inCircle(stage, random.pick(motifs.slice(0, 5)), centre, heartOf * 0.76);
  canvas.coverage.markArea(ellipse(centre, outer, outer, 60));
  stage.zone(rectangle(box), trinket);
  corners(stage, centre, outer);
  stage.fill(1.5);
  frame(stage);
}

/** Radii between the rings, by their breadths, from the middle to the rim. */
function edgesOf(breadths: readonly number[], from: number, to: number): number[] {
  const all = breadths.reduce((sum, breadth) => sum + breadth, 0);
  let radius = from;
  return [from, ...breadths.map((breadth) => (radius += ((to - from) * breadth) / all))];
}

/** Quarter blossoms in the page's corners, where the circle leaves room. */
function corners(stage: Stage, centre: Point, outer: number): void {
  const { box, canvas, unit } = stage;
  for (const [x, y] of rectangle(box)) {
    const radius = Math.hypot(x - centre[0], y - centre[1]) - outer - unit * 3;
    if (radius < unit * 8) continue;
    const inward = Math.atan2(centre[1] - y, centre[0] - x);
    const quarter = (r: number): Point[] => ellipse([x, y], r, r, 48);
    const size = Math.min(radius, Math.min(box.width, box.height) * 0.42);
    canvas.shape(
      scalloped(
        quarter(size * 0.9).filter((_, i) => i % 3 === 0),
        0.32,
        6,
      ),
    );
    canvas.circle([x, y], size * 0.82);
    for (const t of [-0.56, -0.28, 0, 0.28, 0.56])
      canvas.shape(petal(polar([x, y], size * 0.28, inward + t), polar([x, y], size * 0.78, inward + t), 0.42));
    canvas.circle([x, y], size * 0.3);
    canvas.coverage.markArea(quarter(size));
  }
}
