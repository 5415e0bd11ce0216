import type { Hour } from '../scenery/sky.js';
import type { Curve } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';

/** What a painted setting offers to those who come on it. */
export interface Ground {
  /** Upper edge of the front ground. */
  top: Curve;
  /** Whoever comes hangs in water or in nothing, rather than standing. */
  floats: boolean;
  /** Where wheels stand, if there is a road, and how tall a lorry may be there. */
  lane?: { y: number; height: number };
  /** Under a roof: no sun, nobody flies high. */
  indoors: boolean;
}

/** Paints a setting and says where its ground is. `horizon` is a height on the page. */
export type Recipe = (stage: Stage, horizon: number, hour: Hour) => Ground;

export const land = (top: Curve): Ground => ({ top, floats: false, indoors: false });

/** Things along a far edge, from left to right with some chance, leaving the middle half freer when `aside`. */
export function row(stage: Stage, count: number, aside: boolean, draw: (x: number, i: number) => void): void {
  const { box, random } = stage;
  for (let i = 0; i < count; i++) {
    const t = (i + 0.5 + random.between(-0.22, 0.22)) / count;
    const spread = aside ? (t < 0.5 ? t * 0.62 : 1 - (1 - t) * 0.62) : t;
    draw(box.x + box.width * Math.min(0.97, Math.max(0.03, spread)), i);
  }
}
