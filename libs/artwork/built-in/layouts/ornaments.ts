import { drawingOf } from '../drawings/drawings.js';
import {
  arc,
  type Box,
  boxOf,
  ellipse,
  inset,
  type Point,
  polar,
  type Polygon,
  rectangle,
} from '../../line-art/geometry.js';
import { blossom } from '../scenery/plants.js';
import { bulged, heart, leaf, star } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';

const TAU = Math.PI * 2;

export const BORDERS = [
  'petals',
  'scallops',
  'triangles',
  'stars',
  'hearts',
  'circles',
  'leaves',
  'waves',
  'motifs',
  'blossoms',
] as const;
export type BorderKind = (typeof BORDERS)[number];

/** A frame of repeated ornaments between two rectangles; gives back the inner one. */
export function border(stage: Stage, outer: Box, thickness: number, kind: BorderKind, motifs: readonly string[]): Box {
  const { canvas } = stage;
  const inner = inset(outer, thickness);
  canvas.shape(rectangle(outer));
  canvas.coverage.markArea(rectangle(outer));
  canvas.coverage.markArea(rectangle(inner), 0);
  canvas.shape(rectangle(inner));
  const length =
    stage.density.detail < 0.3 ? thickness * 1.5 : thickness * (kind === 'motifs' || kind === 'blossoms' ? 1.1 : 0.9);
  const side = (from: Point, to: Point): void => {
    const far = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const count = Math.max(1, Math.round(far / length));
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    for (let i = 0; i < count; i++)
      ornament(stage, polar(from, (far * (i + 0.5)) / count, angle), angle, far / count, thickness, kind, motifs, i);
  };
  const middle = inset(outer, thickness / 2);
  const [x1, y1, x2, y2] = [inner.x, inner.y, inner.x + inner.width, inner.y + inner.height];
  const [left, top, right, bottom] = [middle.x, middle.y, middle.x + middle.width, middle.y + middle.height];
  side([x1, top], [x2, top]);
  side([right, y1], [right, y2]);
  side([x2, bottom], [x1, bottom]);
  side([left, y2], [left, y1]);
  const corners: Point[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  for (const corner of corners) {
    canvas.shape(
      rectangle({ x: corner[0] - thickness / 2, y: corner[1] - thickness / 2, width: thickness, height: thickness }),
    );
    if (kind === 'stars') canvas.shape(star(corner, thickness * 0.36, 5));
    else if (kind === 'hearts') canvas.shape(heart(corner, thickness * 0.6));
    else blossom(stage, corner, thickness * 0.36, 1);
  }
  return inner;
}

function ornament(
  stage: Stage,
  [x, y]: Point,
  angle: number,
  length: number,
  thickness: number,
  kind: BorderKind,
  motifs: readonly string[],
  index: number,
): void {
  const { canvas } = stage;
  const at = (along: number, across: number): Point => [
    x + Math.cos(angle) * along * length - Math.sin(angle) * across * thickness,
    y + Math.sin(angle) * along * length + Math.cos(angle) * across * thickness,
  ];
  const small = Math.min(length, thickness);
  switch (kind) {
    case 'petals':
      for (const side of [-1, 1]) canvas.shape(leaf(at(0, 0), at(side * 0.46, 0), 0.62));
      for (const side of [-1, 1]) canvas.shape(leaf(at(0, 0), at(0, side * 0.42), 0.5));
      canvas.circle([x, y], small * 0.1);
      return;
    case 'scallops':
      canvas.stroke([...bulged(at(-0.5, 0.5), at(0.5, 0.5), 0.5 * (thickness / length) * 1.4, 14), at(0.5, 0.5)]);
      canvas.stroke([...bulged(at(-0.28, 0.5), at(0.28, 0.5), 0.5 * (thickness / length) * 1.3, 12), at(0.28, 0.5)]);
      canvas.circle(at(0, 0.28), small * 0.09);
      return;
    case 'triangles':
      canvas.shape([at(-0.5, 0.5), at(0, -0.5), at(0.5, 0.5)]);
      canvas.shape([at(-0.2, 0.38), at(0, -0.1), at(0.2, 0.38)]);
      return;
    case 'stars':
      if (index % 2) canvas.circle([x, y], small * 0.2);
      else canvas.shape(star([x, y], small * 0.42, 5));
      return;
    case 'hearts':
      if (index % 2) canvas.circle([x, y], small * 0.18);
      else canvas.shape(heart([x, y], small * 0.72));
      return;
    case 'circles':
      canvas.circle([x, y], small * 0.42);
      canvas.circle([x, y], small * 0.22);
      return;
    case 'leaves':
      canvas.stroke([at(-0.5, 0), at(0.5, 0)]);
      for (const across of [-1, 1])
        for (const along of [-0.25, 0.25])
          canvas.shape(leaf(at(along - 0.16, 0), at(along + 0.16, across * 0.42), 0.5));
      return;
    case 'waves': {
      const flip = index % 2 ? 1 : -1;
      canvas.stroke([...bulged(at(-0.5, 0), at(0.5, 0), flip * 0.36, 12), at(0.5, 0)]);
      canvas.circle(at(0, flip * 0.08), small * 0.12);
      return;
    }
    case 'motifs': {
      const drawing = drawingOf(motifs[index % motifs.length] ?? 'star');
      const size = small * 0.8;
      canvas.draw(drawing, { at: [x, y + size / 2], height: size, maxWidth: size });
      return;
    }
    case 'blossoms':
      blossom(stage, [x, y], small * 0.42, index % 3);
  }
}

export const GROUNDS = ['rays', 'stripes', 'scales', 'diamonds', 'rings', 'spots', 'checks'] as const;
export type GroundKind = (typeof GROUNDS)[number];

/** Patterns lie behind: their lines are finer than a picture's. */
const FAINT = 0.7;

/** Fills a convex clockwise window with an even pattern; `step` is its module in points. */
export function patternGround(stage: Stage, window: Polygon, kind: GroundKind, step: number, centre?: Point): void {
  const { canvas } = stage;
  const box = boxOf(window);
  const middle: Point = centre ?? [box.x + box.width / 2, box.y + box.height / 2];
  const reach = Math.hypot(box.width, box.height);
  canvas.within(window, () => {
    switch (kind) {
      case 'rays': {
        const count = Math.max(8, Math.round((Math.PI * Math.min(box.width, box.height)) / (step * 3))) * 2;
        for (let i = 0; i < count; i++) canvas.stroke([middle, polar(middle, reach, (i / count) * TAU)], FAINT);
        return;
      }
      case 'stripes':
        for (let d = -reach; d < reach; d += step)
          canvas.stroke(
            [
              [box.x + d, box.y],
              [box.x + d + box.height, box.y + box.height],
            ],
            FAINT,
          );
        return;
      case 'diamonds':
        for (let d = -reach; d < reach * 1.5; d += step * 1.3) {
          canvas.stroke(
            [
              [box.x + d, box.y],
              [box.x + d + box.height, box.y + box.height],
            ],
            FAINT,
          );
          canvas.stroke(
            [
              [box.x + d, box.y],
              [box.x + d - box.height, box.y + box.height],
            ],
            FAINT,
          );
        }
        return;
      case 'checks':
        for (let x = box.x + step; x < box.x + box.width; x += step)
          canvas.stroke(
            [
              [x, box.y],
              [x, box.y + box.height],
            ],
            FAINT,
          );
        for (let y = box.y + step; y < box.y + box.height; y += step)
          canvas.stroke(
            [
              [box.x, y],
              [box.x + box.width, y],
            ],
            FAINT,
          );
        return;
      case 'rings':
        for (let r = reach / 2; r > step; r -= step * 1.2) canvas.shape(ellipse(middle, r, r, 60), { line: FAINT });
        return;
      case 'scales':
        for (let row = 0, y = box.y - step; y < box.y + box.height + step; y += step * 0.5, row++)
          for (let x = box.x - (row % 2 ? step / 2 : 0); x < box.x + box.width + step; x += step) {
            canvas.shape(arc([x, y + step * 0.5], step / 2, step / 2, Math.PI, TAU, 12), { line: FAINT });
            if (stage.density.detail > 0.6)
              canvas.stroke(arc([x, y + step * 0.5], step * 0.28, step * 0.28, Math.PI, TAU, 8), FAINT);
          }
        return;
      case 'spots':
        for (let row = 0, y = box.y + step / 2; y < box.y + box.height; y += step * 0.87, row++)
          for (let x = box.x + (row % 2 ? step : step / 2); x < box.x + box.width; x += step)
            canvas.circle([x, y], step * 0.2, { line: FAINT });
    }
  });
}

/** Dots, stars and hearts as tiny fillers between larger things. */
export const trinket = (stage: Stage, centre: Point, radius: number): number => {
  const { random, canvas, unit } = stage;
  const size = Math.min(radius * 0.72, unit * 3.4);
  const roll = random.whole(0, 4);
  if (roll === 0) canvas.circle(centre, size * 0.55);
  else if (roll === 1) canvas.shape(star(centre, size, 5, 0.48, random.between(0, TAU)));
  else if (roll === 2) canvas.shape(heart(centre, size * 1.6, random.between(-0.6, 0.6)));
  else if (roll === 3 && size > unit * 1.6) blossom(stage, centre, size, random.whole(0, 2));
  else canvas.shape(star(centre, size, 4, 0.36));
  return radius;
};
