import { itemAt, lastOf, cyclicAt } from '#contracts/items.js';
import { type Box, ellipse, type Point, polar, type Polygon, signedArea, smooth } from '../../line-art/geometry.js';

const TAU = Math.PI * 2;

/** Replaces every edge of a closed polygon by an arc that bulges outwards by `bulge` × the edge's length. */
export function scalloped(polygon: Polygon, bulge = 0.35, steps = 7): Point[] {
  const outward = signedArea(polygon) > 0 ? 1 : -1;
  return polygon.flatMap((from, index) => bulged(from, cyclicAt(polygon, index + 1), bulge * outward, steps));
}

/** Replaces every stretch of an open line by an arc that bulges to the left of the way by `bulge` × the stretch's length. */
export const scallopedLine = (line: Polygon, bulge: number, steps?: number): Point[] => [
  ...line.slice(0, -1).flatMap((from, index) => bulged(from, itemAt(line, index + 1), bulge, steps)),
  lastOf(line),
];

/** An arc from `from` (included) to `to` (left out), bulging to the left of the way by `bulge` × its length. */
export function bulged([x1, y1]: Point, [x2, y2]: Point, bulge: number, steps = 7): Point[] {
  const [dx, dy] = [x2 - x1, y2 - y1];
  return Array.from({ length: steps }, (_, step) => {
    const t = step / steps;
    const height = Math.sqrt(Math.max(0, 1 - (2 * t - 1) ** 2)) * bulge;
    return [x1 + dx * t + dy * height, y1 + dy * t - dx * height] as const;
  });
}

/** A cloud or a bush: an ellipse with `bumps` bumps, slightly uneven by `wobble(index)` in 0–1. */
export function puff(
  centre: Point,
  radiusX: number,
  radiusY: number,
  bumps: number,
  wobble: (i: number) => number,
): Point[] {
  const corners = Array.from({ length: bumps }, (_, i): Point => {
    const angle = ((i + (wobble(i) - 0.5) * 0.5) / bumps) * TAU - Math.PI / 2;
    return [centre[0] + Math.cos(angle) * radiusX * 0.86, centre[1] + Math.sin(angle) * radiusY * 0.86];
  });
  return scalloped(corners, 0.42);
}

export function star(centre: Point, radius: number, points = 5, inner = 0.45, turn = -Math.PI / 2): Point[] {
  return Array.from({ length: points * 2 }, (_, i) =>
    polar(centre, i % 2 ? radius * inner : radius, turn + (i * Math.PI) / points),
  );
}

/** A leaf or petal from `from` to `to`, pointed at both ends; `width` is its breadth beside its length. */
export function leaf(from: Point, to: Point, width = 0.4): Point[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const at = (t: number, side: number): Point => [
    from[0] + dx * t - dy * side * width * Math.sin(Math.PI * t ** 0.85) * 0.5,
    from[1] + dy * t + dx * side * width * Math.sin(Math.PI * t ** 0.85) * 0.5,
  ];
  const ts = [0, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 1];
  return [
    ...ts.map((t) => at(t, 1)),
    ...ts
      .slice(1, -1)
      .reverse()
      .map((t) => at(t, -1)),
  ];
}

/** A round-ended petal that begins at `from`. */
export function petal(from: Point, to: Point, width = 0.5): Point[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const at = (t: number, side: number): Point => [
    from[0] + dx * t - dy * side * width * 0.5,
    from[1] + dy * t + dx * side * width * 0.5,
  ];
  return smooth(
    [
      at(0, 0.16),
      at(0.3, 0.6),
      at(0.65, 1),
      at(0.9, 0.62),
      at(1, 0),
      at(0.9, -0.62),
      at(0.65, -1),
      at(0.3, -0.6),
      at(0, -0.16),
    ],
    true,
    4,
  );
}

export function heart(centre: Point, size: number, turn = 0): Point[] {
  return Array.from({ length: 36 }, (_, i): Point => {
    const t = (i / 36) * TAU;
    const x = (16 * Math.sin(t) ** 3 * size) / 32;
    const y = (-(13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t)) * size) / 32;
    return [centre[0] + x * Math.cos(turn) - y * Math.sin(turn), centre[1] + x * Math.sin(turn) + y * Math.cos(turn)];
  });
}

