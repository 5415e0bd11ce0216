import { type Point, rectangle } from './geometry.js';
import { drawingOf } from './drawings.js';
import { barn, castle, fence, silo, townHouse } from './scenery/buildings.js';
import {
  bigLeaf,
  bush,
  flower,
  forestFiller,
  frond,
  framingTree,
  hills,
  meadowFiller,
  pine,
  roundTree,
  stone,
} from './scenery/plants.js';
import { bunting, confettiFiller, room, shelf, window } from './scenery/rooms.js';
import { cloudFloor, flyingThing, type Hour, mountains, paintSky, snowFiller, starFiller } from './scenery/sky.js';
import { outerSpace } from './scenery/space.js';
import { sandFiller, underwater, waves } from './scenery/water.js';
import { below, type Curve, ellipseOf, hillCurve } from './shapes.js';
import type { Stage } from './stage.js';

/** What a painted setting offers to those who come on it. */
export interface Ground {
  /** Upper edge of the front ground. */
  top: Curve;
  /** Whoever comes hangs in water or in nothing, rather than standing. */
  floats: boolean;
  /** Under a roof: no sun, nobody flies high. */
  indoors: boolean;
}

type Recipe = (stage: Stage, horizon: number, hour: Hour) => Ground;

const land = (top: Curve): Ground => ({ top, floats: false, indoors: false });

/** Things along a far edge, from left to right with some chance, leaving the middle half freer when `aside`. */
function row(stage: Stage, count: number, aside: boolean, draw: (x: number, i: number) => void): void {
  const { box, random } = stage;
  for (let i = 0; i < count; i++) {
    const t = (i + 0.5 + random.between(-0.22, 0.22)) / count;
    const spread = aside ? (t < 0.5 ? t * 0.62 : 1 - (1 - t) * 0.62) : t;
    draw(box.x + box.width * Math.min(0.97, Math.max(0.03, spread)), i);
  }
}

const forest: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  const side = random.chance(0.5) ? 'left' : 'right';
  paintSky(stage, horizon, hour, side === 'left' ? 'right' : 'left');
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(4, 9), false, (x, i) => {
    const tall = box.height * random.between(0.2, 0.3);
    if ((i + (random.chance(0.3) ? 1 : 0)) % 2) pine(stage, [x, far(x) + unit * 1.5], tall, hour === 'snow');
    else roundTree(stage, [x, far(x) + unit * 1.5], tall);
  });
  const near = hills(stage, horizon + unit * 7, horizon + unit * 9, stage.age === '2-4' ? 1 : 2, forestFiller);
  row(stage, stage.many(1, 4), true, (x) => bush(stage, [x, near(x) + unit], unit * random.between(13, 20)));
  if (random.chance(0.6)) {
    framingTree(stage, side, near(side === 'left' ? box.x : box.x + box.width) + unit * 4);
    if (stage.density.detail > 0.6 && random.chance(0.5)) framingTree(stage, side === 'left' ? 'right' : 'left', near(box.x + box.width / 2) + unit * 6); // prettier-ignore
  }
  return land(near);
};

const meadow: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon - unit * 4, horizon, 2, meadowFiller);
  row(stage, stage.many(2, 4), true, (x) =>
    roundTree(stage, [x, far(x) + unit * 2], box.height * random.between(0.19, 0.27)),
  );
  row(stage, stage.many(0, 3), false, (x) => bush(stage, [x, far(x) + unit * 2.5], unit * random.between(12, 18)));
  return land(hills(stage, horizon + unit * 8, horizon + unit * 8, 1, meadowFiller));
};

const garden: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, meadowFiller);
  const houseX = box.x + box.width * random.pick([0.24, 0.76]);
  roundTree(stage, [2 * box.x + box.width - houseX, far(houseX) + unit * 2], box.height * 0.27, 2);
  stage.canvas.draw(drawingOf(random.pick(['house with garden', 'house', 'hut'])), { at: [houseX, far(houseX) + unit * 4], height: box.height * 0.2 }); // prettier-ignore
  fence(stage, box.x, box.x + box.width, (x) => far(x) + unit * 6, unit * 11);
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, meadowFiller);
  row(stage, stage.many(3, 7), true, (x) => flower(stage, [x, near(x) + unit * 2.5], unit * random.between(14, 22)));
  return land(near);
};

