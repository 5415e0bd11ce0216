import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import { drawingOf } from '../drawings/drawings.js';
import { arc, type Point, polar } from '../../line-art/geometry.js';
import {
  below,
  bulged,
  hillCurve,
  leaf,
  pebble,
  petal,
  puff,
  scalloped,
  scallopedLine,
  tube,
} from '../canvas/shapes.js';
import type { Filler, Stage } from '../stage.js';

const TAU = Math.PI * 2;

/** A leafy tree; `at` is where its trunk meets the ground. */
export function roundTree(stage: Stage, [x, y]: Point, height: number, kind = stage.random.whole(0, 2)): void {
  const { canvas, random } = stage;
  const crownY = y - height * 0.66;
  const trunk = height * 0.13;
  canvas.shape([
    [x - trunk * 0.95, y],
    [x - trunk * 0.55, y - height * 0.14],
    [x - trunk * 0.5, crownY],
    [x + trunk * 0.5, crownY],
    [x + trunk * 0.55, y - height * 0.14],
    [x + trunk * 0.95, y],
  ]);
  if (stage.density.detail > 0.3) {
    canvas.stroke(
      [
        [x - trunk * 0.15, y - height * 0.06],
        [x - trunk * 0.1, y - height * 0.22],
      ],
      0.8,
    );
    canvas.stroke(
      [
        [x + trunk * 0.2, y - height * 0.12],
        [x + trunk * 0.15, y - height * 0.27],
      ],
      0.8,
    );
  }
  const radius = height * (kind === 1 ? 0.29 : 0.35);
  const tall = height * (kind === 1 ? 0.37 : 0.31);
  const crown = puff([x, crownY], radius, tall, kind === 1 ? 9 : 8, () => 0.5);
  canvas.shape(crown);
  canvas.coverage.markArea(crown);
  const bumps = stage.many(2, 6);
  const turn = random.between(0, TAU);
  for (let i = 0; i < bumps; i++) {
    const away = 0.28 + 0.3 * (i % 2);
    const at: Point = [x + Math.cos(turn + i * 2.4) * radius * away, crownY + Math.sin(turn + i * 2.4) * tall * away];
    if (kind === 2 && stage.density.detail > 0.2) canvas.circle(at, height * 0.034);
    else canvas.stroke(arc(at, height * 0.075, height * 0.06, Math.PI * 0.12, Math.PI * 0.88, 8));
  }
}

/** A fir in tiers; with `snow` each tier carries a cap. */
export function pine(stage: Stage, [x, y]: Point, height: number, snow = false): void {
  const { canvas } = stage;
  const tiers = stage.density.detail < 0.3 ? 3 : 4;
  canvas.shape([
    [x - height * 0.05, y],
    [x - height * 0.05, y - height * 0.16],
    [x + height * 0.05, y - height * 0.16],
    [x + height * 0.05, y],
  ]);
  for (let tier = 0; tier < tiers; tier++) {
    const bottom = y - height * (0.12 + (tier * 0.68) / tiers);
    const top = bottom - height * (0.9 / tiers + 0.1);
    const half = height * (0.31 - (tier * 0.19) / tiers);
    const hem: Point[] = [
      [x + half, bottom],
      [x + half / 2, bottom],
      [x, bottom],
      [x - half / 2, bottom],
      [x - half, bottom],
    ];
    const shape: Point[] = [
      ...bulged([x, top], firstOf(hem), -0.08, 6),
      ...scallopedLine(hem, -0.16, 5),
      ...bulged(lastOf(hem), [x, top], -0.08, 6),
    ];
    canvas.shape(shape);
    canvas.coverage.markArea(shape);
    if (snow) {
      const capY = top + (bottom - top) * 0.45;
      const reach = half * 0.4;
      const zigzag: Point[] = [
        [x + reach, capY],
        [x + reach * 0.3, capY - height * 0.015],
        [x - reach * 0.3, capY + height * 0.02],
        [x - reach, capY],
      ];
      canvas.stroke(zigzag.slice(1).flatMap((to, i) => [...bulged(itemAt(zigzag, i), to, -0.35, 5), to]));
    }
  }
}

