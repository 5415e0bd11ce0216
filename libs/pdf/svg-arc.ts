/** An elliptical arc as SVG gives it: from, to, radii, rotation of the ellipse, and which of the four arcs. */
export interface Arc {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
  rx: number;
  ry: number;
  degrees: number;
  /** 1 for the arc of more than 180°. */
  large: number;
  /** 1 for the arc drawn in the direction of growing angles. */
  sweep: number;
}

type Curve = [x1: number, y1: number, x2: number, y2: number, x: number, y: number];

/** Cubic curves of at most a quarter turn each (SVG 2, appendix B.2: conversion to the centre form). */
export function arcToCurves(arc: Arc): Curve[] {
  const { fromX, fromY, toX, toY } = arc;
  if (fromX === toX && fromY === toY) return [];
  let rx = Math.abs(arc.rx);
  let ry = Math.abs(arc.ry);
  if (rx === 0 || ry === 0) return [[fromX, fromY, toX, toY, toX, toY]];
  const turn = (arc.degrees * Math.PI) / 180;
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const halfX = (fromX - toX) / 2;
  const halfY = (fromY - toY) / 2;
  const ux = cos * halfX + sin * halfY;
  const uy = cos * halfY - sin * halfX;
  const short = Math.sqrt((ux / rx) ** 2 + (uy / ry) ** 2);
  if (short > 1) {
    rx *= short;
    ry *= short;
  }
  const square = (rx * uy) ** 2 + (ry * ux) ** 2;
  const side = arc.large === arc.sweep ? -1 : 1;
  const factor = side * Math.sqrt(Math.max(0, ((rx * ry) ** 2 - square) / square));
  const vx = (factor * rx * uy) / ry;
  const vy = (-factor * ry * ux) / rx;
  const centreX = cos * vx - sin * vy + (fromX + toX) / 2;
  const centreY = sin * vx + cos * vy + (fromY + toY) / 2;
  const start = Math.atan2((uy - vy) / ry, (ux - vx) / rx);
  let extent = Math.atan2((-uy - vy) / ry, (-ux - vx) / rx) - start;
  if (arc.sweep === 1 && extent < 0) extent += 2 * Math.PI;
  if (arc.sweep === 0 && extent > 0) extent -= 2 * Math.PI;

  const pieces = Math.max(1, Math.ceil(Math.abs(extent) / (Math.PI / 2) - 1e-9));
  const step = extent / pieces;
  const handle = (4 / 3) * Math.tan(step / 4);
  const place = (px: number, py: number): [number, number] => [
    centreX + cos * rx * px - sin * ry * py,
    centreY + sin * rx * px + cos * ry * py,
  ];
  return Array.from({ length: pieces }, (_, index): Curve => {
    const from = start + index * step;
    const to = from + step;
    const first = place(Math.cos(from) - handle * Math.sin(from), Math.sin(from) + handle * Math.cos(from));
    const second = place(Math.cos(to) + handle * Math.sin(to), Math.sin(to) - handle * Math.cos(to));
    const end = index === pieces - 1 ? ([toX, toY] as const) : place(Math.cos(to), Math.sin(to));
    return [...first, ...second, ...end];
  });
}
