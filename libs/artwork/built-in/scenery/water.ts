import { firstOf, lastOf } from '#contracts/items.js';
import { drawingOf } from '../drawings/drawings.js';
import { arc, type Point, rectangle } from '../../line-art/geometry.js';
import { along, below, bulged, type Curve, hillCurve, leaf, scallopedLine, tube } from '../canvas/shapes.js';
import type { Filler, Stage } from '../stage.js';
import { stone } from './plants.js';

const TAU = Math.PI * 2;

export const bubbleFiller: Filler = (stage, [x, y], radius) => {
  const { random, canvas, unit } = stage;
  if (radius > unit * 4 && random.chance(0.5)) {
    const name = random.pick(['fish', 'tropical fish', 'jellyfish']);
    canvas.draw(drawingOf(name), {
      at: [x, y + radius * 0.7],
      height: radius * 1.4,
      maxWidth: radius * 1.7,
      flip: random.chance(0.5),
    });
    return radius * 1.55;
  }
  const size = Math.min(radius * 0.62, unit * random.between(1.6, 3.2));
  canvas.circle([x, y], size);
  canvas.stroke(arc([x, y], size * 0.6, size * 0.6, Math.PI * 1.05, Math.PI * 1.45, 5), 0.8);
  if (radius > size * 1.9) canvas.circle([x + size * 1.15, y - size * 1.1], size * 0.4);
  return radius * (1.4 + 0.4 * stage.density.detail);
};

export const seabedFiller: Filler = (stage, [x, y], radius) => {
  const { random, canvas } = stage;
  const foot: Point = [x, y + radius * 0.8];
  const roll = random.next();
  if (roll < 0.3) stone(stage, foot, radius * 1.7);
  else if (roll < 0.5) seaweed(stage, foot, radius * 1.9, 2);
  else if (roll < 0.62) starfish(stage, [x, y], radius * 0.85);
  else
    canvas.draw(drawingOf(random.pick(['spiral shell', 'coral', 'oyster', 'spiral shell'])), {
      at: foot,
      height: radius * 1.5,
      maxWidth: radius * 1.8,
      flip: random.chance(0.5),
    });
  return radius;
};

export const sandFiller: Filler = (stage, [x, y], radius) => {
  const { random, canvas } = stage;
  const roll = random.next();
  const foot: Point = [x, y + radius * 0.75];
  if (roll < 0.32) starfish(stage, [x, y], radius * 0.85);
  else if (roll < 0.62)
    canvas.draw(drawingOf('spiral shell'), { at: foot, height: radius * 1.4, flip: random.chance(0.5) });
  else if (roll < 0.8) stone(stage, foot, radius * 1.5);
  else
    canvas.stroke([...bulged([x - radius, y], [x, y], 0.2), ...bulged([x, y], [x + radius, y], -0.2), [x + radius, y]]);
  return radius;
};

export function starfish(stage: Stage, centre: Point, radius: number): void {
  const turn = stage.random.between(0, TAU);
  const tip = (i: number, r: number): Point => [
    centre[0] + r * Math.cos(turn + (i / 10) * TAU),
    centre[1] + r * Math.sin(turn + (i / 10) * TAU),
  ];
  const outline = Array.from({ length: 5 }, (_, k) => {
    const i = k * 2;
    return [tip(i - 1, radius * 0.42), tip(i - 0.22, radius * 0.93), tip(i, radius), tip(i + 0.22, radius * 0.93)];
  }).flat();
  stage.canvas.shape(outline);
  if (radius > stage.unit * 2) for (let k = 0; k < 5; k++) stage.canvas.circle(tip(k * 2, radius * 0.5), radius * 0.09);
}

/** Waving ribbons that grow from `at`. */
export function seaweed(stage: Stage, [x, y]: Point, height: number, strands = stage.many(2, 4)): void {
  const { random, canvas } = stage;
  for (let i = 0; i < strands; i++) {
    const foot = x + (i - (strands - 1) / 2) * height * 0.17;
    const tall = height * (strands === 1 ? 1 : random.between(0.65, 1));
    const sway = height * 0.06 * (random.chance(0.5) ? 1 : -1);
    const way = [0, 0.2, 0.4, 0.6, 0.8, 1].map((t, k): Point => [
      foot + (k % 2 ? sway : -sway) * (k === 0 ? 0 : 1),
      y - tall * t,
    ]);
    const outline = tube(way, [height * 0.1, height * 0.12, height * 0.1, height * 0.03]);
    canvas.shape(outline);
    canvas.coverage.markArea(outline);
    if (stage.density.detail > 0.35)
      canvas.stroke(
        way.slice(0, -1).map(([px, py], k): Point => [px, py - (k ? 0 : tall * 0.04)]),
        0.8,
      );
  }
}

