import { cyclicAt } from '#contracts/items.js';
import { type Box, ellipse, inset, type Point, rectangle } from '../../line-art/geometry.js';
import { GROUNDS, patternGround, trinket } from './ornaments.js';
import type { PagePlan } from '../page-plan.js';
import { roundedBox, scalloped, star } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { inCircle, motifsOf } from './motifs.js';

/** Patches with a picture each before changing patterns, like a quilt or a sheet of stamps. */
export function drawQuilt(stage: Stage, plan: PagePlan): void {
  const { canvas, box, random, unit } = stage;
  const across = box.width > box.height * 1.2 ? stage.many(3, 5) : stage.many(2, 4);
  const down = Math.max(2, Math.round((across * box.height) / box.width));
  const motifs = motifsOf(plan);
  const gap = unit * 1.2;
  const cell = { width: (box.width - gap) / across, height: (box.height - gap) / down };
  stage.zone(rectangle(box), trinket);
  canvas.shape(rectangle(box));
  const start = random.whole(0, GROUNDS.length - 1);
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const index = row * across + column;
      const patch = {
        x: box.x + gap + column * cell.width,
        y: box.y + gap + row * cell.height,
        width: cell.width - gap,
        height: cell.height - gap,
      };
      patchOf(stage, patch, cyclicAt(motifs, index), start + index * 2 + row, (row + column) % 2 === 0);
    }
}

function patchOf(stage: Stage, box: Box, motif: string, index: number, isRound: boolean): void {
  const { canvas, unit, random } = stage;
  const outline = roundedBox(box, unit * 2.4);
  canvas.shape(outline);
  const kind = cyclicAt(GROUNDS, index);
  if (isRound || stage.density.detail > 0.9)
    patternGround(stage, outline, kind, unit * (25 - 16 * stage.density.detail));
  canvas.shape(outline, { fill: 'none' });
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const radius = Math.min(box.width, box.height) * 0.41;
  if (isRound) {
    canvas.shape(scalloped(ellipse(centre, radius, radius, 14), 0.3, 6));
    if (stage.density.detail > 0.5) canvas.circle(centre, radius * 0.92);
  } else {
    const pane = inset(box, box.width / 2 - radius, box.height / 2 - radius * 1.02);
    if (stage.density.detail > 0.5) canvas.shape(roundedBox(inset(pane, -unit * 0.9), unit * 3));
    canvas.shape(roundedBox(pane, unit * 2.4));
    if (stage.density.detail > 0.6)
      for (const [x, y] of rectangle(inset(pane, unit * 2.2))) canvas.shape(star([x, y], unit * 1.2, 4, 0.4));
  }
  inCircle(stage, motif, centre, radius * 0.88, 0, random.chance(0.5));
}
