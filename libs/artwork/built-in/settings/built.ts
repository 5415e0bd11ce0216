import { type Point, rectangle } from '../../line-art/geometry.js';
import { drawingOf } from '../drawings/drawings.js';
import { castle, townHouse } from '../scenery/buildings.js';
import { bush, hills, meadowFiller, pine, roundTree } from '../scenery/plants.js';
import { bunting, confettiFiller, room, shelf, window } from '../scenery/rooms.js';
import { cloudFloor, flyingThing, mountains, paintSky, starFiller } from '../scenery/sky.js';
import { outerSpace } from '../scenery/space.js';
import { below, hillCurve } from '../canvas/shapes.js';
import type { Stage } from '../stage.js';
import { type Ground, land, type Recipe, row } from './recipe.js';
import { sandless } from './shore.js';

export const space: Recipe = (stage) => {
  const ground = stage.box.y + stage.box.height * 0.64;
  return land(outerSpace(stage, ground));
};

export const castleGround: Recipe = (stage, horizon, hour) => {
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

export const town: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon - box.height * 0.15, hour);
  const count = stage.many(3, 6);
  const ground = horizon + unit * 4;
  const width = box.width / count;
  for (let i = 0; i < count; i++)
    townHouse(stage, [box.x + width * (i + 0.5), ground], width * 0.94, box.height * random.between(0.24, 0.4));
  return road(stage, ground, unit * 20);
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
  return { ...land(near), lane: { y: top + unit * 2 + width * 0.78, height: width * 1.5 } };
}

export const roadside: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon - unit * 5, horizon, 2, meadowFiller);
  row(stage, stage.many(2, 5), false, (x) =>
    (random.chance(0.6) ? roundTree : pine)(stage, [x, far(x) + unit * 2], box.height * random.between(0.16, 0.24)),
  );
  return road(stage, horizon + unit * 9, unit * 27);
};

export const construction: Recipe = (stage, horizon, hour) => {
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
  row(stage, stage.many(2, 4), true, (x) =>
    stage.canvas.draw(drawingOf(random.pick(['construction', 'brick', 'construction', 'wood'])), {
      at: [x, far(x) + unit * 8],
      height: unit * 12,
    }),
  );
  return land(hills(stage, horizon + unit * 9, horizon + unit * 9, 1, sandless));
};

export const sky: Recipe = (stage, _horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, box.y + box.height * 0.75, hour === 'snow' ? 'day' : hour);
  for (const t of [0.22, 0.78])
    flyingThing(stage, [box.x + box.width * t, box.y + box.height * random.between(0.42, 0.56)], unit * 15, [
      'kite',
      'balloon',
      'bird',
      'dove',
      'rainbow',
    ]);
  const far = cloudFloor(stage, hillCurve(box.y + box.height * 0.68, unit * 3, box.width, 1));
  stage.zone(far, starFiller);
  const near = hillCurve(box.y + box.height * 0.76, unit * 3, box.width, 4);
  stage.zone(cloudFloor(stage, near), starFiller);
  return land(near);
};

export const party: Recipe = (stage) => {
  const { box, unit } = stage;
  const floor = box.y + box.height * 0.74;
  room(stage, floor, 'boards');
  stage.zone(rectangle({ ...box, height: floor - box.y - unit * 3 }), confettiFiller);
  const middle = box.x + box.width / 2;
  bunting(stage, [box.x, box.y + unit * 5], [middle, box.y + unit * 7], unit * 7);
  bunting(stage, [middle, box.y + unit * 7], [box.x + box.width, box.y + unit * 5], unit * 7);
  return { top: () => floor, floats: false, indoors: true };
};

export const indoors =
  (look: 'boards' | 'tiles', things: readonly string[]): Recipe =>
  (stage, _horizon, hour) => {
    const { box, random } = stage;
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
    if (stage.density.detail > 0.3)
      shelf(
        stage,
        at(0.74) - wide / 2,
        box.y + box.height * 0.42,
        wide,
        random.shuffled(things).slice(0, stage.many(2, 4)),
      );
    return { top, floats: false, indoors: true };
  };

export const circus: Recipe = (stage, horizon, hour) => {
  const { box, random, unit } = stage;
  paintSky(stage, horizon, hour);
  const far = hills(stage, horizon, horizon, 1, confettiFiller);
  stage.canvas.draw(drawingOf('circus tent'), {
    at: [box.x + box.width * 0.5, far(box.x) + unit * 6],
    height: box.height * 0.34,
  });
  for (const t of [0.14, 0.86])
    stage.canvas.draw(drawingOf(random.pick(['ferris wheel', 'carousel horse', 'roller coaster'])), {
      at: [box.x + box.width * t, far(box.x) + unit * 7],
      height: box.height * 0.18,
    });
  const near = hills(stage, horizon + unit * 8, horizon + unit * 8, 1, meadowFiller);
  bunting(stage, [box.x, box.y + unit * 4], [box.x + box.width, box.y + unit * 4], unit * 8);
  return land(near);
};
