import { firstOf, lastOf } from '#contracts/items.js';
import { drawingOf } from '../drawings/drawings.js';
import { arc, type Point, polar, rectangle } from '../../line-art/geometry.js';
import { bulged, heart, leaf, scallopedLine, star, type Curve } from '../canvas/shapes.js';
import type { Filler, Stage } from '../stage.js';

const TAU = Math.PI * 2;

export type Hour = 'day' | 'night' | 'rain' | 'snow';

export function cloud(stage: Stage, [x, y]: Point, width: number): void {
  const { random, canvas } = stage;
  const bumps = Math.max(3, Math.min(6, Math.round(width / (stage.unit * 4.5))));
  const base = y + width * 0.16;
  const tops = Array.from({ length: bumps + 1 }, (_, i): Point => {
    const t = i / bumps;
    return [x - width / 2 + width * t, base - Math.sin(Math.PI * t) * width * 0.26 * random.between(0.8, 1.15)];
  });
  const outline = [...scallopedLine(tops, 0.42).slice(0, -1), ...bulged(lastOf(tops), firstOf(tops), 0.09)];
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  if (width > stage.unit * 12)
    canvas.stroke(
      arc([x - width * 0.1, y + width * 0.06], width * 0.12, width * 0.09, Math.PI * 1.05, Math.PI * 1.75, 8),
    );
}

/** A sun with rays of the kind the dice choose; smiles for small children. */
export function sun(stage: Stage, centre: Point, radius: number): void {
  const { canvas, random } = stage;
  const rays = stage.many(9, 16);
  const kind = random.whole(0, 2);
  for (let i = 0; i < rays; i++) {
    const angle = (i / rays) * TAU;
    const half = (Math.PI / rays) * 0.72;
    const long = kind === 1 && i % 2 ? 1.35 : 1.68;
    if (kind === 2) canvas.shape(leaf(polar(centre, radius * 1.16, angle), polar(centre, radius * 1.72, angle), 0.5));
    else
      canvas.shape([
        polar(centre, radius * 1.16, angle - half),
        polar(centre, radius * long, angle),
        polar(centre, radius * 1.16, angle + half),
      ]);
  }
  canvas.circle(centre, radius);
  canvas.coverage.markArea(star(centre, radius * 1.7, 12, 0.95));
  if (stage.age !== 'adult') smile(stage, centre, radius);
  else for (const r of [0.75, 0.45]) canvas.circle(centre, radius * r);
}

function smile(stage: Stage, [x, y]: Point, radius: number): void {
  const { canvas } = stage;
  for (const side of [-1, 1]) {
    canvas.dot([x + side * radius * 0.33, y - radius * 0.12], Math.min(radius * 0.1, 4));
    if (stage.density.detail > 0.3) canvas.circle([x + side * radius * 0.55, y + radius * 0.2], radius * 0.14);
  }
  canvas.stroke(arc([x, y + radius * 0.08], radius * 0.35, radius * 0.32, 0.35, Math.PI - 0.35, 12));
}

/** A crescent moon, with a sleepy eye for children. */
export function moon(stage: Stage, [x, y]: Point, radius: number): void {
  const { canvas } = stage;
  const outer = arc([x, y], radius, radius, Math.PI * 0.32, Math.PI * 1.68, 30);
  const [from, to] = [lastOf(outer), firstOf(outer)];
  const outline = [...outer, ...bulged(from, to, -0.36, 16)];
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  if (stage.age === 'adult')
    for (const r of [0.16, 0.1]) canvas.circle([x - radius * 0.62, y + radius * (r * 5 - 0.5)], radius * r);
  else {
    canvas.stroke(arc([x - radius * 0.55, y - radius * 0.1], radius * 0.13, radius * 0.1, 0.1, Math.PI - 0.1, 6));
    canvas.stroke(arc([x - radius * 0.42, y + radius * 0.28], radius * 0.16, radius * 0.12, 0.3, Math.PI * 0.8, 6));
  }
}

