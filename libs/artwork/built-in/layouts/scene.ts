import { itemAt, firstOf, lastOf } from '#contracts/items.js';
import { sizeOf } from '../canvas/canvas.js';
import { drawMember, type Member, roomOf } from '../characters/cast.js';
import { creatureOf } from '../drawings/drawing-catalog.js';
import { drawingOf } from '../drawings/drawings.js';
import { type Box, type Point, rectangle } from '../../line-art/geometry.js';
import type { PagePlan } from '../page-plan.js';
import type { Pose } from '../characters/puppet.js';
import { balloon, table } from '../scenery/rooms.js';
import type { Hour } from '../scenery/sky.js';
import { paintSetting } from '../settings/settings.js';
import type { Ground } from '../settings/recipe.js';
import type { Stage } from '../stage.js';

/** Things too large to hold or to stand between characters: they stand behind. */
const LARGE =
  /^(castle|sailboat|ship|tent|camping|house|house with garden|hut|volcano|deciduous tree|evergreen tree|palm tree|circus tent|ferris wheel|roller coaster|carousel horse|rocket|tractor|locomotive|bus|office building|school|factory|fountain|Christmas tree|desert island|snow-capped mountain|mountain|airplane|helicopter|building construction|bed|couch and lamp|passenger ship|fire engine|delivery truck|automobile)$/;
/** Things at home in the air. */
const AIRY =
  /^(star|glowing star|ringed planet|crescent moon|full moon|rainbow|kite|balloon|cloud|sun|sun with face|comet|satellite|flying saucer|airplane|helicopter|small airplane|parachute|snowflake|rocket|musical notes?|red heart|two hearts|sparkling heart|droplet|high voltage|sparkles|feather|fallen leaf|maple leaf)$/;
const HANDHELD =
  /^(balloon|kite|hot beverage|cupcake|magic wand|rose|tulip|open book|lollipop|candy|soft ice cream|ice cream|red apple|banana|carrot|crown|old key|candle|flashlight|paintbrush|pencil|crayon|bell|star|red heart|umbrella|bouquet|cookie|doughnut|wrench|hammer|shovel|trophy|microphone|maracas|telescope|sunflower|strawberry|spoon|broom|envelope|love letter|gem stone|spiral shell|magnifying glass tilted left|yo-yo|snowflake|honey pot|teddy bear|maple leaf|chestnut|mushroom|wrapped gift)$/;
export const isFood = (name: string): boolean => drawingOf(name).group === 4;

/** How tall a character of size 1 is on a page, as a share of the picture, by how full the page is. */
const tallness = (stage: Stage): number => 0.49 - 0.1 * stage.density.detail;

export function hourOf(words: string, stage: Stage): Hour {
  if (/\b(night|moon|stars?|starry|bedtime|dark|midnight|evening|sleep\w*|dream\w*)\b/i.test(words)) return 'night';
  if (/\b(snow\w*|winter|blizzard|icy?)\b/i.test(words)) return 'snow';
  if (/\b(rain\w*|storm\w*|puddles?)\b/i.test(words)) return 'rain';
  return stage.random.chance(0.12) ? 'night' : 'day';
}

/** A picture with depth: sky, far, middle and near ground, the cast on it, things between them. */
export function drawScene(stage: Stage, plan: PagePlan, words: string): void {
  const { box, random } = stage;
  const horizon = box.y + box.height * random.between(0.44, 0.6);
  const hour = hourOf(words, stage);
  const ground = paintSetting(stage, plan.setting, horizon, hour);
  populate(stage, plan, ground);
  stage.fill();
  frame(stage);
}

/** The picture's edge, which closes the grounds along it. */
export function frame({ canvas, box }: Stage): void {
  canvas.shape(rectangle(box), { fill: 'none' });
}

