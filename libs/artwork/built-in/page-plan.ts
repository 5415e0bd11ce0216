import { firstOf } from '#contracts/items.js';
import { creatureOf, homeOf } from './drawings/drawing-catalog.js';
import { memberOf, type Member } from './characters/cast.js';
import type { ArtCharacter, ArtRequest } from '../illustrator.js';
import { Random } from './random.js';
import { type Drawables, drawableNouns, findDrawables } from './vocabulary/vocabulary.js';
import { wordTable } from './vocabulary/word-table.js';

/** Who and what is on a page, and where. */
export interface PagePlan {
  /** The hero first. */
  cast: Member[];
  /** Creatures of the theme that are no characters, for crowds, frames and patterns. */
  extras: Member[];
  /** Things the page's own words name come first, then the theme's. */
  props: string[];
  /** How many of `props` the page's own words name. */
  namedProps: number;
  setting: string;
  /** A meal or a feast: people sit round a table. */
  isFeast: boolean;
  notes: string[];
  random: Random;
}

/** Those who stand in when a theme names nothing that can be drawn. */
const FALLBACKS: readonly (readonly string[])[] = [
  ['fox', 'rabbit', 'owl'],
  ['bear', 'hedgehog', 'bird'],
  ['cat', 'dog', 'duck'],
  ['panda', 'monkey', 'parrot'],
];
const STAND_IN_PROPS = ['star', 'balloon', 'kite', 'red heart', 'rainbow', 'blossom'];
const HOUSE_PROPS: Readonly<Record<string, readonly string[]>> = wordTable({
  forest: ['mushroom', 'chestnut', 'maple leaf'],
  sea: ['spiral shell', 'coral', 'treasure chest', 'anchor'],
  space: ['rocket', 'ringed planet', 'star', 'satellite'],
  farm: ['carrot', 'sunflower', 'basket', 'ear of corn'],
  castle: ['crown', 'shield', 'gem stone', 'treasure chest'],
  winter: ['snowman', 'sled', 'snowflake'],
  party: ['wrapped gift', 'birthday cake', 'balloon', 'party popper'],
  'tea party': ['teapot', 'hot beverage', 'cupcake'],
  beach: ['bucket', 'spiral shell', 'soft ice cream'],
  pirate: ['treasure chest', 'world map', 'anchor'],
  kitchen: ['birthday cake', 'bowl with spoon', 'bread'],
  jungle: ['banana', 'hibiscus', 'coconut'],
  savanna: ['herb', 'blossom'],
  desert: ['cactus', 'rock'],
  prehistoric: ['egg', 'nest with eggs', 'bone'],
  mountain: ['tent', 'backpack', 'compass'],
  town: ['bicycle', 'balloon', 'potted plant'],
  road: ['construction', 'vertical traffic light', 'wheel'],
  construction: ['construction', 'brick', 'shovel', 'toolbox'],
  garden: ['bucket', 'tulip', 'shovel', 'sunflower'],
  meadow: ['tulip', 'blossom', 'kite'],
  night: ['candle', 'star', 'open book'],
  pond: ['lotus', 'canoe'],
  room: ['teddy bear', 'books', 'puzzle piece'],
  workshop: ['gear', 'wrench', 'light bulb', 'battery'],
  circus: ['soccer ball', 'balloon', 'drum'],
  sky: ['kite', 'balloon', 'umbrella'],
  ocean: ['anchor', 'ring buoy'],
});

const FEAST =
  /\b(tea|party|parties|birthday|picnic|feast|lunch|dinner|supper|breakfast|cakes?|bak(?:e|es|ing)|cook(?:s|ing)?|table|eat(?:s|ing)?)\b/i;