const farm: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  const left = random.chance(0.5);
  paintSky(stage, horizon, hour, left ? 'right' : 'left');
  const far = hills(stage, horizon - unit * 5, horizon, 2, meadowFiller);
  const at = (t: number): number => box.x + box.width * (left ? t : 1 - t);
  silo(stage, [at(0.44), far(at(0.44)) + unit * 2], box.height * 0.22);
  barn(stage, [at(0.24), far(at(0.24)) + unit * 4], box.width * 0.32);
  roundTree(stage, [at(0.86), far(at(0.86)) + unit * 3], box.height * random.between(0.2, 0.26), 2);
  if (random.chance(0.6)) stage.canvas.draw(drawingOf('tractor'), { at: [at(0.66), far(at(0.66)) + unit * 6], height: box.height * 0.1, flip: left }); // prettier-ignore
  fence(stage, box.x, box.x + box.width, (x) => far(x) + unit * 10, unit * 9);
  return land(hills(stage, horizon + unit * 11, horizon + unit * 11, 1, meadowFiller));
};

const sea: Recipe = (stage, horizon) => {
  const bed = stage.box.y + stage.box.height * 0.8;
  return { top: underwater(stage, Math.max(bed, horizon)), floats: true, indoors: false };
};

const space: Recipe = (stage) => {
  const ground = stage.box.y + stage.box.height * 0.64;
  return land(outerSpace(stage, ground));
};

const castleGround: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  const t = random.pick([0.37, 0.63]);
  paintSky(stage, horizon, hour, t < 0.5 ? 'right' : 'left');
  if (random.chance(0.5)) mountains(stage, horizon, box.height * 0.2, 3);
  const far = hills(stage, horizon, horizon, 1, meadowFiller);
  const x = box.x + box.width * t;
  castle(stage, [x, far(x) + unit * 3], Math.min(box.width * 0.6, box.height * 0.5), box.height * 0.36);
  row(stage, stage.many(2, 5), true, (at) =>
    pine(stage, [at, far(at) + unit * 4], box.height * random.between(0.13, 0.2)),
  );
  const near = hills(stage, horizon + unit * 5, horizon + unit * 7, 1, meadowFiller);
  row(stage, stage.many(1, 3), true, (at) => bush(stage, [at, near(at) + unit], unit * random.between(12, 17)));
  return land(near);
};

const winter: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour === 'night' ? 'night' : 'snow');
  if (random.chance(0.5)) mountains(stage, horizon + unit * 2, box.height * 0.2, 3);
  const far = hills(stage, horizon - unit * 3, horizon, 2, snowFiller);
  row(stage, stage.many(3, 7), true, (x) =>
    pine(stage, [x, far(x) + unit * 2], box.height * random.between(0.17, 0.26), true),
  );
  if (random.chance(0.55)) stage.canvas.draw(drawingOf(random.pick(['house', 'hut', 'snowman'])), { at: [box.x + box.width * random.pick([0.2, 0.8]), horizon + unit * 7], height: box.height * 0.14 }); // prettier-ignore
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, snowFiller);
  return land(near);
};

const beach: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  waves(stage, horizon, horizon + unit * 14, stage.many(2, 4));
  stage.canvas.draw(drawingOf(random.pick(['sailboat', 'ship', 'desert island'])), { at: [box.x + box.width * random.pick([0.3, 0.7]), horizon + unit * 5], height: box.height * 0.13 }); // prettier-ignore
  const near = hillCurve(horizon + unit * 15, unit * 4, box.width * 1.3, random.between(0, 6));
  const sand = below(near, box);
  stage.canvas.shape(sand);
  stage.zone(sand, sandFiller);
  const x = box.x + box.width * random.pick([0.13, 0.87]);
  stage.canvas.draw(drawingOf('palm tree'), { at: [x, near(x) + unit * 4], height: box.height * 0.36 });
  return land(near);
};

const pirate: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const ship = box.x + box.width * random.pick([0.28, 0.72]);
  const rows = stage.many(2, 4);
  waves(stage, horizon, horizon + unit * 7, Math.max(1, rows - 1));
  stage.canvas.draw(drawingOf('sailboat'), { at: [ship, horizon + unit * 8], height: box.height * 0.26 });
  waves(stage, horizon + unit * 6, horizon + unit * 13, rows);
  const near = hillCurve(horizon + unit * 15, unit * 5, box.width * 1.2, random.between(0, 6));
  const sand = below(near, box);
  stage.canvas.shape(sand);
  stage.zone(sand, sandFiller);
  const x = 2 * box.x + box.width - ship + (ship < box.x + box.width / 2 ? 1 : -1) * box.width * 0.14;
  stage.canvas.draw(drawingOf('palm tree'), { at: [x, near(x) + unit * 4], height: box.height * 0.33 });
  return land(near);
};

