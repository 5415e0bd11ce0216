import { itemAt } from '#contracts/items.js';
import { drawingOf } from '../drawings/drawings.js';
import { arc, type Box, type Point, polar, rectangle } from '../../line-art/geometry.js';
import { bulged, type Curve, heart, roundedBox, scallopedLine, star } from '../canvas/shapes.js';
import type { Filler, Stage } from '../stage.js';

const TAU = Math.PI * 2;

/** Small ornaments in an even pattern: a papered wall. */
export const wallFiller: Filler = (stage, centre, radius) => {
  const size = Math.min(radius * 0.6, stage.unit * 1.9);
  const shapes = [star(centre, size, 5), heart(centre, size * 1.3), star(centre, size, 4, 0.35)];
  const pick = stage.random.whole(0, 3);
  if (pick === 3) stage.canvas.circle(centre, size * 0.6);
  else stage.canvas.shape(itemAt(shapes, pick));
  return Math.max(radius, stage.unit * 2.6);
};

/** A room: wall with skirting, floor in boards or tiles; gives back the floor's edge. */
export function room(stage: Stage, floor: number, look: 'boards' | 'tiles'): Curve {
  const { box, canvas } = stage;
  stage.zone(rectangle(box), wallFiller);
  const ground = rectangle({ ...box, y: floor, height: box.y + box.height - floor });
  canvas.shape(ground);
  stage.zone(ground, null);
  canvas.shape(rectangle({ x: box.x, y: floor - stage.unit * 2.4, width: box.width, height: stage.unit * 2.4 }));
  const middle = box.x + box.width / 2;
  const depth = box.y + box.height - floor;
  const lines = look === 'tiles' ? stage.many(5, 10) : stage.many(6, 13);
  for (let i = -lines; i <= lines; i++)
    canvas.stroke([
      [middle + (i * box.width) / lines / 1.6, floor],
      [middle + (i * box.width) / lines / 0.8, box.y + box.height],
    ]);
  const rows = look === 'tiles' ? stage.many(2, 4) : 0;
  for (let row = 1; row <= rows; row++) {
    const y = floor + depth * (row / (rows + 1)) ** 1.4;
    canvas.stroke([
      [box.x, y],
      [box.x + box.width, y],
    ]);
  }
  return () => floor;
}

/** A window with curtains and a view of hill and sun. */
export function window(stage: Stage, { x, y, width, height }: Box, night = false): void {
  const { canvas } = stage;
  const frame = { x, y, width, height };
  canvas.shape(
    roundedBox(
      { x: x - width * 0.06, y: y - width * 0.06, width: width * 1.12, height: height + width * 0.12 },
      width * 0.04,
    ),
  );
  canvas.shape(rectangle(frame));
  canvas.coverage.markArea(
    rectangle({ x: x - width * 0.2, y: y - width * 0.15, width: width * 1.4, height: height + width * 0.35 }),
  );
  canvas.within(rectangle(frame), () => {
    if (night) canvas.shape(star([x + width * 0.65, y + height * 0.3], width * 0.1, 5));
    canvas.circle([x + width * 0.3, y + height * 0.28], width * 0.13);
    canvas.shape([
      [x, y + height * 0.75],
      ...bulged([x, y + height * 0.75], [x + width, y + height * 0.65], 0.16, 10),
      [x + width, y + height],
      [x, y + height],
    ]);
  });
  canvas.stroke([
    [x + width / 2, y],
    [x + width / 2, y + height],
  ]);
  canvas.stroke([
    [x, y + height / 2],
    [x + width, y + height / 2],
  ]);
  for (const side of [-1, 1]) {
    const edge = x + width / 2 + side * width * 0.62;
    const inner = x + width / 2 + side * width * 0.2;
    const waist = x + width / 2 + side * width * 0.46;
    const curtain: Point[] = [
      ...bulged([edge, y - width * 0.05], [inner, y - width * 0.05], 0, 2),
      ...bulged([inner, y - width * 0.05], [waist, y + height * 0.6], side * 0.14, 8),
      [waist, y + height * 0.64],
      [waist + side * -width * 0.04, y + height * 1.06],
      [edge, y + height * 1.06],
    ];
    canvas.shape(curtain);
    canvas.stroke([
      [edge - side * width * 0.02, y + height * 0.62],
      [waist, y + height * 0.62],
    ]);
  }
  canvas.shape(
    roundedBox({ x: x - width * 0.2, y: y - width * 0.12, width: width * 1.4, height: width * 0.08 }, width * 0.04),
  );
}

/** A shelf with things on it. */
export function shelf(stage: Stage, left: number, y: number, width: number, names: readonly string[]): void {
  const { canvas } = stage;
  const each = width / names.length;
  names.forEach((name, i) => {
    canvas.draw(drawingOf(name), { at: [left + each * (i + 0.5), y], height: each * 0.95, maxWidth: each * 0.82 });
  });
  const board = { x: left - each * 0.15, y, width: width + each * 0.3, height: stage.unit * 1.8 };
  canvas.shape(roundedBox(board, 2));
  canvas.coverage.markArea(rectangle(board));
  for (const t of [0.12, 0.88]) {
    const x = board.x + board.width * t;
    canvas.shape([
      [x - stage.unit, y + stage.unit * 1.8],
      [x + stage.unit, y + stage.unit * 1.8],
      [x, y + stage.unit * 4.4],
    ]);
  }
}

