import { firstOf } from '#contracts/items.js';
import { drawMember, roomOf } from '../characters/cast.js';
import { arc, type Box, ellipse, inset, type Point, rectangle } from '../../line-art/geometry.js';
import { border, BORDERS, GROUNDS, patternGround, trinket } from './ornaments.js';
import type { PagePlan } from '../page-plan.js';
import type { Stage } from '../stage.js';
import { inCircle, motifsOf, trinketsOf } from './motifs.js';

/** The hero large in a window of a decorated frame, before an even pattern. */
export function drawPortrait(stage: Stage, plan: PagePlan): void {
  const { canvas, random, unit } = stage;
  const motifs = motifsOf(plan).slice(1);
  const thickness = unit * (stage.density.detail < 0.3 ? 10 : 8.5);
  const inner = border(stage, stage.box, thickness, random.pick(BORDERS), trinketsOf(plan));
  const shape = random.pick(['oval', 'arch', 'circle'] as const);
  const pane = windowIn(inset(inner, unit * 3), shape);
  const corners = cornersOf(inner, unit);
  canvas.shape(pane);
  canvas.coverage.markArea(pane);
  patternGround(stage, pane, random.pick(GROUNDS), unit * (22 - 13 * stage.density.detail));
  const hero = firstOf(plan.cast);
  const box = inset(inner, unit * 3);
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const foot = centre[1] + box.height * (shape === 'circle' ? 0.3 : 0.36);
  canvas.within(pane, () =>
    canvas.shape([
      [box.x, foot - unit * 4],
      ...arc([centre[0], foot + unit * 2], box.width * 0.6, unit * 9, Math.PI, Math.PI * 2, 30),
      [box.x + box.width, box.y + box.height + 5],
      [box.x, box.y + box.height + 5],
    ]),
  );
  const size = roomOf(hero, 100);
  const widest = box.width * (shape === 'circle' ? 0.68 : 0.7);
  const tall = Math.min(
    (box.height * (shape === 'circle' ? 0.56 : 0.64) * 100) / size.height,
    (widest * 100) / size.width,
  );
  drawMember(canvas, hero, {
    at: [centre[0], foot],
    height: tall,
    look: random.pick(['left', 'right']),
    pose: random.pick(['wave', 'cheer', 'stand']),
  });
  canvas.shape(pane, { fill: 'none', line: 1.3 });
  corners.forEach((at, i) => {
    const room = unit * (shape === 'circle' ? 8.5 : 6.6);
    inCircle(stage, motifs[i % Math.max(1, motifs.length)] ?? 'star', at, room);
  });
  stage.zone(rectangle(inner), trinket);
  stage.fill(0.8);
}

function windowIn(box: Box, shape: 'oval' | 'arch' | 'circle'): Point[] {
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  if (shape === 'oval') return ellipse(centre, box.width / 2, box.height / 2, 64);
  const radius = Math.min(box.width, box.height) / 2;
  if (shape === 'circle') return ellipse(centre, radius, radius, 64);
  const top: Point = [centre[0], box.y + radius];
  return [
    ...arc(top, box.width / 2, radius, Math.PI, Math.PI * 2, 32),
    [box.x + box.width, box.y + box.height],
    [box.x, box.y + box.height],
  ];
}

function cornersOf(box: Box, unit: number): Point[] {
  const by = unit * 9.5;
  return [
    [box.x + by, box.y + by],
    [box.x + box.width - by, box.y + by],
    [box.x + box.width - by, box.y + box.height - by],
    [box.x + by, box.y + box.height - by],
  ];
}
