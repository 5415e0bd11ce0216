import { firstOf } from '#contracts/items.js';
import { drawMember, roomOf } from '../characters/cast.js';
import { ellipse, type Point, polar, rectangle } from '../../line-art/geometry.js';
import { GROUNDS, patternGround, trinket } from './ornaments.js';
import type { PagePlan } from '../page-plan.js';
import { blossom } from '../scenery/plants.js';
import { leaf, scalloped, star } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { frame } from './scene.js';
import { inCircle, motifsOf } from './motifs.js';

const TAU = Math.PI * 2;

/** The hero in the middle, everything else of the theme in a ring round it, like a plate or a wreath. */
export function drawRing(stage: Stage, plan: PagePlan): void {
  const { canvas, box, unit, random } = stage;
  const centre: Point = [box.x + box.width / 2, box.y + box.height / 2];
  const outer = Math.min(box.width, box.height) * 0.47;
  const count = stage.many(6, 10);
  const middle = outer * 0.52;
  stage.zone(rectangle(box), trinket);
  const rim = ellipse(centre, outer, outer, count * 4);
  canvas.shape(scalloped(rim, 0.28, 5));
  canvas.shape(ellipse(centre, outer * 0.95, outer * 0.95, 72));
  canvas.coverage.markArea(rim);
  const look = random.whole(0, 2);
  const petals = count * 2;
  for (let i = 0; i < petals; i++) {
    const angle = (i / petals) * TAU;
    if (look === 0) canvas.shape(leaf(polar(centre, middle, angle), polar(centre, outer * 0.95, angle), 0.3));
    else if (look === 1) canvas.stroke([polar(centre, middle, angle), polar(centre, outer * 0.95, angle)]);
  }
  const motifs = motifsOf(plan).slice(1);
  const size = Math.min(((outer - middle) / 2) * 0.98, (Math.PI * (outer + middle) * 0.5) / count / 1.06);
  for (let i = 0; i < count; i++) {
    const at = polar(centre, (outer * 0.95 + middle) / 2, (i / count) * TAU - Math.PI / 2);
    canvas.circle(at, size);
    inCircle(stage, motifs[i % motifs.length] ?? 'star', at, size * 0.86);
  }
  canvas.shape(scalloped(ellipse(centre, middle, middle, count * 3), 0.3, 5));
  canvas.circle(centre, middle * 0.94);
  const plate = ellipse(centre, middle * 0.94, middle * 0.94, 64);
  patternGround(stage, plate, random.pick(GROUNDS), unit * (15 - 7 * stage.density.detail));
  canvas.shape(plate, { fill: 'none' });
  const hero = firstOf(plan.cast);
  const room = roomOf(hero, 100);
  const tall = (middle * 1.72 * 100) / Math.hypot(room.width, room.height);
  drawMember(canvas, hero, {
    at: [centre[0], centre[1] + (room.height * tall) / 200],
    height: tall,
    look: 'left',
    pose: 'wave',
  });
  const gap = (Math.max(box.width, box.height) - outer * 2) / 2;
  if (gap > unit * 12)
    for (const side of [-1, 1])
      for (const t of [0.18, 0.5, 0.82]) {
        const at: Point =
          box.height > box.width
            ? [box.x + box.width * t, centre[1] + side * (outer + gap * 0.48)]
            : [centre[0] + side * (outer + gap * 0.48), box.y + box.height * t];
        const radius = Math.min(gap * (t === 0.5 ? 0.27 : 0.38), unit * 10);
        if (t === 0.5) canvas.shape(star(at, radius, 5));
        else blossom(stage, at, radius, 1);
      }
  stage.fill(0.85);
  frame(stage);
}