/** Broad kelp with leaves left and right. */
export function kelp(stage: Stage, [x, y]: Point, height: number): void {
  const sway = height * 0.03;
  const way = [0, 0.25, 0.5, 0.75, 1].map((t, k): Point => [x + (k % 2 ? sway : -sway), y - height * t]);
  const pairs = stage.many(4, 8);
  for (let i = 0; i < pairs; i++) {
    const t = (i + 0.6) / pairs;
    const at: Point = [x, y - height * t * 0.95];
    for (const side of [-1, 1]) {
      const blade = leaf(at, [x + side * height * 0.2 * (1.15 - t * 0.5), at[1] - height * 0.11], 0.4);
      stage.canvas.shape(blade);
      stage.canvas.coverage.markArea(blade);
    }
  }
  stage.canvas.shape(tube(way, [height * 0.05, height * 0.04, height * 0.02]));
}

/** Bands of waves from `top` to the lower edge, each hiding the one behind; gives back the edge of the nearest. */
export function waves(stage: Stage, top: number, bottom: number, rows: number): Curve {
  const { box, canvas, random } = stage;
  let curve = hillCurve(top, 0, 100, 0);
  for (let row = 0; row < rows; row++) {
    const y = top + ((bottom - top) * row) / rows;
    const size = stage.unit * (5 + (row / rows) * 7);
    const count = Math.ceil(box.width / size) + 2;
    const shift = random.between(0, size);
    const crests = Array.from({ length: count + 1 }, (_, i): Point => [box.x - size + shift * 0.5 + i * size, y]);
    const edge = scallopedLine(crests, -0.24, 6);
    const water: Point[] = [
      ...edge,
      [lastOf(edge)[0], box.y + box.height + 20],
      [firstOf(edge)[0], box.y + box.height + 20],
    ];
    canvas.shape(water);
    stage.zone(water, null);
    curve = () => y;
  }
  return curve;
}

/** The scene under water: light waves above, seabed below; gives back the seabed's edge. */
export function underwater(stage: Stage, bed: number): Curve {
  const { box, canvas, random } = stage;
  stage.zone(rectangle(box), bubbleFiller);
  for (let row = 0; row < stage.many(1, 3); row++) {
    const size = stage.unit * (9 + row * 2);
    const y = box.y + stage.unit * (4 + row * 5);
    const crests = Array.from({ length: Math.ceil(box.width / size) + 2 }, (_, i): Point => [
      box.x - (row % 2 ? size / 2 : 0) + i * size,
      y,
    ]);
    canvas.stroke(scallopedLine(crests, -0.22, 6));
  }
  const far = hillCurve(bed - stage.unit * 7, stage.unit * 4, box.width * 0.9, random.between(0, TAU));
  for (const t of [0.08, 0.3, 0.55, 0.78, 0.94]) {
    const x = box.x + box.width * (t + random.between(-0.05, 0.05));
    const tall = box.height * random.between(0.16, 0.3) * (t > 0.25 && t < 0.75 ? 0.6 : 1);
    if (random.chance(0.45)) kelp(stage, [x, far(x) + stage.unit * 3], tall);
    else if (random.chance(0.55)) seaweed(stage, [x, far(x) + stage.unit * 3], tall);
    else canvas.draw(drawingOf('coral'), { at: [x, far(x) + stage.unit * 4], height: tall * 0.7 });
  }
  const farGround = below(far, box);
  canvas.shape(farGround);
  stage.zone(farGround, seabedFiller);
  const near = hillCurve(bed + stage.unit * 3, stage.unit * 4, box.width * 1.2, random.between(0, TAU));
  const ground = below(near, box);
  canvas.shape(ground);
  stage.zone(ground, seabedFiller);
  for (let i = 0; i < stage.many(1, 4); i++) {
    const x = box.x + box.width * random.next();
    canvas.stroke(
      along((at) => near(at) + stage.unit * (4 + i * 3), x, Math.min(x + stage.unit * 14, box.x + box.width), 6),
      0.8,
    );
  }
  return near;
}
