import { STORY_TEMPLATES, type PlotPoint } from '#contracts/book.js';
import { t } from './messages.js';

/**
 * A plot to begin with, about what the book is about; a person makes it their own. `{hero}` and `{day}` are put into it for
 * them.
 */
export function ideasFor(template: string, hero: string, theme: string): Record<PlotPoint, string> {
  const kind = STORY_TEMPLATES.find((each) => each === template) ?? 'adventure';
  const name = hero.split(/,| the /)[0]?.trim() || t('idea.hero');
  const day = dayOf(theme) ?? t(`idea.${kind}.day`);
  const idea = (point: PlotPoint): string => t(`idea.${kind}.${point}`, { hero: name, day });
  return {
    setup: idea('setup'),
    conflict: idea('conflict'),
    climax: idea('climax'),
    resolution: idea('resolution'),
  };
}

/** Room for the theme in a plot point of 300 characters. */
const LONGEST_THEME = 120;

/**
 * A theme as a phrase that fits into a sentence: "the day when forest animals have a tea party" for one with a verb, "a day
 * with dinosaurs in space" for one without. Null when nothing was written yet. Its rules are those of English themes.
 */
export function dayOf(theme: string): string | null {
  const [sentence = ''] = theme.trim().split(/[.!?\n]/);
  const first = sentence.replace(/\s+/g, ' ').trim();
  const short = first.length > LONGEST_THEME ? first.slice(0, LONGEST_THEME).replace(/\s+\S*$/, '') : first;
  if (short === '') return null;
  const phrase = isPlain(short) ? short.charAt(0).toLowerCase() + short.slice(1) : short;
  return t(hasVerb(phrase) ? 'day.verb' : 'day.noun', { theme: phrase });
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
  return main.some((word, at) => at > 0 && VERBS.has(word) && !BEFORE_NOUN.has(main[at - 1] ?? ''));
}
