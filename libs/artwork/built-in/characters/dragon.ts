import { arc, type Box, ellipse, type Point, smooth } from '../../line-art/geometry.js';
import type { BodyPen } from './body-pen.js';
import { leaf, scallopedLine, tube } from '../canvas/shapes.js';

/**
 * The storybook dragon: the font's own is a long one without a face from the front. Drawn by hand on the puppet's body,
 * with the same measures (shares of the height, origin between the feet).
 */
export function dragonWings({ canvas, p }: BodyPen): void {
  for (const side of [-1, 1]) {
    const at = (x: number, y: number): Point => p(side * x, y);
    const tips: Point[] = [at(0.42, -0.42), at(0.36, -0.31), at(0.25, -0.27), at(0.12, -0.3)];
    const bulge = (p(1, 0)[0] > p(0, 0)[0] ? 1 : -1) * side * -0.28;
    const wing: Point[] = [at(0.1, -0.42), at(0.24, -0.58), at(0.38, -0.62), ...scallopedLine(tips, bulge, 6)];
    canvas.shape(wing);
    canvas.coverage.markArea(wing);
    for (const tip of tips.slice(1, 3)) canvas.stroke([at(0.24, -0.57), tip]);
  }
}

export function dragonTail({ canvas, p, height }: BodyPen): void {
  canvas.shape(
    tube(
      [p(0.08, -0.14), p(0.24, -0.07), p(0.37, -0.1), p(0.42, -0.22)],
      [0.14 * height, 0.1 * height, 0.06 * height, 0.03 * height],
    ),
  );
  canvas.shape(leaf(p(0.415, -0.2), p(0.46, -0.34), 0.75));
}

/** Plates down the belly. */
export function dragonBelly({ canvas, p, height }: BodyPen): void {
  canvas.shape(ellipse(p(0, -0.26), height * 0.115, height * 0.135, 30));
  for (const y of [-0.33, -0.27, -0.21, -0.16]) {
    const half = 0.115 * Math.sqrt(Math.max(0, 1 - ((y + 0.26) / 0.135) ** 2));
    canvas.stroke([p(-half, y), p(-half * 0.4, y + 0.012), p(half * 0.4, y + 0.012), p(half, y)]);
  }
}

export function dragonHead({ canvas, p, height }: BodyPen): Box {
  for (const side of [-1, 1]) {
    const at = (x: number, y: number): Point => p(side * x, y);
    canvas.shape([at(0.07, -0.86), at(0.1, -0.93), at(0.15, -1), at(0.165, -0.92), at(0.15, -0.83)]);
    canvas.stroke([at(0.1, -0.925), at(0.16, -0.91)], 0.9);
    canvas.shape([at(0.2, -0.72), at(0.3, -0.79), at(0.31, -0.71), at(0.34, -0.66), at(0.28, -0.62), at(0.2, -0.62)]);
    canvas.stroke([at(0.21, -0.68), at(0.29, -0.71)], 0.9);
  }
  for (const [x, tall] of [
    [-0.035, 0.06],
    [0.035, 0.06],
    [0, 0.09],
  ] as const)
    canvas.shape([p(x - 0.032, -0.86), p(x, -0.87 - tall), p(x + 0.032, -0.86)]);
  const skull: Point[] = [
    p(0, -0.885),
    p(0.09, -0.875),
    p(0.17, -0.82),
    p(0.21, -0.73),
    p(0.215, -0.63),
    p(0.19, -0.53),
    p(0.1, -0.455),
    p(0, -0.44),
    p(-0.1, -0.455),
    p(-0.19, -0.53),
    p(-0.215, -0.63),
    p(-0.21, -0.73),
    p(-0.17, -0.82),
    p(-0.09, -0.875),
  ];
  const outline = smooth(skull, true, 4);
  canvas.shape(outline);
  canvas.coverage.markArea(outline);
  canvas.shape(ellipse(p(0, -0.565), height * 0.165, height * 0.1, 36));
  for (const side of [-1, 1]) {
    const eye = p(side * 0.085, -0.72);
    canvas.circle(eye, height * 0.042);
    canvas.dot([eye[0], eye[1] + height * 0.006], Math.min(height * 0.024, 5));
    canvas.stroke(
      arc([eye[0], eye[1] - height * 0.03], height * 0.05, height * 0.045, Math.PI * 1.2, Math.PI * 1.8, 8),
    );
    canvas.shape(ellipse(p(side * 0.05, -0.605), height * 0.016, height * 0.011, 14));
    canvas.circle(p(side * 0.165, -0.6), height * 0.024);
  }
  canvas.stroke(arc(p(0, -0.56), height * 0.1, height * 0.055, 0.25, Math.PI - 0.25, 14));
  for (const side of [-1, 1]) canvas.shape([p(side * 0.06, -0.515), p(side * 0.045, -0.485), p(side * 0.03, -0.508)]);
  const [x, y] = p(0, -1);
  return { x: x - height * 0.34, y, width: height * 0.68, height: height * 0.56 };
}
