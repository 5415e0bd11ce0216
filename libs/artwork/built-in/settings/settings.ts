import type { Hour } from '../scenery/sky.js';
import { forest, meadow, garden, farm, winter, savanna, mountain, pond } from './nature.js';
import { sea, beach, pirate, ocean, jungle, desert, prehistoric } from './shore.js';
import { castleGround, town, roadside, construction, space, sky, party, indoors, circus } from './built.js';
import type { Ground, Recipe } from './recipe.js';
import type { Stage } from '../stage.js';
import { wordTable } from '../vocabulary/word-table.js';

const RECIPES: Readonly<Record<string, Recipe>> = wordTable({
  forest,
  meadow,
  garden,
  farm,
  sea,
  space,
  castle: castleGround,
  winter,
  beach,
  pirate,
  ocean,
  jungle,
  savanna,
  desert,
  mountain,
  prehistoric,
  town,
  road: roadside,
  construction,
  pond,
  sky,
  party,
  circus,
  'tea party': garden,
  night: (stage, horizon) => forest(stage, horizon, 'night'),
  kitchen: indoors('tiles', [
    'jar',
    'teapot',
    'bread',
    'honey pot',
    'bowl with spoon',
    'pot of food',
    'hot beverage',
    'canned food',
    'salt',
    'pie',
  ]),
  room: indoors('boards', [
    'books',
    'teddy bear',
    'potted plant',
    'alarm clock',
    'yarn',
    'globe with meridians',
    'framed picture',
    'nesting dolls',
  ]),
  workshop: indoors('tiles', [
    'toolbox',
    'gear',
    'light bulb',
    'battery',
    'magnet',
    'hammer and wrench',
    'telescope',
    'test tube',
    'jar',
  ]),
});

export const SETTINGS: readonly string[] = Object.keys(RECIPES);

/** Paints a setting over the stage's box, far to near; unknown settings become a meadow. `horizon` is a height on the page. */
export function paintSetting(stage: Stage, setting: string, horizon: number, hour: Hour): Ground {
  return (RECIPES[setting] ?? meadow)(stage, horizon, hour);
}
