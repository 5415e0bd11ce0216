import { type Point } from '../../line-art/geometry.js';
import { drawingOf } from '../drawings/drawings.js';
import { barn, fence, silo } from '../scenery/buildings.js';
import { bush, flower, forestFiller, framingTree, hills, meadowFiller, pine, roundTree } from '../scenery/plants.js';
import { mountains, paintSky, snowFiller } from '../scenery/sky.js';
import { ellipseOf } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { land, type Recipe, row } from './recipe.js';

export const forest: Recipe = (stage, horizon, hour) => {
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
    if (stage.density.detail > 0.6 && random.chance(0.5))
      framingTree(stage, side === 'left' ? 'right' : 'left', near(box.x + box.width / 2) + unit * 6);
  }
  return land(near);
};

export const meadow: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon - unit * 4, horizon, 2, meadowFiller);
  row(stage, stage.many(2, 4), true, (x) =>
    roundTree(stage, [x, far(x) + unit * 2], box.height * random.between(0.19, 0.27)),
  );
  row(stage, stage.many(0, 3), false, (x) => bush(stage, [x, far(x) + unit * 2.5], unit * random.between(12, 18)));
  return land(hills(stage, horizon + unit * 8, horizon + unit * 8, 1, meadowFiller));
};

export const garden: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, meadowFiller);
  const houseX = box.x + box.width * random.pick([0.24, 0.76]);
  roundTree(stage, [2 * box.x + box.width - houseX, far(houseX) + unit * 2], box.height * 0.27, 2);
  stage.canvas.draw(drawingOf(random.pick(['house with garden', 'house', 'hut'])), {
    at: [houseX, far(houseX) + unit * 4],
    height: box.height * 0.2,
  });
  fence(stage, box.x, box.x + box.width, (x) => far(x) + unit * 6, unit * 11);
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, meadowFiller);
  row(stage, stage.many(3, 7), true, (x) => flower(stage, [x, near(x) + unit * 2.5], unit * random.between(14, 22)));
  return land(near);
};

export const farm: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  const left = random.chance(0.5);
  paintSky(stage, horizon, hour, left ? 'right' : 'left');
  const far = hills(stage, horizon - unit * 5, horizon, 2, meadowFiller);
  const at = (t: number): number => box.x + box.width * (left ? t : 1 - t);
  silo(stage, [at(0.44), far(at(0.44)) + unit * 2], box.height * 0.22);
  barn(stage, [at(0.24), far(at(0.24)) + unit * 4], box.width * 0.32);
  roundTree(stage, [at(0.63), far(at(0.63)) + unit * 3], box.height * random.between(0.18, 0.23), 2);
  if (random.chance(0.6))
    stage.canvas.draw(drawingOf('tractor'), {
      at: [at(0.86), far(at(0.86)) + unit * 6],
      height: box.height * 0.1,
      flip: left,
    });
  fence(stage, box.x, box.x + box.width, (x) => far(x) + unit * 10, unit * 9);
  return land(hills(stage, horizon + unit * 11, horizon + unit * 11, 1, meadowFiller));
};

export const winter: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour === 'night' ? 'night' : 'snow');
  if (random.chance(0.5)) mountains(stage, horizon + unit * 2, box.height * 0.2, 3);
  const far = hills(stage, horizon - unit * 3, horizon, 2, snowFiller);
  row(stage, stage.many(3, 7), true, (x) =>
    pine(stage, [x, far(x) + unit * 2], box.height * random.between(0.17, 0.26), true),
  );
  if (random.chance(0.55))
    stage.canvas.draw(drawingOf(random.pick(['house', 'hut', 'snowman'])), {
      at: [box.x + box.width * random.pick([0.2, 0.8]), horizon + unit * 7],
      height: box.height * 0.14,
    });
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, snowFiller);
  return land(near);
};

export const savanna: Recipe = (stage, horizon, hour) => {
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
  const trunk: Point[] = [
    [x - height * 0.06, y],
    [x - height * 0.03, y - height * 0.4],
    [x - height * 0.24, y - height * 0.72],
    [x - height * 0.17, y - height * 0.72],
    [x, y - height * 0.48],
    [x + height * 0.18, y - height * 0.72],
    [x + height * 0.25, y - height * 0.72],
    [x + height * 0.04, y - height * 0.4],
    [x + height * 0.06, y],
  ];
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

export const mountain: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon - box.height * 0.12, hour);
  mountains(stage, horizon + unit * 2, box.height * 0.34, stage.many(3, 4));
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(3, 7), true, (x) =>
    pine(stage, [x, far(x) + unit * 2], box.height * random.between(0.13, 0.2)),
  );
  return land(hills(stage, horizon + unit * 7, horizon + unit * 7, 1, forestFiller));
};

export const pond: Recipe = (stage, horizon, hour) => {
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