const ocean: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  stage.canvas.draw(drawingOf('desert island'), { at: [box.x + box.width * random.pick([0.22, 0.78]), horizon + unit * 4], height: box.height * 0.15 }); // prettier-ignore
  waves(stage, horizon, box.y + box.height, stage.many(6, 12));
  return { top: () => horizon + unit * 10, floats: false, indoors: false };
};

const jungle: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(3, 5), true, (x) => stage.canvas.draw(drawingOf('palm tree'), { at: [x, far(x) + unit * 2], height: box.height * random.between(0.24, 0.34), flip: random.chance(0.5) })); // prettier-ignore
  const near = hills(stage, horizon + unit * 7, horizon + unit * 9, stage.age === '2-4' ? 1 : 2, forestFiller);
  const fan = (corner: Point, from: number, to: number, length: number): void => {
    const count = stage.many(3, 5);
    for (let i = 0; i < count; i++) {
      const angle = from + ((to - from) * (i + 0.5)) / count;
      const tip: Point = [corner[0] + Math.cos(angle) * length, corner[1] + Math.sin(angle) * length];
      if (i % 2) frond(stage, corner, tip, stage.many(5, 8));
      else bigLeaf(stage, corner, tip, 0.46);
    }
  };
  fan([box.x, box.y], 0.05, Math.PI / 2 - 0.05, unit * 27);
  fan([box.x + box.width, box.y], Math.PI / 2 + 0.05, Math.PI - 0.05, unit * 27);
  return land(near);
};

const savanna: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  mountains(stage, horizon + unit, box.height * 0.1, 4);
  const far = hills(stage, horizon, horizon, 1, meadowFiller);
  row(stage, stage.many(2, 3), true, (x) =>
    acacia(stage, [x, far(x) + unit * 2], box.height * random.between(0.2, 0.28)),
  );
  return land(hills(stage, horizon + unit * 7, horizon + unit * 7, 1, meadowFiller));
};

function acacia(stage: Stage, [x, y]: Point, height: number): void {
  const { canvas } = stage;
  const trunk: Point[] = [[x - height * 0.06, y], [x - height * 0.03, y - height * 0.4], [x - height * 0.24, y - height * 0.72], [x - height * 0.17, y - height * 0.72], [x, y - height * 0.48], [x + height * 0.18, y - height * 0.72], [x + height * 0.25, y - height * 0.72], [x + height * 0.04, y - height * 0.4], [x + height * 0.06, y]]; // prettier-ignore
  canvas.shape(trunk);
  for (const [dx, lift, width] of [
    [-0.22, 0.72, 0.34],
    [0.22, 0.7, 0.34],
    [0, 0.82, 0.4],
  ] as const) {
    const crown = ellipseOf([x + dx * height, y - height * lift], height * width, height * 0.1);
    canvas.shape(crown);
    canvas.coverage.markArea(crown);
  }
}

const desert: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon - unit * 3, horizon + unit * 2, 2, sandless);
  row(stage, stage.many(2, 4), true, (x) => stage.canvas.draw(drawingOf('cactus'), { at: [x, far(x) + unit * 3], height: box.height * random.between(0.14, 0.22) })); // prettier-ignore
  return land(hills(stage, horizon + unit * 9, horizon + unit * 9, 1, sandless));
};

const sandless = (stage: Stage, [x, y]: Point, radius: number): number => {
  if (stage.random.chance(0.5)) stone(stage, [x, y + radius * 0.7], radius * 1.6);
  else if (stage.random.chance(0.5)) stage.canvas.draw(drawingOf('cactus'), { at: [x, y + radius * 0.9], height: radius * 1.8 });
  else stage.canvas.stroke([[x - radius, y], [x - radius * 0.3, y - radius * 0.2], [x + radius * 0.4, y + radius * 0.15], [x + radius, y]]); // prettier-ignore
  return radius;
};

const mountain: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon - box.height * 0.12, hour);
  mountains(stage, horizon + unit * 2, box.height * 0.34, stage.many(3, 4));
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(3, 7), true, (x) =>
    pine(stage, [x, far(x) + unit * 2], box.height * random.between(0.13, 0.2)),
  );
  return land(hills(stage, horizon + unit * 7, horizon + unit * 7, 1, forestFiller));
};

