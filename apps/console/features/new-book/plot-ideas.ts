import type { PlotPoint, StoryTemplate } from '#contracts/book.js';

export const POINT_LABELS: Record<PlotPoint, { name: string; hint: string }> = {
  setup: { name: 'Setup', hint: 'Who are they, and what do they want?' },
  conflict: { name: 'Conflict', hint: 'What gets in their way?' },
  climax: { name: 'Climax', hint: 'The most exciting moment: what turns it?' },
  resolution: { name: 'Resolution', hint: 'How does it end?' },
};

/** A plot to begin with for each template; a person makes it their own. `{hero}` and `{day}` are put in for them. */
const IDEAS: Record<StoryTemplate, Record<PlotPoint, string>> = {
  adventure: {
    setup: '{hero} dreams of {day}, and finds an old map that shows the way.',
    conflict: 'The bridge on the way is broken, and the map flies away in the wind. Will there ever be {day}?',
    climax: '{hero} crosses the river on a raft and finds the way behind the waterfall.',
    resolution: 'At last it has come: {day}! {hero} shares it with everybody.',
  },
  friendship: {
    setup: '{hero} is new here and wants to find a friend for {day}.',
    conflict: 'Everybody is busy, and {hero} breaks the kite of the only one who said hello.',
    climax: '{hero} says sorry and builds a new kite, and both fly it together.',
    resolution: '{hero} has a friend, and nobody is alone on {day}.',
  },
  fantasy: {
    setup: '{hero} finds a tiny dragon in the garden. All it wishes for is {day}.',
    conflict: 'The door to the castle in the clouds is locked. Behind it waits {day}.',
    climax: '{hero} rides on a cloud and opens the door with a song.',
    resolution: 'The dragon is happy: it is {day}. {hero} may come back every full moon.',
  },
};
const NO_THEME: Record<StoryTemplate, string> = {
  adventure: 'the day of the great treasure hunt',
  friendship: 'the day of the kites',
  fantasy: 'the day when dragons come home',
};

/** Ideas for all four points, about what the book is about. */
export function ideasFor(template: string, hero: string, theme: string): Record<PlotPoint, string> {
  const kind = template in IDEAS ? (template as StoryTemplate) : 'adventure';
  const name = hero.split(/,| the /)[0]?.trim() || 'The hero';
  const day = dayOf(theme) ?? NO_THEME[kind];
  const worded = (words: string): string => words.replaceAll('{hero}', () => name).replaceAll('{day}', () => day);
  return Object.fromEntries(Object.entries(IDEAS[kind]).map(([point, words]) => [point, worded(words)])) as Record<
    PlotPoint,
    string
  >;
}

/** Room for the theme in a plot point of 300 characters. */
const LONGEST_THEME = 120;

/**
 * A theme as a phrase that fits into a sentence: "the day when forest animals have a tea party" for one with a verb, "a day
 * with dinosaurs in space" for one without. Null when nothing was written yet.
 */
export function dayOf(theme: string): string | null {
  const first = theme
    .trim()
    .split(/[.!?\n]/)[0]!
    .replace(/\s+/g, ' ')
    .trim();
  const short = first.length > LONGEST_THEME ? first.slice(0, LONGEST_THEME).replace(/\s+\S*$/, '') : first;
  if (short === '') return null;
  const phrase = isPlain(short) ? short[0]!.toLowerCase() + short.slice(1) : short;
  return hasVerb(phrase) ? `the day when ${phrase}` : `a day with ${phrase}`;
}

/** True when the capital letter at the start is of no name: of an article, a plural, or a word before a plural. */
function isPlain(phrase: string): boolean {
  if (/^(?:An?|The|My|Our|Some|Many|All|Two|Three|Four|Five)\s|^[A-Z][a-z]+s\b/.test(phrase)) return true;
  const next = /^[A-Z][a-z]+\s+([a-z]+s)\b/.exec(phrase)?.[1];
  return next !== undefined && !VERBS.has(next);
}

/** Verbs that themes are made with, in the form that follows one or many. */
const VERBS = new Set(
  `am is are was were has have had does do goes go gets get makes make takes take finds find meets meet visits visit
  explores explore discovers discover learns learn plays play builds build bakes bake cooks cook flies fly sails sail
  travels travel rides ride runs run swims swim sings sing dances dance helps help saves save searches search looks look
  wants want wins win loses lose grows grow lives live loves love celebrates celebrate throws throw holds hold opens open
  hunts hunt chases chase drives drive climbs climb camps camp eats eat sleeps sleep wakes wake dreams dream becomes become
  wears wear draws draw paints paint races race hides hide seeks seek joins join moves move comes come leaves leave`.split(
    /\s+/,
  ),
);
/** What follows such a word belongs to a noun: "a cat who bakes" is a cat. */
const RELATIVE = new Set(['who', 'that', 'which', 'where', 'whose']);
/** After such a word comes a noun, whatever else it may be: "the play", "a race". */
const BEFORE_NOUN = new Set([
  'a',
  'an',
  'the',
  'my',
  'our',
  'your',
  'their',
  'his',
  'her',
  'its',
  'of',
  'in',
  'on',
  'at',
  'for',
  'and',
  'with',
  'to',
]);

function hasVerb(phrase: string): boolean {
  const words = phrase.toLowerCase().match(/[\p{L}’'-]+/gu) ?? [];
  const end = words.findIndex((word) => RELATIVE.has(word));
  const main = end < 0 ? words : words.slice(0, end);
  return main.some((word, at) => at > 0 && VERBS.has(word) && !BEFORE_NOUN.has(main[at - 1]!));
}
