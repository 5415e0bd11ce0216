import { firstOf } from '#contracts/items.js';
import { drawMember, roomOf } from '../characters/cast.js';
import { creatureOf } from '../drawings/drawing-catalog.js';
import { drawingOf } from '../drawings/drawings.js';
import type { PagePlan } from '../page-plan.js';
import { paintSetting } from '../settings/settings.js';
import type { Stage } from '../stage.js';
import { frame, hourOf } from './scene.js';

/** The hero large before the setting, with one thing beside; a friend looks on from farther off. */
export function drawCloseUp(stage: Stage, plan: PagePlan, words: string): void {
  const { box, canvas, random, unit } = stage;
  const ground = paintSetting(
    stage,
    plan.setting,
    box.y + box.height * random.between(0.46, 0.56),
    hourOf(words, stage),
  );
  const hero = firstOf(plan.cast);
  const left = random.chance(0.5);
  const at = (t: number): number => box.x + box.width * (left ? t : 1 - t);
  const friend = plan.cast[1] ?? plan.extras[0];
  const foot = box.y + box.height - unit * 4;
  if (friend) {
    const height = box.height * 0.26;
    const x = at(0.81);
    const lift = ground.floats || friend.creature.way === 'flies' ? box.height * 0.3 : 0;
    drawMember(canvas, friend, {
      at: [x, Math.max(ground.top(x) + unit * 7, foot - box.height * 0.24) - lift],
      height,
      maxWidth: box.width * 0.3,
      look: left ? 'left' : 'right',
      pose: 'wave',
    });
  }
  const room = roomOf(hero, 100);
  const tall = Math.min((box.height * 0.6 * 100) / room.height, (box.width * 0.6 * 100) / room.width);
  const wide = (room.width * tall) / 100;
  const x = Math.min(box.x + box.width - wide / 2 - unit * 2, Math.max(box.x + wide / 2 + unit * 2, at(0.4)));
  const things = plan.props.filter((name) => !creatureOf(name)).slice(0, Math.min(2, Math.max(1, plan.namedProps)));
  drawMember(canvas, hero, {
    at: [x, ground.floats ? foot - box.height * 0.14 : foot],
    height: tall,
    look: left ? 'right' : 'left',
    pose: 'wave',
  });
  things.forEach((name, i) => {
    const size = unit * (i === 0 ? 24 : 19);
    const y = i === 0 ? foot + unit : Math.min(foot - unit * 27, ground.top(at(0.83)) + unit * 22);
    if (i === 0 || !friend) canvas.draw(drawingOf(name), { at: [at(0.83), y], height: size, maxWidth: size * 1.12 });
    else canvas.draw(drawingOf(name), { at: [at(0.12), foot + unit], height: size, maxWidth: size });
  });
  stage.fill();
  frame(stage);
}