/** A great trunk at a page's side with a branch that reaches in; frames a forest. */
export function framingTree(stage: Stage, side: 'left' | 'right', ground: number): void {
  const { canvas, random, box } = stage;
  const flip = side === 'left' ? 1 : -1;
  const edge = side === 'left' ? box.x : box.x + box.width;
  const at = (dx: number, y: number): Point => [edge + flip * dx, y];
  const w = box.width * 0.12;
  const top = box.y;
  const trunk = [
    at(-4, top),
    at(w * 0.75, top),
    ...[0.2, 0.4, 0.6, 0.8].map((t) => at(w * (0.72 + 0.12 * Math.sin(t * 9)), top + (ground - top) * t)),
    at(w * 1.05, ground),
    at(w * 1.5, ground + w * 0.42),
    at(w * 0.8, ground + w * 0.25),
    at(w * 0.4, ground + w * 0.5),
    at(-4, ground + w * 0.4),
  ];
  canvas.shape(flip === 1 ? trunk : [...trunk].reverse());
  canvas.coverage.markArea(trunk);
  for (let i = 0; i < stage.many(2, 7); i++) {
    const x = w * random.between(0.1, 0.55);
    const y = top + (ground - top) * random.between(0.25, 0.9);
    canvas.stroke([at(x, y), at(x + w * 0.05, y + w * 0.25), at(x, y + w * 0.55)]);
  }
  const knot = at(w * 0.4, top + (ground - top) * 0.55);
  canvas.circle(knot, w * 0.16);
  if (stage.density.detail > 0.3) canvas.circle(knot, w * 0.07);
  const clumps = stage.many(3, 5);
  for (let i = clumps - 1; i >= 0; i--) {
    const wobbles = Array.from({ length: 9 }, () => random.next());
    const radius = w * random.between(0.85, 1.1);
    const centre = at(w * (0.1 + i * 0.78), top + w * (0.3 + 0.18 * (i % 2)));
    const clump = puff(centre, radius, radius * 0.75, 8, (j) => itemAt(wobbles, j % 9));
    canvas.shape(clump);
    canvas.coverage.markArea(clump);
    canvas.stroke(arc(centre, radius * 0.4, radius * 0.32, 0.3, Math.PI * 0.85, 8));
  }
}

export function bush(stage: Stage, [x, y]: Point, width: number): void {
  const { canvas, random } = stage;
  const bumps = Math.max(3, Math.round(width / (stage.unit * 5)));
  const top = Array.from({ length: bumps + 1 }, (_, i): Point => {
    const t = i / bumps;
    return [x - width / 2 + width * t, y - Math.sin(Math.PI * t) * width * 0.3 * random.between(0.85, 1.1)];
  });
  const outline = scallopedLine(top, 0.4);
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  canvas.stroke(arc([x - width * 0.12, y - width * 0.14], width * 0.08, width * 0.06, Math.PI, TAU - 0.3, 8));
  canvas.stroke(arc([x + width * 0.17, y - width * 0.1], width * 0.07, width * 0.05, Math.PI, TAU - 0.3, 8));
}

/** A tuft of grass: closed blades. */
export function tuft(stage: Stage, [x, y]: Point, size: number): void {
  const { random, canvas } = stage;
  const blades = stage.density.detail < 0.3 ? 3 : 5;
  for (const i of order(blades)) {
    const lean = (i - (blades - 1) / 2) / blades;
    const tip: Point = [x + lean * size * 1.5, y - size * (1 - Math.abs(lean) * 0.7) * random.between(0.85, 1.05)];
    canvas.shape(leaf([x + lean * size * 0.5, y], tip, 0.26));
  }
}

/** Outer ones first, so that the middle stands in front. */
const order = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => Math.abs(b - (count - 1) / 2) - Math.abs(a - (count - 1) / 2),
  );

/** A flower on a stalk; `at` is where it grows from. */
export function flower(stage: Stage, [x, y]: Point, height: number, kind = stage.random.whole(0, 3)): void {
  const { canvas } = stage;
  const head: Point = [x + height * 0.04, y - height * 0.72];
  canvas.shape(
    tube([[x, y], [x - height * 0.03, y - height * 0.35], head], [height * 0.07, height * 0.06, height * 0.05]),
  );
  canvas.shape(leaf([x, y - height * 0.05], [x - height * 0.28, y - height * 0.32], 0.42));
  canvas.shape(leaf([x, y - height * 0.1], [x + height * 0.28, y - height * 0.38], 0.42));
  blossom(stage, head, height * 0.28, kind);
}

/** A blossom seen from the front. */
export function blossom(stage: Stage, centre: Point, radius: number, kind = stage.random.whole(0, 3), turn = 0): void {
  const { canvas } = stage;
  if (kind === 3) {
    const cup = scalloped(
      [polar(centre, radius, -2.5), polar(centre, radius * 0.9, -Math.PI / 2), polar(centre, radius, -0.64)],
      0.1,
    );
    canvas.shape([...cup, ...arc([centre[0], centre[1] - radius * 0.1], radius * 0.82, radius * 0.95, 0, Math.PI, 12)]);
    canvas.shape(leaf([centre[0], centre[1] + radius * 0.75], [centre[0], centre[1] - radius * 0.8], 0.5));
    return;
  }
  const petals = itemAt([5, 6, 8], kind);
  const width = itemAt([0.95, 0.85, 0.62], kind);
  for (let i = 0; i < petals; i++) {
    const angle = turn + (i / petals) * TAU - Math.PI / 2;
    const tip = polar(centre, radius, angle);
    canvas.shape(kind === 2 ? leaf(centre, tip, width) : petal(centre, tip, width));
  }
  canvas.circle(centre, radius * 0.32);
  if (stage.density.detail > 0.6 && radius > 14) canvas.circle(centre, radius * 0.16);
  const around = petals + 1;
  canvas.coverage.markArea(Array.from({ length: around }, (_, i) => polar(centre, radius, (i / around) * TAU)));
}