export function planPage(request: ArtRequest): PagePlan {
  const { theme, seed, number, variation } = request;
  const random = new Random('page', seed, number, variation, request.style, theme);
  const whole = drawableNouns(theme);
  const here = findDrawables(withoutNames(`${request.prompt} ${request.text}`, request.characters), true);
  const notes: string[] = [];
  if (whole.unsafe.length > 0)
    notes.push(`No drawing for ${quoted(whole.unsafe)}: not on a page for children. Drew something kinder.`);
  const fallback = new Random('stand-in', seed, theme).pick(FALLBACKS);
  const isBlank = whole.heroes.length === 0 && whole.props.length === 0;
  const isEmpty = isBlank && request.characters.length === 0;
  const missing = whole.unknown;
  if (missing.length > 0)
    notes.push(`No drawing for ${quoted(missing)}${isEmpty ? `; drew a ${fallback[0]} and friends instead` : ''}.`);
  const { cast, kinds } = characters(request, whole, isEmpty ? [...fallback] : [], notes);
  const setting =
    here.setting && !isBlank && fits(here.setting, whole.setting)
      ? here.setting
      : whole.setting || homeOf(firstOf(cast).creature.drawing) || here.setting || 'meadow';
  const named = here.named.filter((name) => !creatureOf(name)).slice(0, 4);
  const themed = random.shuffled(whole.props.length > 0 ? whole.props : (HOUSE_PROPS[setting] ?? STAND_IN_PROPS));
  const props = [
    ...new Set([...named, ...themed, ...(HOUSE_PROPS[setting] ?? []), ...(isEmpty ? STAND_IN_PROPS : [])]),
  ];
  const words = `${request.prompt} ${request.text}`;
  const isFeast = FEAST.test(words.trim() === '' && random.chance(0.5) ? theme : words);
  const extras = random
    .shuffled([...whole.companions, ...whole.heroes, ...here.heroes])
    .filter((name, index, all) => all.indexOf(name) === index && !kinds.includes(name) && creatureOf(name))
    .filter((name) => belongs(name, setting))
    .map((name) => memberOf({ name: '', description: '' }, name));
  return {
    cast: onThisPage(cast, request, extras, random),
    extras,
    props,
    namedProps: named.length,
    setting,
    isFeast,
    notes,
    random,
  };
}

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** A character called Luna is no moon, and Rose no flower. */
const withoutNames = (text: string, named: readonly ArtCharacter[]): string =>
  named.reduce((rest, { name }) => (name ? rest.replaceAll(name, ' ') : rest), text);

/** A page may move indoors or into the night, but a book under the sea stays there unless its page says much else. */
const fits = (here: string, whole: string): boolean =>
  whole === '' ||
  here === whole ||
  !['sea', 'space', 'winter', 'prehistoric', 'pirate', 'farm', 'castle'].includes(whole);

/** Whales do not come to the farm. */
function belongs(name: string, setting: string): boolean {
  const way = creatureOf(name)?.way;
  if (setting === 'sea') return way === 'swims' || /crab|lobster|turtle|octopus|seal/.test(name);
  if (way === 'swims')
    return ['beach', 'pirate', 'ocean', 'winter'].includes(setting) && !/fish$|jelly|squid|shrimp/.test(name);
  return true;
}

/** The book's characters in order, each with the drawing that shows it on all pages. */
function characters(
  request: ArtRequest,
  whole: Drawables,
  standIns: string[],
  notes: string[],
): { cast: Member[]; kinds: string[] } {
  const free = [...whole.heroes, ...whole.companions, ...standIns];
  const fallback = new Random('hero', request.seed, request.theme).pick(FALLBACKS);
  const described = request.characters.map((character): [ArtCharacter, string] => {
    const kind = creatureFor(`${character.kind}`) ?? creatureFor(character.description);
    if (kind) return [character, kind];
    const instead = free.find((name) => creatureOf(name)) ?? firstOf(fallback);
    notes.push(`No drawing for "${character.kind}" (${character.name}); drew a ${instead} instead.`);
    return [character, instead];
  });
  if (described.length === 0) {
    const named = whole.named.filter((name) => whole.heroes.includes(name));
    const heroes = [...new Set([...named, ...free])].filter((name) => creatureOf(name));
    const pool = heroes.length > 0 ? heroes : [...fallback];
    const leads = named.length > 0 ? Math.min(2, named.length) : Math.min(2, Math.max(1, whole.heroes.length));
    const lead = new Random('lead', request.seed, request.theme).shuffled(pool.slice(0, leads));
    for (const name of [...new Set([...lead, ...pool])].slice(0, 4))
      described.push([{ name: '', kind: name, description: '' }, name]);
  }
  return {
    cast: described.map(([character, kind]) => memberOf(character, kind)),
    kinds: described.map(([, kind]) => kind),
  };
}

function creatureFor(text: string): string | undefined {
  const found = drawableNouns(text);
  return [...found.heroes, ...found.companions, ...found.props].find((name) => creatureOf(name));
}

/** Those whom the page names, the hero at least; pages without words get the hero and whom the dice choose. */
function onThisPage(
  cast: Member[],
  { prompt, text, characters: described }: ArtRequest,
  extras: Member[],
  random: Random,
): Member[] {
  const words = `${prompt} ${text}`.toLowerCase();
  const hero = firstOf(cast);
  const others = cast.slice(1);
  const named = others.filter(({ name }) => name !== '' && words.includes(name.toLowerCase()));
  if (described.length > 0 && (named.length > 0 || words.trim() !== '')) return [hero, ...named];
  const [second, ...rest] = random.shuffled(others);
  return [hero, ...(second ? [second] : []), ...random.shuffled([...rest, ...extras])].slice(0, 4);
}