const prehistoric: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  const at = box.x + box.width * random.pick([0.26, 0.74]);
  paintSky(stage, horizon, hour, at < box.x + box.width / 2 ? 'right' : 'left');
  stage.canvas.draw(drawingOf('volcano'), { at: [at, horizon + unit * 4], height: box.height * 0.27 });
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(2, 4), true, (x) => stage.canvas.draw(drawingOf('palm tree'), { at: [x, far(x) + unit * 2], height: box.height * random.between(0.2, 0.27), flip: random.chance(0.5) })); // prettier-ignore
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, forestFiller);
  row(stage, stage.many(2, 5), true, (x) => {
    for (const lean of [-0.9, -0.45, 0, 0.45, 0.9]) frond(stage, [x, near(x) + unit * 2], [x + Math.sin(lean) * unit * 11, near(x) + unit * 2 - Math.cos(lean) * unit * 12], 5); // prettier-ignore
  });
  return land(near);
};

const town: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon - box.height * 0.15, hour);
  const count = stage.many(3, 6);
  const ground = horizon + unit * 4;
  const width = box.width / count;
  for (let i = 0; i < count; i++) townHouse(stage, [box.x + width * (i + 0.5), ground], width * 0.94, box.height * random.between(0.24, 0.4)); // prettier-ignore
  return road(stage, ground, unit * 17);
};

/** A pavement, a road with dashes, and grass in front. */
function road(stage: Stage, top: number, width: number): Ground {
  const { box, canvas, unit } = stage;
  const band = (y: number): Point[] => rectangle({ ...box, y, height: box.y + box.height - y });
  canvas.shape(band(top));
  stage.zone(band(top), null);
  canvas.shape(band(top + unit * 3));
  const dashes = stage.many(4, 8);
  for (let i = 0; i < dashes; i++) {
    const x = box.x + (box.width * (i + 0.25)) / dashes;
    canvas.shape(
      rectangle({ x, y: top + unit * 3 + width * 0.46, width: (box.width / dashes) * 0.5, height: unit * 1.5 }),
    );
  }
  const near = hillCurve(top + unit * 3 + width, unit, box.width, 1);
  const grass = below(near, box);
  canvas.shape(grass);
  stage.zone(grass, meadowFiller);
  return land(near);
}

const roadside: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon - unit * 5, horizon, 2, meadowFiller);
  row(stage, stage.many(2, 5), false, (x) => (random.chance(0.6) ? roundTree : pine)(stage, [x, far(x) + unit * 2], box.height * random.between(0.16, 0.24))); // prettier-ignore
  return road(stage, horizon + unit * 7, unit * 19);
};

const construction: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const left = random.chance(0.5);
  const at = (t: number): number => box.x + box.width * (left ? t : 1 - t);
  townHouse(stage, [at(0.75), horizon + unit * 2], box.width * 0.24, box.height * 0.3);
  stage.canvas.draw(drawingOf('factory'), {
    at: [at(0.32), horizon + unit * 3],
    height: box.height * 0.22,
    flip: left,
  });
  const far = hills(stage, horizon, horizon, 1, sandless);
  row(stage, stage.many(2, 4), true, (x) => stage.canvas.draw(drawingOf(random.pick(['construction', 'brick', 'construction', 'wood'])), { at: [x, far(x) + unit * 8], height: unit * 12 })); // prettier-ignore
  return land(hills(stage, horizon + unit * 9, horizon + unit * 9, 1, sandless));
};

const pond: Recipe = (stage, horizon, hour) => {
  const { box, random, unit, canvas } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, meadowFiller);
  row(stage, stage.many(2, 5), true, (x) =>
    roundTree(stage, [x, far(x) + unit * 2], box.height * random.between(0.17, 0.25)),
  );
  const near = hills(stage, horizon + unit * 6, horizon + unit * 6, 1, meadowFiller);
  const centre: Point = [box.x + box.width / 2, box.y + box.height * 0.86];
  const water = ellipseOf(centre, box.width * 0.44, box.height * 0.1);
  canvas.shape(water);
  stage.zone(water, (each, [x, y], radius) => {
    each.canvas.draw(drawingOf(each.random.pick(['lotus', 'fish', 'lotus'])), {
      at: [x, y + radius * 0.7],
      height: radius * 1.4,
    });
    return radius;
  });
  for (const t of [0.82, 0.62])
    canvas.stroke(ellipseOf([centre[0], centre[1]], box.width * 0.44 * t, box.height * 0.1 * t).slice(2, 16));
  return land(near);
};

