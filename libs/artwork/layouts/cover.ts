import { drawMember, roomOf } from '../cast.js';
import { creatureOf } from '../drawing-catalog.js';
import { drawingOf } from '../drawings.js';
import { type Box, type Point, rectangle } from '../geometry.js';
import type { PagePlan } from '../page-plan.js';
import { paintSetting } from '../settings.js';
import { bulged, star } from '../shapes.js';
import type { Stage } from '../stage.js';
import { frame, hourOf } from './scene.js';

/** Share of the height that is left free for the title. */
const TITLE = 0.28;

/** The front of the book: the hero large in the middle, friends at both sides, the world behind, sky free for the title. */
export function drawCover(stage: Stage, plan: PagePlan, words: string): void {
  const { canvas, random, unit } = stage;
  const page = stage.box;
  const title = rectangle({ ...page, height: page.height * TITLE });
  stage.box = { ...page, y: page.y + page.height * TITLE, height: page.height * (1 - TITLE) };
  const { box } = stage;
  const ground = paintSetting(
    stage,
    plan.setting,
    box.y + box.height * 0.36,
    hourOf(words, stage) === 'night' ? 'night' : 'day',
  );
  titleCloud(stage, page);
  stage.reserve(title);
  stage.zone(title, null);
  const hero = plan.cast[0]!;
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
    drawMember(canvas, member, { at: [x, y - lift], height, maxWidth: widest, look: side < 0 ? 'right' : 'left', pose: 'wave' }); // prettier-ignore
  }
  const room = roomOf(hero, 100);
  const tall = Math.min((box.height * 0.74 * 100) / room.height, (page.width * 0.47 * 100) / room.width);
  const lift = ground.floats ? box.height * 0.1 : 0;
  drawMember(canvas, hero, { at: [page.x + page.width / 2, foot - lift], height: tall, look: random.pick(['left', 'right']), pose: 'cheer' }); // prettier-ignore
  const things = plan.props.filter((name) => !creatureOf(name)).slice(0, 2);
  things.forEach((name, i) => {
    const x = page.x + page.width * (i ? 0.71 : 0.29);
    canvas.draw(drawingOf(name), { at: [x, foot + unit], height: unit * 15, maxWidth: unit * 17 });
  });
  stage.fill(0.9);
  stage.box = page;
  lightSky(stage, page.height * TITLE);
  frame(stage);
}

/** A bank of cloud over the picture's top, whose inside is the title's. */
function titleCloud({ canvas, unit }: Stage, page: Box): void {
  const y = page.y + page.height * TITLE - unit * 2;
  const count = Math.max(4, Math.round(page.width / (unit * 15)));
  const edge = Array.from({ length: count + 1 }, (_, i): Point => [page.x + page.width - (page.width * i) / count, y + (i % 2 ? unit * 1.6 : 0)]); // prettier-ignore
  const hem = edge.slice(0, -1).flatMap((from, i) => bulged(from, edge[i + 1]!, -0.3, 8));
  canvas.shape([[page.x, page.y], [page.x + page.width, page.y], ...hem.map(([px, py]): Point => [px, 2 * y - py + unit * 2]), [page.x, y]]); // prettier-ignore
}

/** A few small stars at the title's edges. */
function lightSky({ canvas, box, unit }: Stage, height: number): void {
  const spots: Point[] = [
    [0.06, 0.14],
    [0.94, 0.14],
    [0.05, 0.8],
    [0.95, 0.8],
    [0.5, 0.06],
  ];
  spots.forEach(([x, y], i) => canvas.shape(star([box.x + box.width * x, box.y + height * y], unit * (i % 2 ? 2.4 : 1.8), i % 2 ? 5 : 4, 0.45))); // prettier-ignore
}