/** A drop that points up. */
export function drop(centre: Point, size: number): Point[] {
  return Array.from({ length: 24 }, (_, i): Point => {
    const t = (i / 24) * TAU;
    return [centre[0] + Math.sin(t) * Math.sin(t / 2) ** 1.5 * size * 0.62, centre[1] - Math.cos(t) * size];
  });
}

export function roundedBox({ x, y, width, height }: Box, radius: number): Point[] {
  const r = Math.min(radius, width / 2, height / 2);
  const corner = (cx: number, cy: number, from: number): Point[] =>
    Array.from({ length: 7 }, (_, i) => polar([cx, cy], r, from + (i / 6) * (Math.PI / 2)));
  return [
    ...corner(x + width - r, y + r, -Math.PI / 2),
    ...corner(x + width - r, y + height - r, 0),
    ...corner(x + r, y + height - r, Math.PI / 2),
    ...corner(x + r, y + r, Math.PI),
  ];
}

/** A limb, trunk or tail: a closed tube round a smooth way through `points`, `widths` wide at them, round at its end. */
export function tube(points: Polygon, widths: readonly number[]): Point[] {
  const steps = 6;
  const way = smooth(points, false, steps);
  const widthAt = (i: number): number => {
    const at = (i / (way.length - 1)) * (widths.length - 1);
    const low = Math.min(widths.length - 2, Math.floor(at));
    return itemAt(widths, low) + (itemAt(widths, low + 1) - itemAt(widths, low)) * (at - low);
  };
  const left: Point[] = [];
  const right: Point[] = [];
  way.forEach(([x, y], i) => {
    const [ax, ay] = itemAt(way, Math.max(0, i - 1));
    const [bx, by] = itemAt(way, Math.min(way.length - 1, i + 1));
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const [nx, ny] = [(by - ay) / length, -(bx - ax) / length];
    const half = widthAt(i) / 2;
    left.push([x + nx * half, y + ny * half]);
    right.push([x - nx * half, y - ny * half]);
  });
  const end = lastOf(way);
  const from = lastOf(left);
  const start = Math.atan2(from[1] - end[1], from[0] - end[0]);
  const cap = [1, 2, 3, 4, 5].map((i) => polar(end, lastOf(widths) / 2, start + (i / 6) * Math.PI));
  return [...left, ...cap, ...right.reverse()];
}

/** A flat wave along x: y of a hill's edge. */
export type Curve = (x: number) => number;

export const hillCurve =
  (y: number, height: number, length: number, phase: number): Curve =>
  (x) =>
    y +
    Math.sin((x / length) * TAU + phase) * height * 0.65 +
    Math.sin((x / length) * TAU * 1.9 + phase * 1.7) * height * 0.35;

/** Everything of `box` below a curve. */
export function below(curve: Curve, { x, y, width, height }: Box, step = 8): Point[] {
  const count = Math.max(2, Math.round(width / step));
  const edge = Array.from({ length: count + 1 }, (_, i): Point => {
    const at = x + (width * i) / count;
    return [at, Math.min(curve(at), y + height)];
  });
  return [...edge, [x + width, y + height], [x, y + height]];
}

export function along(curve: Curve, from: number, to: number, step = 8): Point[] {
  const count = Math.max(2, Math.round(Math.abs(to - from) / step));
  return Array.from({ length: count + 1 }, (_, i): Point => {
    const x = from + ((to - from) * i) / count;
    return [x, curve(x)];
  });
}

/** A stone or a puddle: a slightly uneven ellipse. */
export function pebble(centre: Point, radiusX: number, radiusY: number, wobble: (i: number) => number): Point[] {
  const count = 8;
  const points = ellipse([0, 0], 1, 1, count).map(([x, y], i): Point => {
    const stretch = 0.85 + wobble(i) * 0.3;
    return [centre[0] + x * radiusX * stretch, centre[1] + y * radiusY * stretch];
  });
  return smooth(points, true, 5);
}

export const ellipseOf = (centre: Point, radiusX: number, radiusY: number): Point[] =>
  ellipse(centre, radiusX, radiusY, 36);