const sky: Recipe = (stage, _horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, box.y + box.height * 0.75, hour === 'snow' ? 'day' : hour);
  for (const t of [0.22, 0.78]) flyingThing(stage, [box.x + box.width * t, box.y + box.height * random.between(0.42, 0.56)], unit * 15, ['kite', 'balloon', 'bird', 'dove', 'rainbow']); // prettier-ignore
  const far = cloudFloor(stage, hillCurve(box.y + box.height * 0.68, unit * 3, box.width, 1));
  stage.zone(far, starFiller);
  const near = hillCurve(box.y + box.height * 0.76, unit * 3, box.width, 4);
  stage.zone(cloudFloor(stage, near), starFiller);
  return land(near);
};

const party: Recipe = (stage) => {
  const { box, unit } = stage;
  const floor = box.y + box.height * 0.74;
  room(stage, floor, 'boards');
  stage.zone(rectangle({ ...box, height: floor - box.y - unit * 3 }), confettiFiller);
  const middle = box.x + box.width / 2;
  bunting(stage, [box.x, box.y + unit * 5], [middle, box.y + unit * 7], unit * 7);
  bunting(stage, [middle, box.y + unit * 7], [box.x + box.width, box.y + unit * 5], unit * 7);
  return { top: () => floor, floats: false, indoors: true };
};

const indoors =
  (look: 'boards' | 'tiles', things: readonly string[]): Recipe =>
  (stage, _horizon, hour) => {
    const { box, random, unit } = stage;
    const floor = box.y + box.height * 0.7;
    const top = room(stage, floor, look);
    const left = random.chance(0.5);
    const at = (t: number): number => box.x + box.width * (left ? t : 1 - t);
    const width = Math.min(box.width * 0.27, box.height * 0.24);
    window(
      stage,
      { x: at(0.28) - width / 2, y: box.y + box.height * 0.12, width, height: width * 1.15 },
      hour === 'night',
    );
    const wide = box.width * 0.34;
    shelf(
      stage,
      at(0.74) - wide / 2,
      box.y + box.height * 0.24,
      wide,
      random.shuffled(things).slice(0, stage.many(2, 4)),
    );
    if (stage.density.detail > 0.3) shelf(stage, at(0.74) - wide / 2, box.y + box.height * 0.42, wide, random.shuffled(things).slice(0, stage.many(2, 4))); // prettier-ignore
    return { top, floats: false, indoors: true };
  };

const circus: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, confettiFiller);
  stage.canvas.draw(drawingOf('circus tent'), {
    at: [box.x + box.width * 0.5, far(box.x) + unit * 6],
    height: box.height * 0.34,
  });
  for (const t of [0.14, 0.86]) stage.canvas.draw(drawingOf(random.pick(['ferris wheel', 'carousel horse', 'roller coaster'])), { at: [box.x + box.width * t, far(box.x) + unit * 7], height: box.height * 0.18 }); // prettier-ignore
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, meadowFiller);
  bunting(stage, [box.x, box.y + unit * 4], [box.x + box.width, box.y + unit * 4], unit * 8);
  return land(near);
};

const RECIPES: Readonly<Record<string, Recipe>> = {
  forest, meadow, garden, farm, sea, space, castle: castleGround, winter, beach, pirate, ocean, jungle, savanna, desert, mountain, prehistoric, town, road: roadside, construction, pond, sky, party, circus,
  'tea party': garden,
  night: (stage, horizon) => forest(stage, horizon, 'night'),
  kitchen: indoors('tiles', ['jar', 'teapot', 'bread', 'honey pot', 'bowl with spoon', 'pot of food', 'hot beverage', 'canned food', 'salt', 'pie']),
  room: indoors('boards', ['books', 'teddy bear', 'potted plant', 'alarm clock', 'yarn', 'globe with meridians', 'framed picture', 'nesting dolls']),
  workshop: indoors('tiles', ['toolbox', 'gear', 'light bulb', 'battery', 'magnet', 'hammer and wrench', 'telescope', 'test tube', 'jar']),
}; // prettier-ignore

export const SETTINGS: readonly string[] = Object.keys(RECIPES);

/** Paints a setting over the stage's box, far to near; unknown settings become a meadow. `horizon` is a height on the page. */
export function paintSetting(stage: Stage, setting: string, horizon: number, hour: Hour): Ground {
  return (RECIPES[setting] ?? meadow)(stage, horizon, hour);
}
