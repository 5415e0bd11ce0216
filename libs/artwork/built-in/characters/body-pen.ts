import type { Canvas } from '../canvas/canvas.js';
import { type Point, smooth } from '../../line-art/geometry.js';

export type Garment =
  'scarf' | 'neckerchief' | 'bow' | 'vest' | 'badge' | 'stripes' | 'dungarees' | 'dress' | 'coat' | 'shirt' | 'none';

export interface Outfit {
  garment: Garment;
  /** Whether the belly's patch is seen under it. */
  showsBelly: boolean;
}

export interface Puppet {
  /** Drawing of the head. */
  head: string;
  outfit: Outfit;
  isPerson: boolean;
}

/** What draws on a body: shares of the character's height become places on the page. */
export interface BodyPen {
  canvas: Canvas;
  /** From body measures to the page. */
  p: (x: number, y: number) => Point;
  height: number;
  puppet: Puppet;
}

/** The outline of a soft or clothed trunk. */
export function trunkOutline(p: BodyPen['p']): Point[] {
  return smooth(
    [
      p(-0.08, -0.52),
      p(-0.15, -0.42),
      p(-0.185, -0.27),
      p(-0.165, -0.15),
      p(-0.07, -0.1),
      p(0.07, -0.1),
      p(0.165, -0.15),
      p(0.185, -0.27),
      p(0.15, -0.42),
      p(0.08, -0.52),
    ],
    true,
    5,
  );
}
