import { firstOf } from '#contracts/items.js';
import { drawMember, type Member, roomOf } from '../characters/cast.js';
import { creatureOf } from '../drawings/drawing-catalog.js';
import { drawingOf } from '../drawings/drawings.js';
import { rectangle } from '../../line-art/geometry.js';
import type { PagePlan } from '../page-plan.js';
import { forestFiller, meadowFiller } from '../scenery/plants.js';
import { bunting } from '../scenery/rooms.js';
import { cloudFiller, paintSky, snowFiller } from '../scenery/sky.js';
import { moonFiller, spaceFiller } from '../scenery/space.js';
import { bubbleFiller, sandFiller, seabedFiller } from '../scenery/water.js';
import { below, type Curve, hillCurve } from '../canvas/shapes.js';
import type { Filler, Stage } from '../stage.js';
import { frame } from './scene.js';
import { wordTable } from '../vocabulary/word-table.js';

const FLOORS: Readonly<Record<string, Filler>> = wordTable({
  forest: forestFiller,
  jungle: forestFiller,
  prehistoric: forestFiller,
  sea: seabedFiller,
  beach: sandFiller,
  pirate: sandFiller,
  space: moonFiller,
  winter: snowFiller,
});
const AIRS: Readonly<Record<string, Filler>> = wordTable({ sea: bubbleFiller, space: spaceFiller });

/** Everybody walks by, on hill behind hill, smaller in the distance, with things between them. */
export function drawParade(stage: Stage, plan: PagePlan): void {
  const { box, canvas, random, unit } = stage;
  const rows = stage.age === '2-4' ? 2 : 3;
  const floor = FLOORS[plan.setting] ?? meadowFiller;
  const air = AIRS[plan.setting];
  const first = box.y + box.height * (rows === 2 ? 0.36 : 0.27);
  if (air) stage.zone(rectangle(box), air);
  else
    paintSky(stage, first + ((box.y + box.height - first) * 0.55) / rows, plan.setting === 'winter' ? 'snow' : 'day');
  if (!air) stage.zone(rectangle({ ...box, height: first - box.y }), cloudFiller);
  const crowd = [...plan.cast, ...plan.extras];
  const heading = random.pick(['left', 'right'] as const);
  if (/party|birthday|circus/.test(plan.setting))
    bunting(stage, [box.x, box.y + unit * 3], [box.x + box.width, box.y + unit * 3], unit * 7);
  let taken = 0;
  for (let row = 0; row < rows; row++) {
    const near = row / Math.max(1, rows - 1);
    const y = first + ((box.y + box.height - first) * (row + 0.62)) / rows;
    const curve = hillCurve(y - unit * 4, unit * 3.4, box.width * 1.1, random.between(0, 6));
    const ground = below(curve, box);
    canvas.shape(ground);
    stage.zone(ground, floor);
    const isLast = row === rows - 1;
    const count = isLast ? stage.many(2, 4) : stage.many(2, 4) + (rows - row > 2 ? 1 : 0);
    const walkers: Member[] = Array.from({ length: count }, (_, i) =>
      isLast && i === Math.floor(count / 2)
        ? firstOf(plan.cast)
        : (crowd[1 + (taken++ % Math.max(1, crowd.length - 1))] ?? firstOf(plan.cast)),
    );
    march(
      stage,
      walkers,
      curve,
      ((box.y + box.height - first) / rows) * (0.62 + near * 0.26),
      heading,
      plan.props.slice(row * 2),
    );
  }
  stage.fill(1.05);
  frame(stage);
}

function march(
  stage: Stage,
  walkers: readonly Member[],
  curve: Curve,
  height: number,
  look: 'left' | 'right',
  props: readonly string[],
): void {
  const { box, canvas, random, unit } = stage;
  const things = props.filter((name) => !creatureOf(name));
  const slot = box.width / walkers.length;
  walkers.forEach((member, i) => {
    const x = box.x + slot * (i + 0.5) + random.between(-0.06, 0.06) * slot;
    const widest = slot * 0.78;
    const room = roomOf(member, height, widest);
    const lift = member.creature.way === 'flies' ? height * 0.4 : 0;
    drawMember(canvas, member, {
      at: [x, curve(x) + unit * 3.4 - lift],
      height,
      maxWidth: widest,
      look,
      pose: random.pick(['walk', 'wave', 'walk']),
    });
    const gap = slot - room.width;
    const thing = things[i];
    if (thing && gap > unit * 9 && i < walkers.length - 1)
      canvas.draw(drawingOf(thing), {
        at: [box.x + slot * (i + 1), curve(box.x + slot * (i + 1)) + unit * 5],
        height: Math.min(gap * 0.72, height * 0.45),
        maxWidth: gap * 0.75,
      });
  });
}
