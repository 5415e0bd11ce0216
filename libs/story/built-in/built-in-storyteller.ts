import { itemAt, firstOf } from '#contracts/items.js';
import type { CallContext } from '#openai/paid-call.js';
import { ADVENTURE } from './arcs/adventure.js';
import { CELEBRATION } from './arcs/celebration.js';
import { EPISODES } from './arcs/episodes.js';
import { FANTASY } from './arcs/fantasy.js';
import { FRIENDSHIP } from './arcs/friendship.js';
import type { Mood } from './arcs/details.js';
import type { Arc, Episode, Stage } from './beat.js';
import { type Plate, platesOf } from './captions.js';
import { artCharacter } from './cast.js';
import { alphabetPlates, type Concept, conceptOf, countingPlates } from './concept-books.js';
import { type DrawableVocabulary, mobilityOf } from './drawable.js';
import { gatherMaterial, type Material } from './material.js';
import { closingsOf, moralSentence } from './moral.js';
import { capitalised, pluralOf, titleCase } from './nouns.js';
import { placePoints, pointPrompt, pointText } from './plot-points.js';
import { PageWriter } from './page-writer.js';
import { dryBeats, planPages } from './plan.js';
import { mentionKey, realise, wordCount } from './realiser.js';
import { promptOf, scenesOf } from './scenes.js';
import { SeededRandom, textSeed } from './seeded-random.js';
import type { Story, StoryPage, StoryRequest, Storyteller } from '../storyteller.js';

const MODEL = 'storyteller-1';
const ARCS: Readonly<Record<'adventure' | 'friendship' | 'fantasy', Arc>> = {
  adventure: ADVENTURE,
  friendship: FRIENDSHIP,
  fantasy: FANTASY,
};

const MOODS: Readonly<Record<Stage, Mood>> = {
  setup: 'bright',
  try: 'bright',
  trouble: 'low',
  help: 'hopeful',
  resolution: 'bright',
};

/** Themes that ask for things rather than for somebody. */
const STILL_LIFE =
  /\b(?:flowers?|floral|leaves|leaf|plants?|gardens?|hearts?|stars?|shells?|fruits?|food|sweets?|toys?)\b/i;

/**
 * Writes stories from phrase tables: no network, no cost, and the same request and seed give the same book. English
 * only; names and morals are taken as the author wrote them, in any script.
 */
export class BuiltInStoryteller implements Storyteller {
  readonly provider = 'built-in';

  constructor(private readonly vocabulary: DrawableVocabulary) {}

  write(request: StoryRequest, context?: Pick<CallContext, 'signal'>): Promise<Story> {
    context?.signal.throwIfAborted();
    return Promise.resolve(this.tell(request));
  }

  /** The same at once, for callers that are not asynchronous. */
  tell(request: StoryRequest): Story {
    const random = new SeededRandom(
      request.seed ^ textSeed(`${request.theme}\n${request.characters.join('\n')}\n${request.template ?? ''}`),
    );
    const material = gatherMaterial(request, this.vocabulary, random);
    const concept = conceptOf(request.theme);
    if (concept) return this.#conceptBook(concept, request, material, random);
    if (request.style !== 'scene' || (request.age === 'adult' && !request.template))
      return this.#plateBook(request, material, random);
    return composeStory(request, material, random);
  }

  #conceptBook(concept: Concept, request: StoryRequest, material: Material, random: SeededRandom): Story {
    const drawable = (noun: string): boolean => this.vocabulary(noun).unknown.length === 0;
    const nouns = random.shuffled(
      material.themeNouns.filter((noun) => !/^(?:abc|letter|number|alphabet|input)/i.test(noun)),
    );
    const counted = nouns.length >= 4 ? nouns : [...nouns, ...material.guests, ...material.things];
    const plates =
      concept === 'alphabet'
        ? alphabetPlates(request.pages, nouns, drawable, random, request.wordsPerPage)
        : countingPlates(request.pages, counted, random, request.wordsPerPage);
    const title =
      concept === 'alphabet' ? 'My ABC Coloring Book' : `Count with the ${capitalised(pluralOf(counted[0] ?? 'star'))}`;
    const blurb =
      concept === 'alphabet'
        ? 'A is for adventure! Color your way through the alphabet, one letter and one picture at a time.'
        : 'One, two, three, color! Count what you see on every page, and then make it bright.';
    return bookOf(request, material, title, blurb, plates);
  }

  #plateBook(request: StoryRequest, material: Material, random: SeededRandom): Story {
    // "Mandalas of flowers" are of flowers first, and only then of the bees that come with them.
    const still = STILL_LIFE.test(request.theme) ? material.themeThings : [];
    const own = [...new Set([...still, ...material.themeNouns])];
    const nouns = own.length >= 3 ? own : [...new Set([...own, ...material.guests, ...material.things])];
    const plates = platesOf(request.style, nouns, request.pages, random).map((plate) => {
      const fits = wordCount(plate.caption) <= request.wordsPerPage;
      return { ...plate, caption: fits ? plate.caption : request.wordsPerPage > 0 ? plate.word : '' };
    });
    const [first = 'flower', second = 'star'] = nouns;
    const names = { mandala: 'Mandalas', pattern: 'Patterns', scene: 'Quiet Scenes' };
    const title = titleCase(`${names[request.style]} of ${pluralOf(first)} and ${pluralOf(second)}`);
    const blurb = `Take your pencils and take your time. ${request.pages === 1 ? 'A calm drawing' : 'Calm drawings'} of ${pluralOf(first)}, ${pluralOf(second)}, and more, for a quiet hour of coloring.`;
    return bookOf(request, material, title, blurb, plates);
  }
}

