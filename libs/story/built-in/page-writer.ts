import type { AgeRange } from '#contracts/book.js';
import { BRIGHT, EXCLAMATIONS, HOPEFUL, LOW, type Mood } from './arcs/details.js';
import type { Beat } from './beat.js';
import { capitalised } from './nouns.js';
import { mentionKey, realise, type Scene, type Sentence, wordCount } from './realiser.js';
import type { SeededRandom } from './seeded-random.js';

/** Most words of a page and of a sentence by age, whatever the author allows: small children listen to short texts. */
const AGE_LIMITS: Readonly<Record<AgeRange, { page: number; sentence: number }>> = {
  '2-4': { page: 28, sentence: 8 },
  '4-8': { page: 80, sentence: 18 },
  '8-12': { page: 120, sentence: 40 },
  adult: { page: 120, sentence: 40 },
};

/** A sentence may come again after so many pages; a book of up to as many pages never repeats itself. */
const FORGOTTEN_AFTER = 60;

/** `“Off we go!” said Pip. They left.` → two; a quotation's own marks do not end the sentence around it. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]”?)\s+(?=[“"\p{Lu}\p{N}])/u).filter(Boolean);
}

/** What a sentence by the way turns on: a saying, somebody, or the place. */
const subjectsOf = (template: string): string[] =>
  (template.match(/“|passer|scenery|place|\{hero\}|\{friend\}/g) ?? []).map((word) =>
    word === 'scenery' ? 'place' : word,
  );

export interface PageBrief {
  beat: Beat;
  scene: Scene;
  mood: Mood;
  /** Sentences put first while there is room. */
  opening?: readonly string[];
  /** Ready sentences of which one ends the page, the fullest first. */
  closing?: readonly string[];
  /** Whether a closing stands even at the cost of the page's own sentences. */
  closingMatters?: boolean;
}

/** Writes a book's pages one after the other and remembers what was said, so that no sentence comes twice. */
export class PageWriter {
  readonly #said = new Map<string, number>();
  readonly #mentioned = new Set<string>();
  readonly #pools: Record<Mood, string[]>;
  readonly #calls: Record<Mood, string[]>;
  #page = 0;
  #lastCall = '';