export function stone(stage: Stage, [x, y]: Point, width: number): void {
  const { canvas, random } = stage;
  const wobbles = Array.from({ length: 8 }, () => random.next());
  const outline = pebble([x, y - width * 0.3], width / 2, width * 0.32, (i) => itemAt(wobbles, i));
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  canvas.stroke(arc([x, y - width * 0.3], width * 0.3, width * 0.18, Math.PI * 1.1, Math.PI * 1.45, 6));
}

/** A fern or palm leaf: leaflets along a bent rib, from `from` to `to`. */
export function frond(stage: Stage, from: Point, to: Point, leaflets = 7, width = 0.34): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  const bend = (t: number): Point => [
    from[0] + dx * t + dy * 0.14 * Math.sin(Math.PI * t),
    from[1] + dy * t - dx * 0.14 * Math.sin(Math.PI * t),
  ];
  const heading = Math.atan2(dy, dx);
  for (let i = 0; i < leaflets; i++) {
    const t = 0.15 + (i / leaflets) * 0.8;
    const reach = length * width * (1 - Math.abs(t - 0.35) * 0.9);
    for (const side of [-1, 1]) stage.canvas.shape(leaf(bend(t), polar(bend(t), reach, heading + side * 0.95), 0.34));
  }
  stage.canvas.shape(leaf(bend(0.88), polar(to, length * 0.06, heading), 0.4));
  stage.canvas.stroke(Array.from({ length: 10 }, (_, i) => bend(i / 9)));
}

/** A plain big leaf with a rib and veins. */
export function bigLeaf(stage: Stage, from: Point, to: Point, width = 0.5): void {
  const outline = leaf(from, to, width);
  stage.canvas.shape(outline);
  stage.canvas.coverage.markArea(outline);
  const along = (t: number): Point => [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
  stage.canvas.stroke([from, along(0.88)]);
  const heading = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  for (const t of stage.density.detail < 0.3 ? [0.4, 0.62] : [0.25, 0.4, 0.55, 0.7])
    for (const side of [-1, 1])
      stage.canvas.stroke([
        along(t),
        polar(along(t), length * width * 0.36 * Math.sin(Math.PI * t), heading + side * 0.8),
      ]);
}

/** What grows far away is small: a share of the room there is, by the height on the page. */
function atDepth(stage: Stage, y: number, radius: number): number {
  const near = Math.max(0, Math.min(1, (y - stage.box.y - stage.box.height * 0.45) / (stage.box.height * 0.5)));
  return Math.min(radius, Math.max(stage.density.smallest, stage.unit * (2.4 + 5.5 * near)));
}

/** What grows on a meadow's empty spots. */
export const meadowFiller: Filler = (stage, [x, y], room) => {
  const { random } = stage;
  const radius = atDepth(stage, y, room);
  const roll = random.next();
  const foot: Point = [x, y + radius * 0.8];
  if (roll < 0.42) flower(stage, foot, radius * 1.75);
  else if (roll < 0.72) tuft(stage, foot, radius * 1.4);
  else if (roll < 0.85) stone(stage, foot, radius * 1.7);
  else
    stage.canvas.draw(drawingOf(random.pick(['four leaf clover', 'tulip', 'shamrock', 'mushroom'])), {
      at: foot,
      height: radius * 1.7,
      maxWidth: radius * 1.9,
    });
  return radius * (1.15 + 0.45 * stage.density.detail);
};

export const forestFiller: Filler = (stage, [x, y], room) => {
  const { random } = stage;
  const radius = atDepth(stage, y, room);
  const roll = random.next();
  const foot: Point = [x, y + radius * 0.8];
  if (roll < 0.3) tuft(stage, foot, radius * 1.4);
  else if (roll < 0.48) flower(stage, foot, radius * 1.7, random.whole(0, 2));
  else if (roll < 0.6) stone(stage, foot, radius * 1.7);
  else
    stage.canvas.draw(
      drawingOf(random.pick(['mushroom', 'brown mushroom', 'chestnut', 'maple leaf', 'seedling', 'herb'])),
      { at: foot, height: radius * 1.65, maxWidth: radius * 1.8 },
    );
  return radius * (1.15 + 0.45 * stage.density.detail);
};

/** Rolling hills, far to near, each with its filler; gives back the edge of the nearest. */
export function hills(stage: Stage, from: number, to: number, count: number, filler: Filler): (x: number) => number {
  const { random, box, canvas } = stage;
  let curve = hillCurve(from, 0, box.width, 0);
  const phase = random.between(0, TAU);
  for (let i = 0; i < count; i++) {
    const y = count === 1 ? to : from + ((to - from) * i) / (count - 1);
    curve = hillCurve(
      y,
      box.height * random.between(0.014, 0.026),
      box.width * random.between(0.9, 1.4),
      phase + i * 0.7,
    );
    const ground = below(curve, box);
    canvas.shape(ground);
    stage.zone(ground, filler);
  }
  return curve;
}
