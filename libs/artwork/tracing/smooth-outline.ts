/* oxlint-disable typescript/no-non-null-assertion -- loops over points, within the bounds of their arrays */
import type { Ring } from './isolines.js';

/** Turns sharper than this stay corners (radians). */
const CORNER = 0.9;

/** Places a ring's pixels on the page: `page = offset + pixel × scale` (points). */
export interface Placement {
  scale: number;
  left: number;
  top: number;
}

/**
 * A ring as SVG path data on the page: needless points are dropped (Douglas–Peucker, `tolerance` in pixels) and the rest
 * joined by cubic curves that keep the corners.
 */
export function outlinePath(ring: Ring, tolerance: number, place: Placement): string {
  const points = simplified(ring, tolerance);
  const n = points.length / 2;
  if (n < 3) return '';
  const x = (i: number): number => points[(((i % n) + n) % n) * 2]!;
  const y = (i: number): number => points[(((i % n) + n) % n) * 2 + 1]!;
  const tangent = (i: number): [number, number] => {
    const before = Math.atan2(y(i) - y(i - 1), x(i) - x(i - 1));
    const after = Math.atan2(y(i + 1) - y(i), x(i + 1) - x(i));
    const turn = Math.abs(Math.atan2(Math.sin(after - before), Math.cos(after - before)));
    if (turn > CORNER) return [0, 0];
    const dx = x(i + 1) - x(i - 1);
    const dy = y(i + 1) - y(i - 1);
    const length = Math.hypot(dx, dy) || 1;
    return [dx / length, dy / length];
  };
  const at = (px: number, py: number): string =>
    `${round(place.left + px * place.scale)} ${round(place.top + py * place.scale)}`;
  let d = `M${at(x(0), y(0))}`;
  let out = tangent(0);
  for (let i = 0; i < n; i++) {
    const reach = Math.hypot(x(i + 1) - x(i), y(i + 1) - y(i)) / 3;
    const into = tangent(i + 1);
    d += `C${at(x(i) + out[0] * reach, y(i) + out[1] * reach)} ${at(x(i + 1) - into[0] * reach, y(i + 1) - into[1] * reach)} ${at(x(i + 1), y(i + 1))}`;
    out = into;
  }
  return `${d}Z`;
}

/** A twentieth of a point is finer than any printer; more digits only fill the file. */
const round = (value: number): number => Math.round(value * 20) / 20;

/** Douglas–Peucker on a closed ring, with a stack of its own so that long rings do not overflow the engine's. */
function simplified(ring: Ring, tolerance: number): number[] {
  const n = ring.length / 2;
  const keep = new Uint8Array(n);
  const far = farthestFrom(ring, 0);
  keep[0] = 1;
  keep[far] = 1;
  const stack: [number, number][] = [
    [0, far],
    [far, n],
  ];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [first, last] = span;
    const { at, distance } = farthestBetween(ring, first, last);
    if (distance <= tolerance) continue;
    keep[at] = 1;
    stack.push([first, at], [at, last]);
  }
  const points: number[] = [];
  for (let i = 0; i < n; i++) if (keep[i]) points.push(ring[i * 2]!, ring[i * 2 + 1]!);
  return points;
}

function farthestFrom(ring: Ring, origin: number): number {
  let best = 0;
  let most = -1;
  for (let i = 0; i < ring.length / 2; i++) {
    const distance = Math.hypot(ring[i * 2]! - ring[origin * 2]!, ring[i * 2 + 1]! - ring[origin * 2 + 1]!);
    if (distance > most) {
      most = distance;
      best = i;
    }
  }
  return best;
}

/** The point between `first` and `last` (indices; the ring goes on after its end) that lies farthest from their line. */
function farthestBetween(ring: Ring, first: number, last: number): { at: number; distance: number } {
  const n = ring.length / 2;
  const ax = ring[first * 2]!;
  const ay = ring[first * 2 + 1]!;
  const dx = ring[(last % n) * 2]! - ax;
  const dy = ring[(last % n) * 2 + 1]! - ay;
  const length = Math.hypot(dx, dy) || 1;
  let at = first;
  let distance = -1;
  for (let i = first + 1; i < last; i++) {
    const off = Math.abs((ring[i * 2]! - ax) * dy - (ring[i * 2 + 1]! - ay) * dx) / length;
    if (off > distance) {
      distance = off;
      at = i;
    }
  }
  return { at, distance };
}
