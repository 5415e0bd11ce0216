import { type Point } from '../../line-art/geometry.js';
import { drawingOf } from '../drawings/drawings.js';
import { bigLeaf, forestFiller, frond, hills, stone } from '../scenery/plants.js';
import { paintSky } from '../scenery/sky.js';
import { sandFiller, underwater, waves } from '../scenery/water.js';
import { below, hillCurve } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { land, type Recipe, row } from './recipe.js';

export const sea: Recipe = (stage, horizon) => {
  const bed = stage.box.y + stage.box.height * 0.8;
  return { top: underwater(stage, Math.max(bed, horizon)), floats: true, indoors: false };
};

export const beach: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  waves(stage, horizon, horizon + unit * 14, stage.many(2, 4));
  stage.canvas.draw(drawingOf(random.pick(['sailboat', 'ship', 'desert island'])), {
    at: [box.x + box.width * random.pick([0.3, 0.7]), horizon + unit * 5],
    height: box.height * 0.13,
  });
  const near = hillCurve(horizon + unit * 15, unit * 4, box.width * 1.3, random.between(0, 6));
  const sand = below(near, box);
  stage.canvas.shape(sand);
  stage.zone(sand, sandFiller);
  const x = box.x + box.width * random.pick([0.13, 0.87]);
  stage.canvas.draw(drawingOf('palm tree'), { at: [x, near(x) + unit * 4], height: box.height * 0.36 });
  return land(near);
};

export const pirate: Recipe = (stage, horizon, hour) => {
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

export const ocean: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  stage.canvas.draw(drawingOf('desert island'), {
    at: [box.x + box.width * random.pick([0.22, 0.78]), horizon + unit * 4],
    height: box.height * 0.15,
  });
  waves(stage, horizon, box.y + box.height, stage.many(6, 12));
  return { top: () => horizon + unit * 10, floats: false, indoors: false };
};

export const jungle: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(3, 5), true, (x) =>
    stage.canvas.draw(drawingOf('palm tree'), {
      at: [x, far(x) + unit * 2],
      height: box.height * random.between(0.24, 0.34),
      flip: random.chance(0.5),
    }),
  );
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

export const desert: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon - unit * 3, horizon + unit * 2, 2, sandless);
  row(stage, stage.many(2, 4), true, (x) =>
    stage.canvas.draw(drawingOf('cactus'), {
      at: [x, far(x) + unit * 3],
      height: box.height * random.between(0.14, 0.22),
    }),
  );
  return land(hills(stage, horizon + unit * 9, horizon + unit * 9, 1, sandless));
};

export const sandless = (stage: Stage, [x, y]: Point, radius: number): number => {
  const roll = stage.random.next();
  if (roll < 0.5) stone(stage, [x, y + radius * 0.7], radius * 1.6);
  else if (roll < 0.75) stage.canvas.draw(drawingOf('cactus'), { at: [x, y + radius * 0.9], height: radius * 1.8 });
  else
    stage.canvas.stroke([
      [x - radius, y],
      [x - radius * 0.3, y - radius * 0.2],
      [x + radius * 0.4, y + radius * 0.15],
      [x + radius, y],
    ]);
  return radius;
};

export const prehistoric: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  const at = box.x + box.width * random.pick([0.26, 0.74]);
  paintSky(stage, horizon, hour, at < box.x + box.width / 2 ? 'right' : 'left');
  stage.canvas.draw(drawingOf('volcano'), { at: [at, horizon + unit * 4], height: box.height * 0.27 });
  const far = hills(stage, horizon, horizon, 1, forestFiller);
  row(stage, stage.many(2, 4), true, (x) =>
    stage.canvas.draw(drawingOf('palm tree'), {
      at: [x, far(x) + unit * 2],
      height: box.height * random.between(0.2, 0.27),
      flip: random.chance(0.5),
    }),
  );
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, forestFiller);
  row(stage, stage.many(2, 5), true, (x) => {
    for (const lean of [-0.9, -0.45, 0, 0.45, 0.9])
      frond(
        stage,
        [x, near(x) + unit * 2],
        [x + Math.sin(lean) * unit * 11, near(x) + unit * 2 - Math.cos(lean) * unit * 12],
        5,
      );
  });
  return land(near);
};