export const starFiller: Filler = (stage, centre, radius) => {
  const { random, canvas } = stage;
  const size = Math.min(radius * 0.8, stage.unit * random.between(1.5, 4.2));
  const roll = random.next();
  if (roll < 0.5) canvas.shape(star(centre, size, 5, 0.48, random.between(0, TAU)));
  else if (roll < 0.75) canvas.shape(star(centre, size, 4, 0.32));
  else canvas.circle(centre, size * 0.4);
  return radius * 1.4;
};

/** A day's sky stays light: what is drawn takes more room than it fills. */
export const cloudFiller: Filler = (stage, centre, radius) => {
  const { random, canvas, unit } = stage;
  if (radius < unit * 3.4) return radius * 1.4;
  if (radius > unit * 4.4) cloud(stage, [centre[0], centre[1]], Math.min(radius * 1.9, unit * 19));
  else if (random.chance(0.4)) distantBird(stage, centre, Math.min(radius, unit * 3));
  else if (random.chance(0.5)) canvas.shape(heart(centre, unit * 2.4));
  return radius * 1.7;
};

/** A small bird far away: two wings and a body, closed so that it can be coloured. */
function distantBird({ canvas }: Stage, [x, y]: Point, size: number): void {
  canvas.shape([
    ...bulged([x - size, y - size * 0.3], [x, y + size * 0.1], 0.22, 6),
    ...bulged([x, y + size * 0.1], [x + size, y - size * 0.3], 0.22, 6),
    ...bulged([x + size, y - size * 0.3], [x, y + size * 0.45], 0.12, 6),
    ...bulged([x, y + size * 0.45], [x - size, y - size * 0.3], 0.12, 6),
  ]);
}

export const dropFiller: Filler = (stage, [x, y], radius) => {
  const size = Math.min(radius * 0.7, stage.unit * 2);
  stage.canvas.shape([[x, y - size], ...arc([x, y + size * 0.2], size * 0.5, size * 0.55, -0.35, Math.PI + 0.35, 10)]);
  return radius;
};

export const snowFiller: Filler = (stage, centre, radius) => {
  const size = Math.min(radius * 0.85, stage.unit * 3);
  if (size < stage.unit * 2 || stage.random.chance(0.6))
    stage.canvas.circle(centre, Math.min(size, stage.unit * 2) * 0.45);
  else snowflake(stage, centre, size);
  return radius * 1.4;
};

/** A six-armed flake whose arms are closed shapes. */
export function snowflake(stage: Stage, centre: Point, radius: number): void {
  const { canvas } = stage;
  for (let i = 0; i < 6; i++) {
    const angle = (i / 6) * TAU;
    canvas.shape([
      centre,
      polar(centre, radius * 0.55, angle - 0.22),
      polar(centre, radius, angle),
      polar(centre, radius * 0.55, angle + 0.22),
    ]);
  }
  canvas.coverage.markArea(star(centre, radius, 6, 0.7));
}

/** The sky's things: sun or moon, clouds, a rainbow now and then. Call before the land, with the horizon's height. */
export function paintSky(stage: Stage, horizon: number, hour: Hour, sunSide?: 'left' | 'right'): void {
  const { box, random, unit } = stage;
  const sky = rectangle({ ...box, height: horizon - box.y + box.height * 0.1 });
  stage.zone(sky, { day: cloudFiller, night: starFiller, rain: dropFiller, snow: snowFiller }[hour]);
  const left = sunSide ? sunSide === 'left' : random.chance(0.5);
  const size = unit * random.between(6.5, 9);
  const height = horizon - box.y;
  const at: Point = [
    box.x + box.width * (left ? random.between(0.14, 0.24) : random.between(0.76, 0.86)),
    box.y + Math.min(height * 0.42, size * 2.1),
  ];
  if (hour === 'day' && random.chance(0.22)) rainbow(stage, horizon);
  if (hour === 'night') moon(stage, at, size * 1.05);
  else if (hour === 'day') sun(stage, at, size * 0.82);
  const clouds = hour === 'night' ? 1 : random.whole(2, 3);
  for (let i = 0; i < clouds; i++) {
    const t = (i + 0.5 + random.between(-0.2, 0.2)) / clouds;
    const x = left ? box.x + box.width * (0.4 + t * 0.5) : box.x + box.width * (0.1 + t * 0.5);
    cloud(stage, [x, box.y + height * random.between(0.12, 0.5)], unit * random.between(14, 24));
  }
}

