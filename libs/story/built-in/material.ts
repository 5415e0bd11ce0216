import { type Cast, castOf } from './cast.js';
import { type DrawableNouns, type DrawableVocabulary, isPortable, isSight, mobilityOf, speakable } from './drawable.js';
import { pluralOf } from './nouns.js';
import type { Place } from './realiser.js';
import { conceptOf } from './concept-books.js';
import type { SeededRandom } from './seeded-random.js';
import { type Setting, settingFor, settingNamed } from './settings.js';
import type { StoryRequest } from '../storyteller.js';

/** Everything a story is made of, found in the author's words. */
export interface Material {
  cast: Cast;
  setting: Setting;
  /** Those met on the way, as nouns. */
  guests: string[];
  /** Things that can be carried, the theme's own first. */
  things: string[];
  /** What stands about in the author’s theme and is too big to carry. */
  scenery: string[];
  /** Nouns of the theme itself: what the author asked for first, then who, then what. */
  themeNouns: string[];
  /** Those of them that are things. */
  themeThings: string[];
  /** "tea party", when the theme is a feast. */
  event: string | undefined;
  went: string;
  /** A drawable noun for those places whose own words the artist does not know. */
  hintFor(place: Place): string | undefined;
  notes: string[];
}

const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/\btea part(?:y|ies)\b/, 'tea party'],
  [/\bbirthdays?\b/, 'birthday party'],
  [/\bpicnics?\b/, 'picnic'],
  [/\bchristmas\b/, 'Christmas party'],
  [/\bhalloween\b/, 'Halloween party'],
  [/\beaster\b/, 'Easter party'],
  [/\bwedding\b/, 'wedding feast'],
  [/\b(?:festival|carnival)\b/, 'festival'],
  [/\b(?:feast|celebration|banquet)\b/, 'feast'],
  [/\bpart(?:y|ies)\b/, 'party'],
];

const GONE: Readonly<Record<ReturnType<typeof mobilityOf>, readonly string[]>> = {
  wheels: ['rolled', 'rumbled', 'drove', 'chugged'],
  wings: ['flew', 'fluttered', 'soared'],
  fins: ['swam', 'glided', 'paddled'],
  legs: ['walked', 'hurried', 'skipped', 'wandered', 'marched'],
};

/** Words that say what kind of book it is, rather than what is in it. */
const TEACHING =
  /^(?:alphabet|abc|abcs|letters?|numbers?|counting|count|mandalas?|patterns?|books?|coloring|colouring|pages?|story|stories)$/i;

