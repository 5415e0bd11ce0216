import { firstOf } from '#contracts/items.js';
import { drawMember, roomOf } from '../characters/cast.js';
import { creatureOf } from '../drawings/drawing-catalog.js';
import { drawingOf } from '../drawings/drawings.js';
import type { PagePlan } from '../page-plan.js';
import { paintSetting } from '../settings/settings.js';
import type { Stage } from '../stage.js';
import { frame, hourOf } from './scene.js';

/** The front of the book: the hero large in the middle, friends at both sides, the world behind. The title stands outside of it. */
export function drawCover(stage: Stage, plan: PagePlan, words: string): void {
  const { canvas, random, unit } = stage;
  const page = stage.box;
  const { box } = stage;
  const ground = paintSetting(
    stage,
    plan.setting,
    box.y + box.height * 0.36,
    hourOf(words, stage) === 'night' ? 'night' : 'day',
  );
  const hero = firstOf(plan.cast);
  const friends = [...plan.cast.slice(1), ...plan.extras].slice(0, stage.many(2, 4));
  const foot = page.y + page.height - unit * 3;
  const sides = friends.map((member, i): [typeof member, number, number] => [
    member,
    i % 2 ? 1 : -1,
    Math.floor(i / 2),
  ]);
  for (const [member, side, depth] of [...sides].reverse()) {
    const height = box.height * (0.44 - depth * 0.14);
    const widest = page.width * (0.29 - depth * 0.03);
    const room = roomOf(member, height, widest);
    const x =
      page.x + page.width / 2 + side * (depth === 0 ? page.width / 2 - room.width / 2 - unit * 1.5 : page.width * 0.34);
    const y = depth === 0 ? foot - unit * 2 : Math.max(ground.top(x) + unit * 4, foot - box.height * 0.4);
    const lift = member.creature.way === 'flies' || ground.floats ? box.height * (0.1 + depth * 0.12) : 0;
    drawMember(canvas, member, {
      at: [x, y - lift],
      height,
      maxWidth: widest,
      look: side < 0 ? 'right' : 'left',
      pose: 'wave',
    });
  }
  const room = roomOf(hero, 100);
  const tall = Math.min((box.height * 0.74 * 100) / room.height, (page.width * 0.47 * 100) / room.width);
  const lift = ground.floats ? box.height * 0.1 : 0;
  drawMember(canvas, hero, {
    at: [page.x + page.width / 2, foot - lift],
    height: tall,
    look: random.pick(['left', 'right']),
    pose: 'cheer',
  });
  const things = plan.props.filter((name) => !creatureOf(name)).slice(0, 2);
  things.forEach((name, i) => {
    const x = page.x + page.width * (i ? 0.71 : 0.29);
    canvas.draw(drawingOf(name), { at: [x, foot + unit], height: unit * 15, maxWidth: unit * 17 });
  });
  stage.fill(0.9);
  frame(stage);
}