/** Pennants on a string between two points. */
export function bunting(stage: Stage, from: Point, to: Point, sag: number): void {
  const { canvas } = stage;
  const at = (t: number): Point => [
    from[0] + (to[0] - from[0]) * t,
    from[1] + (to[1] - from[1]) * t + Math.sin(Math.PI * t) * sag,
  ];
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const count = Math.max(4, Math.round(length / (stage.unit * (stage.density.detail < 0.3 ? 11 : 7.5))));
  for (let i = 0; i < count; i++) {
    const [a, b] = [at((i + 0.08) / count), at((i + 0.92) / count)];
    const deep = Math.hypot(b[0] - a[0], b[1] - a[1]) * 1.05;
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + deep];
    canvas.shape([a, b, middle]);
    canvas.coverage.markArea([a, b, middle]);
    const inside: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + deep * 0.36];
    if (stage.density.detail > 0.3) {
      if (i % 3 === 0) canvas.circle(inside, deep * 0.14);
      else if (i % 3 === 1) canvas.shape(star(inside, deep * 0.2, 5));
    }
  }
  canvas.stroke(Array.from({ length: 25 }, (_, i) => at(i / 24)));
}

/** A balloon on its string, tied at `knot`. */
export function balloon(stage: Stage, centre: Point, radius: number, knot: Point): void {
  const { canvas } = stage;
  const [x, y] = centre;
  const bottom: Point = [x, y + radius * 1.28];
  const sway = (knot[0] - x) * 0.3 + radius * 0.25;
  canvas.stroke([bottom, ...bulged(bottom, knot, sway / Math.max(1, Math.hypot(knot[0] - x, knot[1] - y)), 12), knot]);
  const outline: Point[] = [
    ...arc(centre, radius, radius * 1.12, Math.PI * 0.8, Math.PI * 2.2, 24),
    [x + radius * 0.12, y + radius * 1.18],
    [x - radius * 0.12, y + radius * 1.18],
  ];
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  canvas.shape([
    [x, y + radius * 1.14],
    [x + radius * 0.16, y + radius * 1.32],
    [x - radius * 0.16, y + radius * 1.32],
  ]);
  canvas.stroke(arc([x, y], radius * 0.68, radius * 0.76, Math.PI * 1.08, Math.PI * 1.42, 8));
}

/** Confetti, streamers and stars. */
export const confettiFiller: Filler = (stage, centre, radius) => {
  const { random, canvas, unit } = stage;
  const size = Math.min(radius * 0.55, unit * 1.7);
  const pick = random.whole(0, 4);
  if (pick === 0) canvas.shape(star(centre, size, 5, 0.5, random.between(0, TAU)));
  else if (pick === 1) canvas.circle(centre, size * 0.6);
  else if (pick === 2)
    canvas.shape([
      polar(centre, size, 0.4),
      polar(centre, size * 0.5, 2),
      polar(centre, size, 3.5),
      polar(centre, size * 0.5, 5.1),
    ]);
  else if (pick === 3) canvas.shape(heart(centre, size * 1.2, random.between(-0.5, 0.5)));
  else
    canvas.draw(drawingOf(random.pick(['candy', 'cupcake', 'lollipop', 'doughnut'])), {
      at: [centre[0], centre[1] + radius * 0.7],
      height: Math.min(radius * 1.4, unit * 7),
      maxWidth: radius * 1.5,
    });
  return Math.max(radius * 0.9, unit * 2);
};

/**
 * A table with a scalloped cloth, seen a little from above; `at` is the middle of its foot. Gives back the height at
 * which things stand on it.
 */
export function table(stage: Stage, [x, y]: Point, width: number, height: number): number {
  const { canvas, random } = stage;
  const w = width / 2;
  const top = y - height;
  const depth = Math.min(width * 0.09, height * 0.4);
  const drape = height * 0.6;
  for (const side of [-1, 1]) {
    const leg = x + side * w * 0.8;
    canvas.shape([
      [leg - w * 0.045, top + drape * 0.8],
      [leg + w * 0.045, top + drape * 0.8],
      [leg + w * 0.03, y],
      [leg - w * 0.03, y],
    ]);
  }
  const hang = arc([x, top + drape], w * 1.02, depth, 0, Math.PI, stage.many(7, 13));
  const cloth: Point[] = [...arc([x, top], w, depth, Math.PI, TAU, 30), ...scallopedLine(hang, -0.32, 6)];
  canvas.shape(cloth);
  canvas.coverage.markArea(cloth);
  canvas.stroke(arc([x, top], w, depth, 0, Math.PI, 30));
  const dots = stage.many(5, 11);
  const motif = random.whole(0, 2);
  for (let i = 0; i < dots; i++) {
    const angle = ((i + 0.5) / dots) * Math.PI;
    const at: Point = [x + Math.cos(angle) * w * 0.97, top + drape * 0.52 + Math.sin(angle) * depth];
    const size = Math.min(drape * 0.16, (w / dots) * 0.6);
    if (motif === 0) canvas.circle(at, size);
    else if (motif === 1) canvas.shape(star(at, size * 1.2, 5));
    else canvas.shape(heart(at, size * 1.7));
  }
  return top + depth * 0.1;
}