/** Bows in the sky behind the hills. */
export function rainbow(stage: Stage, horizon: number): void {
  const { box, canvas, random } = stage;
  const centre: Point = [box.x + box.width * random.between(0.4, 0.6), horizon + box.height * 0.06];
  const bands = stage.many(3, 6);
  const radius = Math.min(box.width * 0.46, (horizon - box.y) * 0.86);
  const step = (radius * 0.42) / bands;
  for (let i = 0; i <= bands; i++) {
    const r = radius - i * step;
    canvas.shape([...arc(centre, r, r, Math.PI, TAU, 40)]);
  }
  canvas.coverage.markArea(arc(centre, radius, radius, Math.PI, TAU, 30));
}

/** Mountains: peaks with snow caps and a ridge line. */
export function mountains(stage: Stage, base: number, height: number, count: number): void {
  const { box, canvas, random } = stage;
  const width = (box.width / count) * 1.5;
  const peaks = Array.from(
    { length: count },
    (_, i) => box.x + ((i + 0.5) / count) * box.width + random.between(-0.1, 0.1) * width,
  );
  for (const x of random.shuffled(peaks)) {
    const top = base - height * random.between(0.65, 1);
    const half = width * random.between(0.5, 0.62);
    const slope = (t: number, side: number): Point => [x + side * half * t, top + (base + 10 - top) * t];
    const outline: Point[] = [
      slope(0, 1),
      slope(0.3, 1),
      slope(0.34, 1.06),
      slope(1, 1),
      slope(1, -1),
      slope(0.5, -1),
      slope(0.46, -1.06),
    ];
    canvas.shape(outline);
    canvas.coverage.markArea(outline);
    const cap = 0.3;
    canvas.stroke([
      slope(cap, 1),
      slope(cap * 1.25, 0.5),
      slope(cap * 0.95, 0.2),
      slope(cap * 1.35, -0.15),
      slope(cap * 1.05, -0.5),
      slope(cap, -1),
    ]);
    for (let i = 0; i < stage.many(1, 4); i++) {
      const t = random.between(0.5, 0.85);
      const side = random.between(-0.6, 0.6);
      canvas.stroke([slope(t, side), slope(t + 0.09, side + 0.05), slope(t + 0.13, side - 0.02)]);
    }
  }
}

/** Clouds side by side along a curve: a floor to stand on in the sky. */
export function cloudFloor(stage: Stage, curve: Curve): Point[] {
  const { box, canvas, random } = stage;
  const count = Math.round(box.width / (stage.unit * 13));
  const tops = Array.from({ length: count + 1 }, (_, i): Point => {
    const x = box.x - 6 + ((box.width + 12) * i) / count;
    return [x, curve(x) + random.between(-0.5, 0.5) * stage.unit * 2];
  });
  const outline: Point[] = [
    ...scallopedLine(tops, 0.34),
    [box.x + box.width + 6, box.y + box.height],
    [box.x - 6, box.y + box.height],
  ];
  canvas.shape(outline);
  return outline;
}

/** A kite, a hot-air balloon or a bird drawing in the air: company for the sky. */
export function flyingThing(stage: Stage, at: Point, height: number, names: readonly string[]): void {
  stage.canvas.draw(drawingOf(stage.random.pick(names)), { at, height, maxWidth: height * 1.3 });
}