export function populate(stage: Stage, plan: PagePlan, ground: Ground): void {
  const most = stage.many(2, 4);
  const isTold = plan.cast.some(({ name }) => name !== '');
  const cast = plan.cast.slice(0, isTold ? Math.max(most, 3) : most);
  for (const extra of plan.extras) if (cast.length < (isTold ? 2 : most)) cast.push(extra);
  if (ground.floats) {
    adrift(stage, cast, plan);
    return;
  }
  const flyers = cast.filter(({ creature }) => creature.way === 'flies' && !ground.indoors);
  const drivers = ground.lane ? cast.filter(({ creature }) => creature.way === 'rolls') : [];
  const walkers = cast.filter((member) => !flyers.includes(member) && !drivers.includes(member));
  if (ground.lane) onRoad(stage, drivers.slice(0, 2), ground.lane);
  const props = plan.props.filter((name) => !creatureOf(name) || creatureOf(name)?.way === 'rolls');
  const wanted = Math.max(plan.namedProps, stage.many(1, 3));
  const used = props.slice(0, wanted);
  const hasTable = plan.isFeast && walkers.length > 1;
  behind(
    stage,
    ground,
    used
      .filter(
        (name) =>
          LARGE.test(name) &&
          !plan.setting.includes(name) &&
          !(name.startsWith('house') && /farm|garden|town/.test(plan.setting)) &&
          !(name === 'volcano' && plan.setting === 'prehistoric'),
      )
      .slice(0, 1),
  );
  inTheAir(stage, ground, flyers, used.filter((name) => AIRY.test(name) && !LARGE.test(name)).slice(0, 2));
  const small = used.filter((name) => !LARGE.test(name) && !AIRY.test(name));
  if (hasTable) atTable(stage, walkers, tableware(plan, props), ground);
  else onGround(stage, walkers, small, ground);
}

function tableware(plan: PagePlan, props: readonly string[]): string[] {
  const set = plan.props.includes('teapot')
    ? ['teapot', 'cupcake', 'hot beverage', 'shortcake', 'cookie']
    : ['birthday cake', 'cupcake', 'wrapped gift', 'candy'];
  const food = props.filter((name) => isFood(name) || name === 'wrapped gift');
  return [...new Set([...food.slice(0, plan.namedProps), ...(food.length > 3 ? food : [...food, ...set])])];
}

/** One large thing at the far edge, beside the middle. */
function behind(stage: Stage, ground: Ground, names: readonly string[]): void {
  const { box, random, unit } = stage;
  for (const name of names) {
    const x = box.x + box.width * random.pick([0.3, 0.7]);
    stage.canvas.draw(drawingOf(name), {
      at: [x, ground.top(x) + unit * 5],
      height: box.height * 0.3,
      maxWidth: box.width * 0.42,
    });
  }
}

function inTheAir(stage: Stage, ground: Ground, flyers: readonly Member[], things: readonly string[]): void {
  const { box, random, canvas } = stage;
  const ceiling = ground.top(box.x + box.width / 2) - box.y;
  const spots = random.shuffled([0.2, 0.5, 0.8]);
  flyers.forEach((member, i) => {
    const t = itemAt(spots, i % 3);
    const height = box.height * tallness(stage) * 0.75;
    const size = roomOf(member, height, box.width * 0.32);
    const at: Point = [
      box.x + box.width * t,
      box.y + Math.max(size.height * 1.15, ceiling * random.between(0.5, 0.78)),
    ];
    drawMember(canvas, member, { at, height, maxWidth: box.width * 0.32, look: t > 0.5 ? 'left' : 'right' });
  });
  things.forEach((name, i) => {
    const t = itemAt(spots, (i + flyers.length) % 3);
    const height = stage.unit * random.between(13, 17);
    const at: Point = [box.x + box.width * t, box.y + Math.max(height * 1.3, ceiling * random.between(0.3, 0.5))];
    if (name === 'balloon')
      balloon(stage, [at[0], at[1] - height * 0.5], height * 0.42, [at[0] + height * 0.2, at[1] + height * 0.9]);
    else canvas.draw(drawingOf(name), { at, height, maxWidth: height * 1.4 });
  });
}

interface Spot {
  member: Member;
  x: number;
  y: number;
  height: number;
  /** Greatest width allowed, and the width taken. */
  width: number;
  room: number;
}

