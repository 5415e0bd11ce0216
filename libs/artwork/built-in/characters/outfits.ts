import { cyclicAt } from '#contracts/items.js';
import type { Point } from '../../line-art/geometry.js';
import { clipLine, clipPolygon } from '../canvas/clip.js';
import { type BodyPen, type Garment, type Outfit, trunkOutline } from './body-pen.js';
import { Random } from '../random.js';
import { heart, scallopedLine, star, tube } from '../canvas/shapes.js';
import { wordTable } from '../vocabulary/word-table.js';

const DESCRIBED: readonly [RegExp, Garment][] = [
  [/scarf/i, 'scarf'],
  [/neckerchief|bandana/i, 'neckerchief'],
  [/\bbow\b|ribbon/i, 'bow'],
  [/vest|waistcoat|backpack/i, 'vest'],
  [/badge|star/i, 'badge'],
  [/stripe|jumper|sweater/i, 'stripes'],
  [/dungaree|overall/i, 'dungarees'],
  [/dress|skirt|gown/i, 'dress'],
];
const OF_PEOPLE: Readonly<Record<string, Garment>> = wordTable({
  girl: 'dress',
  princess: 'dress',
  woman: 'dress',
  'old woman': 'dress',
  'Mrs. Claus': 'dress',
  boy: 'stripes',
  child: 'stripes',
  farmer: 'dungarees',
  mechanic: 'dungarees',
  'construction worker': 'dungarees',
  cook: 'coat',
  artist: 'coat',
  mage: 'dress',
  prince: 'vest',
  'person with crown': 'coat',
  elf: 'vest',
  'Santa Claus': 'coat',
  'police officer': 'coat',
  firefighter: 'coat',
  pilot: 'coat',
  detective: 'coat',
  astronaut: 'none',
  robot: 'none',
});

/** What a character wears on every page of its book: from its description, its trade, or by its name. */
export function outfitOf(head: string, name: string, description: string, isPerson: boolean): Outfit {
  const trade = /unicorn|zebra|dragon/.test(head) ? 'none' : OF_PEOPLE[head];
  const described = DESCRIBED.find(([pattern]) => pattern.test(description))?.[1];
  const garment =
    trade === 'none'
      ? 'none'
      : isPerson
        ? (trade ?? 'shirt')
        : (described ??
          new Random(head, name).pick([
            'scarf',
            'bow',
            'vest',
            'badge',
            'neckerchief',
            'dungarees',
            'stripes',
          ] as const));
  return {
    garment,
    showsBelly: /unicorn|zebra/.test(head) || ['scarf', 'bow', 'badge', 'neckerchief'].includes(garment),
  };
}

/** Draws the clothes over the trunk, before the head. */
export function wear({ garment }: Outfit, pen: BodyPen): void {
  const { canvas, p, height } = pen;
  const trunk = trunkOutline(p);
  const window = isClockwise(trunk) ? trunk : [...trunk].reverse();
  const inside = (line: Point[]): void => clipLine(line, window).forEach((piece) => canvas.stroke(piece));
  const button = (x: number, y: number): void => canvas.circle(p(x, y), height * 0.014);
  switch (garment) {
    case 'scarf':
      canvas.shape(tube([p(0.06, -0.42), p(0.09, -0.33), p(0.1, -0.24)], [0.07 * height, 0.075 * height]));
      canvas.stroke([p(0.065, -0.285), p(0.135, -0.275)]);
      canvas.shape(tube([p(-0.15, -0.425), p(0, -0.385), p(0.15, -0.425)], [0.075 * height, 0.075 * height]));
      for (const x of [-0.08, 0, 0.08])
        canvas.stroke([p(x - 0.012, -0.435 + x * x * -2), p(x + 0.012, -0.36 + x * x * -2)], 0.8);
      return;
    case 'neckerchief':
      canvas.shape([p(-0.15, -0.43), p(0.15, -0.43), p(0.02, -0.27), p(-0.02, -0.27)]);
      for (const [x, y] of [
        [-0.06, -0.385],
        [0.06, -0.385],
        [0, -0.34],
      ] as const)
        button(x, y);
      return;
    case 'bow':
      for (const side of [-1, 1])
        canvas.shape([p(0, -0.385), p(side * 0.1, -0.435), p(side * 0.11, -0.385), p(side * 0.1, -0.335)]);
      canvas.circle(p(0, -0.385), height * 0.026);
      return;
    case 'badge':
      canvas.shape(star(p(0.075, -0.35), height * 0.05, 5, 0.5));
      return;
    case 'vest':
      for (const side of [-1, 1]) {
        const flap = [
          p(side * 0.03, -0.5),
          p(side * 0.2, -0.5),
          p(side * 0.22, -0.13),
          p(side * 0.05, -0.13),
          p(side * 0.03, -0.3),
        ];
        const cut = clipPolygon(flap, window);
        if (cut.length > 2) canvas.shape(cut);
        button(side * 0.068, -0.3);
        button(side * 0.068, -0.22);
      }
      return;
    case 'stripes':
      for (const y of [-0.37, -0.31, -0.25, -0.19])
        inside([p(-0.22, y), p(-0.1, y + 0.014), p(0.1, y + 0.014), p(0.22, y)]);
      return;
    case 'dungarees':
      inside([p(-0.22, -0.24), p(-0.1, -0.24), p(-0.1, -0.36), p(0.1, -0.36), p(0.1, -0.24), p(0.22, -0.24)]);
      for (const side of [-1, 1]) {
        inside([p(side * 0.1, -0.36), p(side * 0.13, -0.5)]);
        inside([p(side * 0.06, -0.36), p(side * 0.085, -0.5)]);
        button(side * 0.08, -0.345);
      }
      canvas.shape([p(-0.05, -0.3), p(0.05, -0.3), p(0.045, -0.225), p(-0.045, -0.225)]);
      return;
    case 'dress': {
      const hem = [0.26, 0.16, 0.055, -0.055, -0.16, -0.26].map((x) => p(x, -0.11 - Math.abs(x) * 0.12));
      const edge = scallopedLine(hem, (p(1, 0)[0] > p(0, 0)[0] ? -1 : 1) * 0.25, 5);
      canvas.shape([p(-0.11, -0.33), p(0.11, -0.33), ...edge]);
      canvas.shape([p(-0.125, -0.35), p(0.125, -0.35), p(0.12, -0.31), p(-0.12, -0.31)]);
      for (const x of [-0.1, 0, 0.1]) canvas.shape(heart(p(x * 1.3, -0.19), height * 0.045));
      button(0, -0.4);
      return;
    }
    case 'coat':
      inside([p(0, -0.5), p(0, -0.1)]);
      inside([p(-0.1, -0.5), p(0, -0.36), p(0.1, -0.5)]);
      for (const y of [-0.32, -0.25, -0.18]) button(0.035, y);
      inside([p(-0.15, -0.24), p(-0.06, -0.24), p(-0.06, -0.17), p(-0.15, -0.17)]);
      return;
    case 'shirt':
      inside([p(-0.08, -0.45), p(0, -0.38), p(0.08, -0.45)]);
      inside([p(-0.22, -0.19), p(0, -0.175), p(0.22, -0.19)]);
      canvas.shape(star(p(0, -0.29), height * 0.05, 5, 0.5));
      return;
    case 'none':
  }
}

function isClockwise(polygon: Point[]): boolean {
  return (
    polygon.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = cyclicAt(polygon, i + 1);
      return sum + x * nextY - nextX * y;
    }, 0) > 0
  );
}