/** A book of plates, which has captions and no plot. */
function bookOf(
  request: StoryRequest,
  material: Material,
  title: string,
  blurb: string,
  plates: readonly Omit<Plate, 'word'>[],
): Story {
  return {
    title: request.title ?? title,
    subtitle: subtitleOf(request),
    characters: [material.cast.hero, material.cast.friend, ...material.cast.others]
      .slice(0, Math.max(2, request.characters.length))
      .map(artCharacter),
    blurb,
    moral: request.moral ? moralSentence(request.moral) : '',
    pages: plates.map((plate, at) => ({ number: at + 1, text: plate.caption, prompt: plate.prompt })),
    provider: 'built-in',
    model: MODEL,
    notes: [
      ...material.notes,
      ...(request.plot && Object.keys(request.plot).length > 0
        ? ['A book of this kind has no plot; yours is left out. Scenes for children have one.']
        : []),
    ],
  };
}

function composeStory(request: StoryRequest, material: Material, random: SeededRandom): Story {
  const { cast, setting } = material;
  const told = request.template
    ? ARCS[request.template]
    : material.event
      ? CELEBRATION
      : random.pick(Object.values(ARCS));
  const arc = setting.weather ? dryArc(told) : told;
  const rolling = mobilityOf(cast.hero.noun) === 'wheels' || mobilityOf(cast.friend.noun) === 'wheels';
  const plan = planPages(
    arc,
    (setting.weather ? dryEpisodes(EPISODES) : EPISODES).filter((each) => !(rolling && each.needsLegs)),
    request.pages,
    random,
  );
  const scenes = scenesOf(plan, arc, material, random);
  const writer = new PageWriter({ age: request.age, words: request.wordsPerPage, air: setting.bright, random });
  const moral = moralSentence(request.moral ?? arc.moral);
  const points = placePoints(plan, request.plot);
  const pages = plan.map((page, at): StoryPage => {
    const scene = itemAt(scenes, at);
    const mood = MOODS[page.stage];
    const ends = at === plan.length - 1 && (request.moral || (request.wordsPerPage >= 24 && request.age !== '2-4'));
    const closing = ends ? closingsOf(moral, cast.hero.name ?? '') : [];
    const prompt = promptOf(page, scene, material, at);
    const point = points.placed.find((each) => each.at === at)?.words;
    if (point)
      return {
        number: at + 1,
        text: pointText(point, writer.budget, closing),
        prompt: pointPrompt(point, cast.hero, prompt),
      };
    const text = writer.write({
      beat: page.beat,
      scene,
      mood,
      opening: at === 0 && request.age === '2-4' ? introductions(cast) : [],
      closing,
      closingMatters: request.moral !== undefined,
    });
    return { number: at + 1, text, prompt };
  });
  const first = firstOf(scenes);
  const known = new Set([cast.hero, cast.friend, first.prize].map(mentionKey));
  const notes = [...material.notes, ...points.notes];
  if (request.moral && request.wordsPerPage > 0 && !pages.at(-1)?.text.includes(moral))
    notes.push('The moral is longer than a page’s text may be, so it stands on the back cover only.');
  const blurb = realise(arc.blurb, first, new Set()).text;
  return {
    title: request.title ?? titleCase(realise(random.pick(arc.titles), first, known).text),
    subtitle: subtitleOf(request),
    characters: [cast.hero, cast.friend, ...cast.others].map(artCharacter),
    blurb: request.moral ? `${blurb} ${moral}` : blurb,
    moral,
    pages,
    provider: 'built-in',
    model: MODEL,
    notes,
  };
}

const dryArc = (arc: Arc): Arc => ({
  ...arc,
  setup: dryBeats(arc.setup),
  trouble: dryBeats(arc.trouble),
  help: dryBeats(arc.help),
  resolution: dryBeats(arc.resolution),
});

const dryEpisodes = (episodes: readonly Episode[]): Episode[] =>
  episodes.map((each) => ({ ...each, beats: dryBeats(each.beats) })).filter((each) => each.beats.length === 4);

const introductions = ({ hero, friend }: Material['cast']): string[] =>
  [hero, friend].filter((each) => each.epithet).map((each) => `Here is {${each === hero ? 'hero' : 'friend'}}.`);

function subtitleOf(request: StoryRequest): string {
  if (request.age === 'adult') return 'A coloring book for quiet hours';
  return request.wordsPerPage > 0 && request.style === 'scene'
    ? `A story to color, ages ${request.age.replace('-', '–')}`
    : `A coloring book, ages ${request.age.replace('-', '–')}`;
}