/** Where the feet go: side by side, the outer ones a little nearer or farther, no one over another. */
export function lineUp(stage: Stage, members: readonly Member[], ground: Ground, span: Box, scale = 1): Spot[] {
  const { random } = stage;
  const bottom = span.y + span.height - stage.unit * 4;
  const count = members.length;
  if (count === 0) return [];
  let height = span.height * tallness(stage) * scale * (count === 1 ? 1.18 : 1);
  const widest = span.width * (count === 1 ? 0.62 : 0.94 / count);
  const needed = (tall: number): number => members.reduce((sum, member) => sum + roomOf(member, tall, widest).width, 0);
  while (needed(height) > span.width * (count === 1 ? 0.66 : 0.8) && height > 20) height *= 0.95;
  const gap = (span.width - needed(height)) / (count + 1);
  let x = span.x + gap;
  const nearFirst = random.chance(0.5) ? 0 : 1;
  return members.map((member, i) => {
    const far = count > 1 && (i + nearFirst) % 2 === 1;
    const top = Math.max(...[0.2, 0.5, 0.8].map((t) => ground.top(span.x + span.width * t)));
    const y = bottom - (far ? Math.min(stage.unit * 11, (bottom - top) * 0.55) : random.between(0, 2) * stage.unit);
    const room = roomOf(member, height * (far ? 0.92 : 1), widest);
    const spot = {
      member,
      x: x + room.width / 2,
      y,
      height: height * (far ? 0.92 : 1),
      width: widest,
      room: room.width,
    };
    x += roomOf(member, height, widest).width + gap;
    return spot;
  });
}

/** Vehicles one behind the other, all going the same way. */
function onRoad(stage: Stage, drivers: readonly Member[], lane: { y: number; height: number }): void {
  const { box, canvas, random } = stage;
  const look = random.pick(['left', 'right'] as const);
  const slot = box.width / Math.max(1, drivers.length);
  drivers.forEach((member, i) => {
    const maxWidth = slot * (drivers.length === 1 ? 0.66 : 0.84);
    drawMember(canvas, member, { at: [box.x + slot * (i + 0.5), lane.y], height: lane.height, maxWidth, look });
  });
}

/** The hero large in front, two friends farther back at both sides. */
function triangle(stage: Stage, members: readonly Member[], ground: Ground): Spot[] {
  const friends = members.slice(1);
  const { box, unit, random } = stage;
  const tall = box.height * (tallness(stage) + 0.03);
  const bottom = box.y + box.height - unit * 4;
  const centre = box.x + box.width * random.between(0.47, 0.53);
  const spot = (member: Member, x: number, y: number, height: number, width: number): Spot => ({
    member,
    x,
    y,
    height,
    width,
    room: roomOf(member, height, width).width,
  });
  const back = friends.map((member, i) => {
    const side = i === 0 ? -1 : 1;
    const widest = box.width * 0.34;
    const room = roomOf(member, tall * 0.9, widest);
    const x = box.x + box.width / 2 + side * (box.width / 2 - room.width / 2 - unit * 2);
    const top = Math.max(ground.top(x), ground.top(box.x + box.width / 2));
    return spot(
      member,
      x,
      Math.max(top + unit * 5, bottom - Math.min(unit * 24, (bottom - top) * 0.55)),
      tall * 0.9,
      widest,
    );
  });
  return [...back, spot(firstOf(members), centre, bottom, tall * 1.12, box.width * 0.47)];
}