  constructor(
    private readonly options: { age: AgeRange; words: number; air: readonly string[]; random: SeededRandom },
  ) {
    const { random } = options;
    this.#pools = {
      bright: [...random.shuffled(options.air), ...random.shuffled(BRIGHT)],
      low: random.shuffled(LOW),
      hopeful: random.shuffled(HOPEFUL),
    };
    this.#calls = {
      bright: random.shuffled(EXCLAMATIONS.bright),
      low: random.shuffled(EXCLAMATIONS.low),
      hopeful: random.shuffled(EXCLAMATIONS.hopeful),
    };
  }

  /** Words that a page may have. */
  get budget(): number {
    return Math.min(this.options.words, AGE_LIMITS[this.options.age].page);
  }

  /** The page's text: the beat's own sentences, what is seen by the way, and the closing. Empty when no words are asked. */
  write(brief: PageBrief): string {
    if (this.options.words === 0) return '';
    this.#page += 1;
    for (const last of (brief.closing ?? []).filter((each) => wordCount(each) <= this.budget)) {
      const page = this.#told(brief, this.budget - wordCount(last));
      if (page.length > 0) return [...page, last].join(' ');
    }
    const alone = brief.closingMatters ? brief.closing?.findLast((each) => wordCount(each) <= this.budget) : undefined;
    if (alone) return alone;
    const page = this.#told(brief, this.budget);
    return page.length > 0 ? page.join(' ') : this.#call(brief);
  }

  /** What the beat has to say within `room` words; nothing when not even its first sentence fits. */
  #told({ beat, scene, mood, opening }: PageBrief, room: number): string[] {
    const page: string[] = [];
    const small = this.options.age === '2-4';
    // An introduction must leave room for what the page is about.
    const first = wordCount(
      realise(beat.small[0] ?? '', scene, new Set([mentionKey(scene.hero), mentionKey(scene.friend)])).text,
    );
    for (const template of opening ?? []) {
      const sentence = realise(template, scene, this.#mentioned);
      if (this.#fits(page, sentence, room - first)) this.#take(page, sentence);
    }
    const introduced = page.length;
    if (!small) this.#addAll(page, beat.main, scene, room);
    if (page.length === introduced) this.#addAll(page, beat.small, scene, room);
    if (page.length === introduced) return page;
    // What goes on from the main sentences makes no sense when one of them was left out.
    if (!small && page.length - introduced === beat.main.length)
      for (const template of beat.more ?? []) this.#add(page, template, scene, room);
    this.#addDetails(page, scene, mood, room);
    return page;
  }

  /** Adds the first sentence and then those after it that fit; without the first, the others would hang in the air. */
  #addAll(page: string[], templates: readonly string[], scene: Scene, room: number): void {
    const [first, ...rest] = templates;
    if (first && this.#add(page, first, scene, room)) for (const each of rest) this.#add(page, each, scene, room);
  }

  /** Adds the sentence when it fits and is new; the short way of naming is tried before it is given up. */
  #add(page: string[], template: string, scene: Scene, room: number): boolean {
    const short = new Set([...this.#mentioned, mentionKey(scene.hero), mentionKey(scene.friend)]);
    for (const mentioned of [this.#mentioned, short]) {
      const sentence = realise(template, scene, mentioned);
      if (!this.#fits(page, sentence, room)) continue;
      this.#take(page, sentence);
      return true;
    }
    return false;
  }

  #fits(page: readonly string[], { text }: Sentence, room: number): boolean {
    if (wordCount(text) + wordCount(page.join(' ')) > room) return false;
    const longest = AGE_LIMITS[this.options.age].sentence;
    // A long name given by the author must not silence the page, hence the two words of grace.
    return sentencesOf(text).every((each) => this.#isNew(each) && wordCount(each) <= longest + 2);
  }

  #take(page: string[], sentence: Sentence): void {
    page.push(sentence.text);
    this.#remember(sentence);
  }

  #isNew(sentence: string): boolean {
    return this.#page - (this.#said.get(sentence) ?? -Infinity) >= FORGOTTEN_AFTER;
  }

  #remember({ text, mentions }: Sentence): void {
    for (const each of sentencesOf(text)) this.#said.set(each, this.#page);
    for (const each of mentions) this.#mentioned.add(each);
  }

  /** Puts in what is seen by the way where a page is short of its words; the story itself always has the larger part. */
  #addDetails(page: string[], scene: Scene, mood: Mood, room: number): void {
    const pool = this.#pools[mood];
    const most = room <= 40 ? 1 : room <= 80 ? 2 : 3;
    const subjects = new Set<string>();
    for (let tries = pool.length, added = 0; tries > 0 && added < most; tries--) {
      if (wordCount(page.join(' ')) > room * (room <= 40 ? 0.55 : 0.85)) return;
      const template = pool.shift();
      if (template === undefined) return;
      // One saying, one passer-by and one sight a page: two sentences on the same owl sound like a list.
      const about = subjectsOf(template);
      if (!about.some((subject) => subjects.has(subject)) && this.#add(page, template, scene, room)) {
        added += 1;
        for (const subject of about) subjects.add(subject);
      }
      // Back in line: it may come again with something else in it, or when it is long forgotten.
      pool.push(template);
    }
  }

  /** One to four words: what is met, or a call. */
  #call({ scene, mood }: PageBrief): string {
    const calls = this.#calls[mood];
    const named = [scene.guest, scene.thing, scene.passer].map((each) => each.name ?? each.noun);
    const choices = [
      ...this.options.random.shuffled(calls).slice(0, 3),
      ...named.flatMap((noun) => [`Hello, ${noun}!`, `Look, ${noun}!`, `Bye, ${noun}!`]),
      ...[...named, scene.place.see].map((noun) => `${capitalised(noun)}!`),
      ...calls,
    ].filter((each) => wordCount(each) <= this.budget && each !== this.#lastCall);
    const text = choices.find((each) => this.#isNew(each)) ?? choices[0] ?? 'Look!';
    this.#remember({ text, mentions: [] });
    this.#lastCall = text;
    return text;
  }
}
