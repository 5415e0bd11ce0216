import { drawingOf } from '../drawings/drawings.js';
import { arc, ellipse, type Point, polar, rectangle } from '../../line-art/geometry.js';
import { below, type Curve, hillCurve, star, tube } from '../canvas/shapes.js';
import type { Filler, Stage } from '../stage.js';
import { stone } from './plants.js';
import { starFiller } from './sky.js';

const TAU = Math.PI * 2;

/** A planet of one of five designs. */
export function planet(stage: Stage, centre: Point, radius: number, kind = stage.random.whole(0, 4)): void {
  const { canvas, random } = stage;
  const [x, y] = centre;
  const disc = ellipse(centre, radius, radius, 40);
  const ring = (from: number, to: number, scale: number): Point[] =>
    arc([0, 0], radius * 1.75 * scale, radius * 0.5 * scale, from, to, 24).map(([px, py]) => [
      x + px * 0.95 + py * 0.3,
      y + py * 0.95 - px * 0.3,
    ]);
  canvas.shape(disc);
  canvas.coverage.markArea(ellipse(centre, radius * 1.15, radius * 1.15, 24));
  canvas.within(disc, () => {
    if (kind === 0 || kind === 3)
      for (const t of [-0.55, -0.2, 0.15, 0.5])
        canvas.stroke(arc([x, y + radius * (t - 0.6)], radius * 1.1, radius * 0.62, 0.15, Math.PI - 0.15, 16));
    if (kind === 1 || kind === 4)
      for (let i = 0; i < stage.many(4, 8); i++)
        canvas.circle(
          polar(centre, radius * random.between(0.1, 0.75), (i / stage.many(4, 8)) * TAU + random.between(0, 0.6)),
          radius * random.between(0.09, 0.2),
        );
    if (kind === 2)
      for (const t of [-0.5, 0, 0.5]) {
        const way = Array.from({ length: 9 }, (_, i): Point => [
          x - radius + (i * radius) / 4,
          y + radius * t + (i % 2 ? 1 : -1) * radius * 0.1,
        ]);
        canvas.stroke(way);
      }
  });
  if (kind === 0 || kind === 4) {
    const front = [...ring(0.12, Math.PI - 0.12, 1), ...ring(Math.PI - 0.12, 0.12, 0.76)];
    canvas.shape(front);
    canvas.coverage.markArea(front);
  }
}

export function comet(stage: Stage, head: Point, length: number, angle: number): void {
  const { canvas } = stage;
  for (const [spread, far] of [
    [-0.22, 0.8],
    [0.22, 0.8],
    [0, 1],
  ] as const)
    canvas.shape(
      tube(
        [polar(head, length * far, angle + spread), polar(head, length * 0.4, angle + spread * 0.6), head],
        [1, length * 0.08, length * 0.16],
      ),
    );
  canvas.shape(star(head, length * 0.24, 5, 0.5, angle));
  canvas.coverage.markArea([
    polar(head, length, angle),
    polar(head, length * 0.3, angle + 1.5),
    polar(head, length * 0.3, angle - 1.5),
  ]);
}

export const spaceFiller: Filler = (stage, centre, radius) => {
  const { random, unit, canvas } = stage;
  if (radius > unit * 5 && random.chance(0.4)) planet(stage, centre, radius * 0.62);
  else if (radius > unit * 5 && random.chance(0.3))
    canvas.draw(drawingOf(random.pick(['satellite', 'comet', 'rocket', 'ringed planet', 'flying saucer'])), {
      at: [centre[0], centre[1] + radius * 0.8],
      height: radius * 1.6,
      maxWidth: radius * 1.6,
    });
  else starFiller(stage, centre, radius);
  return radius * 1.3;
};

export const moonFiller: Filler = (stage, [x, y], radius) => {
  const { random, canvas } = stage;
  if (random.chance(0.6)) crater(stage, [x, y], radius * 0.95);
  else if (random.chance(0.5)) stone(stage, [x, y + radius * 0.6], radius * 1.5);
  else canvas.shape(star([x, y], radius * 0.6, 4, 0.35));
  return radius;
};

function crater({ canvas }: Stage, [x, y]: Point, radius: number): void {
  canvas.shape(ellipse([x, y], radius, radius * 0.48, 26));
  canvas.stroke(arc([x, y + radius * 0.1], radius * 0.72, radius * 0.28, Math.PI * 1.08, Math.PI * 1.92, 14));
}

/** Stars, planets and a cratered ground; gives back the ground's edge. */
export function outerSpace(stage: Stage, ground: number): Curve {
  const { box, random, canvas, unit } = stage;
  stage.zone(rectangle(box), spaceFiller);
  const left = random.chance(0.5);
  const at = (tx: number, ty: number): Point => [
    box.x + box.width * (left ? tx : 1 - tx),
    box.y + (ground - box.y) * ty,
  ];
  planet(stage, at(random.between(0.18, 0.26), random.between(0.2, 0.28)), unit * random.between(11, 15));
  planet(stage, at(random.between(0.8, 0.88), random.between(0.12, 0.4)), unit * random.between(5, 7.5));
  planet(stage, at(random.between(0.4, 0.7), random.between(0.55, 0.7)), unit * random.between(4, 9));
  if (random.chance(0.75))
    canvas.draw(drawingOf(random.pick(['rocket', 'flying saucer', 'satellite', 'rocket'])), {
      at: at(random.between(0.14, 0.3), random.between(0.62, 0.8)),
      height: unit * random.between(14, 20),
      maxWidth: unit * 22,
      flip: !left,
    });
  if (random.chance(0.7))
    comet(
      stage,
      at(random.between(0.5, 0.6), random.between(0.18, 0.3)),
      unit * random.between(14, 20),
      left ? -0.5 : Math.PI + 0.5,
    );
  const far = hillCurve(ground - unit * 5, unit * 4, box.width * 0.8, random.between(0, TAU));
  const farGround = below(far, box);
  canvas.shape(farGround);
  stage.zone(farGround, moonFiller);
  const near = hillCurve(ground + unit * 2, unit * 4.5, box.width * 1.1, random.between(0, TAU));
  const nearGround = below(near, box);
  canvas.shape(nearGround);
  stage.zone(nearGround, moonFiller);
  return near;
}