/** "no spiders", "avoid clowns", "without a dragon": what the author does not want. */
const UNWANTED = /\b(?:no|not|without|avoid|never|don['’]?t|nothing with|leave out)\b[^.;,!]*/gi;

export function gatherMaterial(request: StoryRequest, vocabulary: DrawableVocabulary, random: SeededRandom): Material {
  const theme = vocabulary(request.theme);
  const instructions = request.instructions ?? '';
  const wanted = vocabulary(instructions.replace(UNWANTED, ' '));
  const unwanted = unwantedNouns(instructions, vocabulary);
  const allowed = (nouns: readonly string[]): string[] => speakable(nouns).filter((noun) => !unwanted.has(noun));

  const named = settingFor(`${request.theme} ${instructions.replace(UNWANTED, ' ')}`.trim(), theme.setting, [
    ...theme.heroes,
    ...theme.props,
  ]);
  const swimmers =
    named.key === 'sea' &&
    theme.heroes.length > 0 &&
    speakable(theme.heroes).every((noun) => mobilityOf(noun) === 'fins');
  const setting = swimmers ? settingNamed('underwater') : named;
  const drawable = (noun: string): boolean => vocabulary(noun).unknown.length === 0;
  const local = allowed(enough(setting.creatures, drawable));
  const themeHeroes = allowed([...theme.heroes]);
  const themeFriends = allowed([...theme.companions]);
  // Who is named first leads: a book on dinosaurs in space is led by a dinosaur, and a robot may come along.
  const [lead, ...rest] = [...random.shuffled(themeHeroes.slice(0, 2)), ...themeHeroes.slice(2)];
  const leads = lead === undefined ? [] : [lead, ...random.shuffled(rest)];
  const kinds = distinct([...leads, ...random.shuffled(themeFriends), ...random.shuffled(local)]);

  const cast = castOf({ characters: request.characters, kinds, vocabulary, random });
  const present = new Set([cast.hero.noun, cast.friend.noun, ...cast.others.map((each) => each.noun)]);
  const props = allowed([...wanted.props, ...theme.props]);
  const carried = props.filter(isPortable);
  const nearby = allowed(enough(setting.things, drawable));
  return {
    cast,
    setting,
    guests: distinct([...allowed([...wanted.heroes, ...wanted.companions]).slice(0, 8), ...kinds]).filter(
      (noun) => !present.has(noun),
    ),
    things: distinct([...random.shuffled(carried), ...random.shuffled(nearby)]),
    scenery: random.shuffled(props.filter(isSight)),
    themeNouns: distinct([...allowed(wanted.props), ...themeHeroes, ...themeFriends, ...allowed(theme.props)]),
    themeThings: distinct(props),
    event: EVENTS.find(([pattern]) => pattern.test(request.theme.toLowerCase()))?.[1],
    went: random.pick(
      setting.went ??
        GONE[mobilityOf(cast.hero.noun) === mobilityOf(cast.friend.noun) ? mobilityOf(cast.hero.noun) : 'legs'],
    ),
    hintFor: ({ at, see }) => (knows(vocabulary, at) || !knows(vocabulary, see) ? undefined : see),
    notes: notesOn(request, theme, [...theme.heroes, ...theme.companions, ...theme.props], cast, setting),
  };
}

const distinct = (nouns: readonly string[]): string[] => [...new Set(nouns)];

function knows(vocabulary: DrawableVocabulary, phrase: string): boolean {
  const { heroes, companions, props } = vocabulary(phrase);
  return heroes.length + companions.length + props.length > 0;
}

/** The drawable ones, or all when the artist knows too few of them to tell a story with. */
function enough(nouns: readonly string[], drawable: (noun: string) => boolean): string[] {
  const known = nouns.filter(drawable);
  return known.length >= 6 ? known : [...nouns];
}

function unwantedNouns(instructions: string, vocabulary: DrawableVocabulary): Set<string> {
  const phrases = instructions.match(UNWANTED) ?? [];
  const words = new Set(
    phrases
      .join(' ')
      .toLowerCase()
      .split(/[^\p{L}-]+/u),
  );
  const found = phrases
    .map((phrase) => vocabulary(phrase))
    .flatMap((each) => speakable([...each.heroes, ...each.companions, ...each.props]));
  return new Set([
    ...found.filter((noun) => words.has(noun.toLowerCase()) || words.has(pluralOf(noun).toLowerCase())),
    ...words,
  ]);
}

function notesOn(
  request: StoryRequest,
  { unknown: all, unsafe = [] }: DrawableNouns,
  known: readonly string[],
  cast: Cast,
  setting: Setting,
): string[] {
  const notes = [...cast.notes];
  const unknown = all.filter((word) => !TEACHING.test(word));
  if (unsafe.length > 0) notes.push(`Left out, since no page for children shows it: ${unsafe.slice(0, 8).join(', ')}.`);
  const quoted = `“${request.theme.slice(0, 80)}”`;
  if (known.length === 0 && (unknown.length > 0 || !/[a-z]/i.test(request.theme)) && !conceptOf(request.theme))
    notes.push(
      `Nothing in ${quoted} could be drawn, so this book plays ${setting.where} with ${cast.hero.name} and ${cast.friend.name}.`,
    );
  else if (unknown.length > 0)
    notes.push(
      `No drawing was found for: ${unknown
        .slice(0, 8)
        .map((word) => `“${word.slice(0, 40)}”`)
        .join(', ')}.`,
    );
  if (request.instructions)
    notes.push(
      'The built-in storyteller takes characters, things, and places from your instructions, and leaves out what you exclude; wishes about tone or rhyme need an AI storyteller.',
    );
  return notes;
}
