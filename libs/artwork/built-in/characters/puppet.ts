import { lastOf } from '#contracts/items.js';
import { type BodyPen, type Puppet, trunkOutline } from './body-pen.js';
import type { Canvas } from '../canvas/canvas.js';
import { dragonBelly, dragonHead, dragonTail, dragonWings } from './dragon.js';
import { drawingOf } from '../drawings/drawings.js';
import { arc, type Box, boxOf, ellipse, type Point } from '../../line-art/geometry.js';
import { wear } from './outfits.js';
import { leaf, roundedBox, tube } from '../canvas/shapes.js';

export type Pose = 'stand' | 'wave' | 'hold' | 'cheer' | 'walk';

export interface PuppetPlacement {
  /** Where the feet stand. */
  at: Point;
  height: number;
  pose: Pose;
  flip?: boolean | undefined;
  /** Drawing held in the raised or front hand. */
  holds?: string | undefined;
}

/** Share of the height that the body takes below the head's lower edge. */
const NECK = 0.45;

/**
 * Draws a character of which only the head exists: the designed head on a body of our own with arms, legs, tail and
 * clothes. All measures are shares of the height; the origin lies between the feet.
 */
export function drawPuppet(canvas: Canvas, puppet: Puppet, placement: PuppetPlacement): Box {
  const { at, height, flip = false } = placement;
  const p = (x: number, y: number): Point => [at[0] + (flip ? -x : x) * height, at[1] + y * height];
  const body = bodyOf(puppet.head);
  const pen: BodyPen = { canvas, p, height, puppet };
  const arms = ARMS[placement.pose];
  const belly = tube([p(0, -0.5), p(0, -0.12)], [0.3 * height, 0.36 * height]);
  canvas.coverage.markArea(belly);
  const isDragon = puppet.head === 'dragon';
  if (isDragon) dragonWings(pen);
  if (isDragon) dragonTail(pen);
  else tail(pen);
  if (!arms.front) limbs(pen, body, arms.left, arms.right);
  else limbs(pen, body, arms.left);
  legs(pen, body, placement.pose === 'walk');
  torso(pen, body);
  if (isDragon) dragonBelly(pen);
  wear(puppet.outfit, pen);
  if (arms.front) limbs(pen, body, arms.right);
  const head = isDragon ? dragonHead(pen) : headOf(pen, at);
  if (placement.holds) hold(pen, placement.holds, lastOf(arms.right));
  const half = 0.3 * height;
  return boxOf([
    [at[0] - half, at[1]],
    [at[0] + half, at[1]],
    [head.x, head.y],
    [head.x + head.width, head.y],
  ]);
}

type Body = 'soft' | 'robot' | 'suit' | 'person';

const bodyOf = (head: string): Body =>
  head === 'robot' ? 'robot' : head === 'astronaut' ? 'suit' : PEOPLE_LIKE.test(head) ? 'person' : 'soft';
const PEOPLE_LIKE =
  /boy|girl|child|man|woman|person|student|farmer|cook|mechanic|artist|pilot|fighter|officer|detective|worker|prince|princess|claus|mage|elf|clown/i;

type Limb = [x: number, y: number][];

/** Shoulder, elbow, hand of both arms; `front` when the right one lies over the body. */
const ARMS: Readonly<Record<Pose, { left: Limb; right: Limb; front: boolean }>> = {
  stand: {
    left: [
      [-0.13, -0.41],
      [-0.21, -0.33],
      [-0.235, -0.22],
    ],
    right: [
      [0.13, -0.41],
      [0.21, -0.33],
      [0.235, -0.22],
    ],
    front: false,
  },
  wave: {
    left: [
      [-0.13, -0.41],
      [-0.21, -0.33],
      [-0.235, -0.22],
    ],
    right: [
      [0.13, -0.39],
      [0.27, -0.37],
      [0.33, -0.53],
    ],
    front: false,
  },
  hold: {
    left: [
      [-0.13, -0.41],
      [-0.21, -0.33],
      [-0.235, -0.22],
    ],
    right: [
      [0.14, -0.39],
      [0.23, -0.29],
      [0.27, -0.31],
    ],
    front: true,
  },
  cheer: {
    left: [
      [-0.13, -0.39],
      [-0.27, -0.37],
      [-0.33, -0.53],
    ],
    right: [
      [0.13, -0.39],
      [0.27, -0.37],
      [0.33, -0.53],
    ],
    front: false,
  },
  walk: {
    left: [
      [-0.13, -0.41],
      [-0.22, -0.35],
      [-0.29, -0.29],
    ],
    right: [
      [0.13, -0.41],
      [0.21, -0.33],
      [0.2, -0.22],
    ],
    front: false,
  },
};