function onGround(stage: Stage, members: readonly Member[], props: readonly string[], ground: Ground): void {
  const { canvas, random, box } = stage;
  const order =
    members.length > 2
      ? [itemAt(members, 1), firstOf(members), ...members.slice(2)]
      : random.chance(0.5)
        ? [...members]
        : [...members].reverse();
  const handed = props.find((name) => HANDHELD.test(name) && members.some(({ creature }) => creature.headOnly));
  const isTrio = members.length >= 3 && members.slice(3).every(({ name }) => name === '');
  const inFront = isTrio && !ground.lane && random.chance(0.65);
  const spots = inFront
    ? triangle(stage, members.slice(0, 3), ground)
    : lineUp(stage, order, ground, box, ground.lane ? 0.62 : 1);
  const middle = box.x + box.width / 2;
  const hero = members[0];
  for (const spot of [...spots].sort((a, b) => a.y - b.y)) {
    const isHero = spot.member === hero;
    const pose: Pose =
      handed && isHero && spot.member.creature.headOnly
        ? 'hold'
        : random.pick(['stand', 'wave', 'walk', 'wave'] as const);
    const look =
      Math.abs(spot.x - middle) < box.width * 0.08
        ? random.pick(['left', 'right'] as const)
        : spot.x < middle
          ? 'right'
          : 'left';
    drawMember(canvas, spot.member, {
      at: [spot.x, spot.y],
      height: spot.height,
      maxWidth: spot.width,
      look,
      pose,
      holds: pose === 'hold' ? handed : undefined,
    });
  }
  stand(
    stage,
    props.filter(
      (name) => name !== handed || spots.every(({ member }) => member !== hero || !member.creature.headOnly),
    ),
    inFront ? spots.slice(-1) : spots,
  );
}

/** Things at the characters' feet, in the gaps between them, nearer than they are. */
function stand(stage: Stage, props: readonly string[], spots: readonly Spot[]): void {
  const { canvas, box, unit, random } = stage;
  const xs = [...spots].sort((a, b) => a.x - b.x).map(({ x }) => x);
  const gaps = [
    ...xs.slice(0, -1).map((x, i) => (x + itemAt(xs, i + 1)) / 2),
    ...(xs.length > 0 ? [(box.x + firstOf(xs)) / 2, (lastOf(xs) + box.x + box.width) / 2] : [box.x + box.width / 2]),
  ];
  const places = spots.length > 1 ? [firstOf(gaps), ...random.shuffled(gaps.slice(1))] : random.shuffled(gaps);
  props.slice(0, places.length).forEach((name, i) => {
    const height = unit * (18 - 5 * stage.density.detail);
    const drawing = drawingOf(name);
    const free = freeAt(itemAt(places, i), spots, box);
    if (free < unit * 11) return;
    const widest = Math.min(height * 1.35, free * 1.05);
    const size = sizeOf(drawing, { height, maxWidth: widest });
    const x = Math.min(box.x + box.width - size.width * 0.62, Math.max(box.x + size.width * 0.62, itemAt(places, i)));
    canvas.draw(drawing, { at: [x, box.y + box.height - unit * 2.5], height, maxWidth: widest });
  });
}

/** Width of the gap between characters round an x. */
function freeAt(x: number, spots: readonly Spot[], box: Box): number {
  const edges = spots.map((spot) => ({ left: spot.x - spot.room / 2, right: spot.x + spot.room / 2 }));
  const left = Math.max(box.x, ...edges.filter((edge) => edge.right <= x + 1).map((edge) => edge.right));
  const right = Math.min(box.x + box.width, ...edges.filter((edge) => edge.left >= x - 1).map((edge) => edge.left));
  return edges.some((edge) => edge.left < x && edge.right > x) ? 0 : right - left;
}

/** Round a laid table: two beside it, the others behind it, looking over. */
function atTable(stage: Stage, members: readonly Member[], food: readonly string[], ground: Ground): void {
  const { canvas, box, unit, random } = stage;
  const foot = box.y + box.height - unit * 4;
  const middle = box.x + box.width / 2;
  const count = members.length;
  const tall = box.height * tallness(stage);
  const width = box.width * (count <= 1 ? 0.5 : count === 2 ? 0.42 : 0.54);
  const height = Math.min(tall * 0.5, box.height * 0.19);
  const back = count > 2 ? members.slice(0, count - 2) : count === 2 ? [] : members;
  const sides = count > 2 ? members.slice(count - 2) : count === 2 ? members : [];
  const floor = Math.max(ground.top(middle) + unit * 3, foot - height * 0.75);
  back.forEach((member, i) => {
    const t = back.length === 1 ? (count <= 1 ? 0.5 : 0.5) : 0.22 + (0.56 * i) / (back.length - 1);
    const widest = (width / back.length) * 0.98;
    let own = tall * 1.08;
    while (roomOf(member, own, widest).height < height * 1.75 && own < tall * 1.6) own *= 1.06;
    const isLow = roomOf(member, own, widest).height < height * 1.6;
    drawMember(canvas, member, {
      at: [middle - width / 2 + width * t, isLow ? foot - height * 0.95 : floor],
      height: own,
      maxWidth: widest,
      look: t < 0.5 ? 'right' : 'left',
      pose: i % 2 ? 'cheer' : 'wave',
    });
  });
  sides.forEach((member, i) => {
    const side = i === 0 ? -1 : 1;
    const widest = (box.width - width) / 2 + width * 0.1;
    const room = roomOf(member, tall * 0.92, widest);
    const x = side < 0 ? box.x + room.width / 2 + unit : box.x + box.width - room.width / 2 - unit;
    drawMember(canvas, member, {
      at: [x, foot - unit * 3],
      height: tall * 0.92,
      maxWidth: widest,
      look: side < 0 ? 'right' : 'left',
      pose: 'wave',
    });
  });
  const top = table(stage, [middle, foot + unit], width, height);
  const dishes = food.filter((name) => !LARGE.test(name)).slice(0, stage.many(3, 5));
  const order = dishes
    .map((_, i) => i)
    .sort((a, b) => Math.abs(b - (dishes.length - 1) / 2) - Math.abs(a - (dishes.length - 1) / 2));
  for (const slot of order) {
    const name = itemAt(dishes, order.indexOf(slot));
    const t = (slot + 0.5) / dishes.length;
    const big = name === dishes.at(-1) || /teapot|birthday cake/.test(name) ? 1.25 : 1;
    canvas.draw(drawingOf(name), {
      at: [middle - width * 0.45 + width * 0.9 * t, top + unit * random.between(0, 1.6)],
      height: height * 0.62 * big,
      maxWidth: (width / dishes.length) * 0.98,
    });
  }
}

/** Walks on the seabed. */
const crawls = ({ creature }: Member): boolean => /crab|lobster|snail/i.test(creature.drawing);

/** Under water and such: each in a place of its own, at different depths, looking inwards. */
function adrift(stage: Stage, everybody: readonly Member[], plan: PagePlan): void {
  const cast = [...everybody.filter((member) => !crawls(member)), ...everybody.filter(crawls)].slice(0, 4);
  const { box, canvas, random, unit } = stage;
  const places: readonly (readonly (readonly [number, number])[])[] = [
    [[0.5, 0.56]],
    [
      [0.32, 0.42],
      [0.68, 0.68],
    ],
    [
      [0.5, 0.36],
      [0.26, 0.68],
      [0.74, 0.66],
    ],
    [
      [0.28, 0.32],
      [0.72, 0.4],
      [0.28, 0.68],
      [0.73, 0.72],
    ],
  ];
  const slots = itemAt(places, Math.min(cast.length, 4) - 1);
  const mirror = random.chance(0.5);
  const wide = box.width > box.height ? 1.35 : 1;
  const height = box.height * wide * (cast.length === 1 ? 0.42 : cast.length === 2 ? 0.33 : 0.27);
  const maxWidth = box.width * (cast.length === 1 ? 0.7 : cast.length === 2 ? 0.55 : 0.42);
  cast.slice(0, 4).forEach((member, i) => {
    const [t, depth] = itemAt(slots, i);
    const x = box.x + box.width * (mirror ? 1 - t : t);
    const room = roomOf(member, height, maxWidth);
    const y = crawls(member)
      ? box.y + box.height * 0.9
      : box.y + box.height * depth + room.height / 2 - box.height * 0.02;
    drawMember(canvas, member, { at: [x, y], height, maxWidth, look: x < box.x + box.width / 2 ? 'right' : 'left' });
  });
  const props = plan.props.filter((name) => !creatureOf(name)).slice(0, Math.max(plan.namedProps, stage.many(1, 3)));
  const xs = random.shuffled([0.16, 0.5, 0.84]);
  props.slice(0, 3).forEach((name, i) => {
    const tall = unit * 15;
    canvas.draw(drawingOf(name), {
      at: [box.x + box.width * itemAt(xs, i), box.y + box.height - unit * 3],
      height: tall,
      maxWidth: tall * 1.3,
    });
  });
}