function limbs({ canvas, p, height }: BodyPen, body: Body, ...arms: Limb[]): void {
  const thick = body === 'robot' ? [0.055, 0.055] : body === 'suit' ? [0.1, 0.085] : [0.085, 0.07];
  for (const arm of arms) {
    const points = arm.map(([x, y]) => p(x, y));
    canvas.shape(
      tube(
        points,
        thick.map((width) => width * height),
      ),
    );
    const [x, y] = lastOf(points);
    if (body === 'robot' || body === 'suit' || body === 'person') canvas.circle([x, y], height * 0.042);
  }
}

function legs({ canvas, p, height }: BodyPen, body: Body, walking: boolean): void {
  for (const side of [-1, 1]) {
    const lift = walking && side > 0 ? 0.045 : 0;
    const hip: Point = p(side * 0.085, -0.2);
    const ankle: Point = p(side * (walking ? 0.12 : 0.09), -0.04 - lift);
    const thick = body === 'robot' ? 0.06 : 0.125;
    canvas.shape(
      tube([hip, [(hip[0] + ankle[0]) / 2, (hip[1] + ankle[1]) / 2], ankle], [thick * height, thick * 0.88 * height]),
    );
    const foot = p(side * (walking ? 0.145 : 0.105), -0.036 - lift);
    canvas.shape(
      arc(foot, height * 0.09, height * 0.055, Math.PI, Math.PI * 2, 12).concat(
        arc(foot, height * 0.09, height * 0.034, 0, Math.PI, 10).slice(1, -1),
      ),
    );
    if (body === 'soft')
      for (const toe of [-0.03, 0.03])
        canvas.stroke(
          [
            [foot[0] + (side * 0.015 + toe) * height, foot[1] + height * 0.005],
            [foot[0] + (side * 0.015 + toe) * height, foot[1] + height * 0.03],
          ],
          0.8,
        );
    if (body === 'suit' || body === 'robot')
      canvas.stroke(
        [
          [foot[0] - height * 0.075, foot[1] - height * 0.03],
          [foot[0] + height * 0.075, foot[1] - height * 0.03],
        ],
        0.8,
      );
  }
}

function torso({ canvas, p, height, puppet }: BodyPen, body: Body): void {
  if (body === 'robot') {
    const [x, y] = p(0, -0.32);
    const box = { x: x - 0.17 * height, y: y - 0.17 * height, width: 0.34 * height, height: 0.34 * height };
    canvas.shape(roundedBox(box, height * 0.04));
    canvas.shape(
      roundedBox(
        { x: x - 0.1 * height, y: y - 0.08 * height, width: 0.2 * height, height: 0.12 * height },
        height * 0.02,
      ),
    );
    canvas.circle([x - 0.055 * height, y - 0.02 * height], height * 0.03);
    canvas.stroke([
      [x + 0.02 * height, y - 0.04 * height],
      [x + 0.075 * height, y - 0.04 * height],
    ]);
    canvas.stroke([
      [x + 0.02 * height, y],
      [x + 0.075 * height, y],
    ]);
    for (const dx of [-0.09, -0.03, 0.03, 0.09]) canvas.circle([x + dx * height, y + 0.1 * height], height * 0.018);
    return;
  }
  const outline = trunkOutline(p);
  canvas.shape(outline);
  if (body === 'soft' && puppet.outfit.showsBelly)
    canvas.shape(ellipse(p(0, -0.25), height * 0.115, height * 0.115, 30));
  if (body === 'suit') {
    const [x, y] = p(0, -0.28);
    canvas.shape(
      roundedBox(
        { x: x - 0.09 * height, y: y - 0.07 * height, width: 0.18 * height, height: 0.13 * height },
        height * 0.02,
      ),
    );
    for (const dx of [-0.045, 0, 0.045]) canvas.circle([x + dx * height, y - 0.03 * height], height * 0.016);
    canvas.stroke([
      [x - 0.06 * height, y + 0.025 * height],
      [x + 0.06 * height, y + 0.025 * height],
    ]);
    canvas.stroke([p(-0.165, -0.15), p(0, -0.165), p(0.165, -0.15)]);
  }
}

/** Heads that end in a neck are set lower, those with chins a little over the trunk. */
function headOf({ canvas, p, height, puppet }: BodyPen, at: Point): Box {
  const drawing = drawingOf(puppet.head);
  const hasNeck = /unicorn|zebra|moose|boar|horse face/.test(puppet.head);
  const foot = p(0, hasNeck ? -NECK + 0.1 : -NECK + (puppet.isPerson ? 0.015 : 0.03));
  const isFlipped = p(1, 0)[0] < at[0];
  const tall = height * (1 - NECK + (hasNeck ? 0.08 : 0));
  return canvas.draw(drawing, { at: foot, height: tall, maxWidth: height * (hasNeck ? 0.66 : 0.7), flip: isFlipped });
}

/** The thing in the hand, with the thumb over it. */
function hold({ canvas, height, p }: BodyPen, name: string, [handX, handY]: Limb[number]): void {
  const drawing = drawingOf(name);
  canvas.draw(drawing, { at: p(handX + 0.045, handY + 0.035), height: height * 0.25, maxWidth: height * 0.27 });
  canvas.circle(p(handX, handY + 0.005), height * 0.036);
}

function tail({ canvas, p, height, puppet }: BodyPen): void {
  const tubeOf = (points: Point[], ...widths: number[]): Point[] =>
    tube(
      points,
      widths.map((width) => width * height),
    );
  if (/fox|wolf/.test(puppet.head)) {
    const brush = tubeOf([p(0.1, -0.14), p(0.26, -0.12), p(0.37, -0.22), p(0.38, -0.38)], 0.06, 0.13, 0.15, 0.02);
    canvas.shape(brush);
    canvas.coverage.markArea(brush);
    canvas.stroke([p(0.31, -0.3), p(0.345, -0.265), p(0.375, -0.3), p(0.41, -0.27), p(0.44, -0.3)]);
  } else if (puppet.head === 'raccoon') {
    const points = [p(0.1, -0.14), p(0.25, -0.11), p(0.36, -0.2), p(0.37, -0.34)];
    canvas.shape(tubeOf(points, 0.06, 0.11, 0.12, 0.06));
    for (const [x, y] of [
      [0.24, -0.115],
      [0.32, -0.155],
      [0.365, -0.23],
      [0.372, -0.3],
    ] as const)
      canvas.stroke([p(x - 0.045, y - 0.03), p(x + 0.045, y + 0.035)]);
  } else if (/lion|tiger face|monkey face|cat face|mouse face|cow face|dog face/.test(puppet.head)) {
    const points = [p(0.1, -0.14), p(0.27, -0.12), p(0.33, -0.2), p(0.3, -0.3), p(0.36, -0.37)];
    canvas.shape(tubeOf(points, 0.035, 0.035, 0.03, 0.03));
    if (/lion|cow/.test(puppet.head)) canvas.shape(leaf(p(0.34, -0.34), p(0.42, -0.47), 0.6));
  } else if (/unicorn|zebra|horse face/.test(puppet.head)) {
    canvas.shape(tubeOf([p(0.1, -0.16), p(0.26, -0.2), p(0.33, -0.12), p(0.36, -0.02)], 0.05, 0.1, 0.11, 0.01));
    canvas.stroke([p(0.2, -0.19), p(0.29, -0.14), p(0.32, -0.06)]);
  } else if (!puppet.isPerson && /bear|panda|koala|hamster|rabbit face/.test(puppet.head)) {
    canvas.circle(p(0.17, -0.15), height * 0.055);
  }
}
