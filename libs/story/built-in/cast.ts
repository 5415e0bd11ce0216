import type { ArtCharacter } from '#artwork/illustrator.js';
import { type DrawableVocabulary, speakable } from './drawable.js';
import { capitalised, indefinite } from './nouns.js';
import type { Entity } from './realiser.js';
import type { SeededRandom } from './seeded-random.js';
import { wordTable } from '#artwork/built-in/vocabulary/word-table.js';

const NAMES = [
  'Pip',
  'Milo',
  'Luna',
  'Nori',
  'Tilly',
  'Bruno',
  'Hazel',
  'Otis',
  'Poppy',
  'Finn',
  'Juno',
  'Wren',
  'Theo',
  'Mabel',
  'Ziggy',
  'Olive',
  'Rufus',
  'Clover',
  'Nell',
  'Basil',
  'Fern',
  'Gus',
  'Ivy',
  'Jasper',
  'Kiki',
  'Lottie',
  'Monty',
  'Nutmeg',
  'Oscar',
  'Pepper',
  'Quill',
  'Rosie',
  'Sunny',
  'Toby',
  'Violet',
  'Winnie',
  'Barnaby',
  'Cleo',
  'Dot',
  'Elmo',
  'Fig',
  'Ginger',
  'Honey',
  'Indigo',
  'Maple',
  'Biscuit',
  'Waffles',
  'Bramble',
];

const TRAITS = ['cheerful', 'curious', 'gentle', 'brave', 'clever', 'kind', 'lively', 'merry'];
const LOOKS = [
  'a striped scarf',
  'a round hat',
  'a little backpack',
  'a star-shaped badge',
  'a spotted bow',
  'a buttoned vest',
  'big round glasses',
  'a checked neckerchief',
];

/** People are not told apart by their kind: "Mia the girl" is no way to speak. */
const HUMAN =
  /\b(?:girl|boy|child|kid|man|woman|person|people|baby|lady|gentleman|adult|worker|farmer|teacher|doctor|family)$/i;

export const isHuman = (kind: string): boolean => HUMAN.test(kind);

export interface Member extends Entity {
  description: string;
}

export interface Cast {
  hero: Member;
  friend: Member;
  /** The author's other characters, who are met on the way. */
  others: Member[];
  notes: string[];
}

export interface CastRequest {
  characters: readonly string[];
  /** Kinds for those the author does not name, best first. */
  kinds: readonly string[];
  vocabulary: DrawableVocabulary;
  random: SeededRandom;
}

/** The book's people: the author's own first, in the author's order, then as many as a story needs. */
export function castOf(request: CastRequest): Cast {
  const notes: string[] = [];
  const names = request.random.shuffled(NAMES.filter((name) => !mentions(request.characters, name)));
  const looks = request.random.shuffled(LOOKS);
  const free = [...request.kinds];
  const nextKind = (): string => free.shift() ?? request.kinds[0] ?? 'rabbit';
  const nextName = (): string => names.shift() ?? request.random.pick(NAMES);

  const own = request.characters.flatMap(splitPair).map((line) => {
    const sketch = sketchOf(line, request.vocabulary);
    const kind = sketch.kind ?? nextKind();
    const name = sketch.name ?? nextName();
    if (!sketch.kind)
      notes.push(`${name} is drawn as ${indefinite(kind)}; write for example “${name} the owl” to choose.`);
    const who = sketch.plural ? capitalised(name.replace(/^the /, '')) : capitalised(indefinite(kind));
    const told = wordCountOf(line) <= wordCountOf(name) + 2 ? '' : ` (${line})`;
    const looksLike = `${who}${told} with ${looks.shift() ?? 'a friendly face'}`;
    return member(name, kind, sketch.plural, sketch.epithet ?? epithetOf(kind), `${looksLike}.`);
  });
  const taken = new Set(own.map((each) => each.noun));
  const invented = (): Member => {
    let kind = nextKind();
    while (taken.has(kind) && free.length > 0) kind = nextKind();
    taken.add(kind);
    const trait = request.random.pick(TRAITS);
    return member(
      nextName(),
      kind,
      false,
      epithetOf(kind),
      `${capitalised(indefinite(`${trait} little ${kind}`))} with ${looks.shift() ?? 'a friendly face'}.`,
    );
  };
  const [hero = invented(), friend = invented(), ...others] = own;
  return { hero, friend, others, notes };
}

const member = (
  name: string,
  noun: string,
  plural: boolean,
  epithet: string | undefined,
  description: string,
): Member => ({
  name,
  noun,
  plural,
  epithet,
  description,
});

const epithetOf = (kind: string): string | undefined => (isHuman(kind) ? undefined : `the ${kind}`);

export const artCharacter = (each: Member): ArtCharacter => ({
  name: each.name ?? each.noun,
  kind: each.noun,
  description: each.description,
});

interface Sketch {
  name?: string | undefined;
  kind?: string | undefined;
  epithet?: string | undefined;
  plural: boolean;
}

const NUMBER =
  /^(?:the )?(?:two|three|four|five|six|seven|twin)\s+(?:\p{L}+\s+){0,2}\p{L}+s$|^(?:the )?\p{L}+ twins$/iu;

/** Reads one line of the author's characters: "Mia the fox", "a dragon called Ember", "Captain Whiskers, a cat". */
function sketchOf(line: string, vocabulary: DrawableVocabulary): Sketch {
  if (NUMBER.test(line))
    return {
      name: `the ${line.toLowerCase().replace(/^the /, '')}`,
      kind: kindIn(line, vocabulary),
      epithet: '',
      plural: true,
    };
  const called = /^(?:an?|the|our|my)?\s*(.+?)\s+(?:called|named)\s+(.+)$/i.exec(line);
  if (called) return { name: nameFrom(called[2]), kind: kindIn(called[1] ?? '', vocabulary), plural: false };
  const the = /^(\S+(?: \S+)?)\s+the\s+(\p{L}[\p{L} -]*)$/iu.exec(line);
  if (the) {
    const kind = kindIn(the[2] ?? '', vocabulary);
    const said = (the[2] ?? '').split(' ').length <= 3 && kind ? `the ${the[2]}` : undefined;
    return { name: nameFrom(the[1]), kind, epithet: said, plural: false };
  }
  const told = /^([^,(:–—]{1,40}?)\s*(?:,|\(|:|–|—| - | is an? )\s*(.+?)\)?$/u.exec(line);
  if (told) return { name: nameFrom(told[1]), kind: kindIn(told[2] ?? '', vocabulary), plural: false };
  const generic =
    /^(?:an?|the|some|my|our)\s/i.test(line) || (line === line.toLowerCase() && kindIn(line, vocabulary) !== undefined);
  if (generic || line.split(' ').length > 3) return { kind: kindIn(line, vocabulary), plural: false };
  return { name: nameFrom(line), kind: kindInName(line, vocabulary), plural: false };
}

const RELATIVES: Readonly<Record<string, string>> = wordTable({
  grandma: 'old woman',
  granny: 'old woman',
  grandmother: 'old woman',
  nana: 'old woman',
  grandpa: 'old man',
  grandfather: 'old man',
  grandad: 'old man',
  mom: 'woman',
  mum: 'woman',
  mama: 'woman',
  mommy: 'woman',
  dad: 'man',
  papa: 'man',
  daddy: 'man',
  baby: 'baby',
});

/** A name tells its kind only when it says it: "Mr. Fox", "Princess Ada", "Grandma". */
function kindInName(name: string, vocabulary: DrawableVocabulary): string | undefined {
  const words = name.toLowerCase().split(/[^\p{L}]+/u);
  const relative = words.map((word) => RELATIVES[word]).find(Boolean);
  if (relative) return relative;
  const { heroes, companions } = vocabulary(name);
  return speakable([...heroes, ...companions]).find((noun) => words.includes(noun.toLowerCase()));
}

/** The drawable noun that a description turns on; the one named last is usually the head ("brave little fox"). */
function kindIn(phrase: string, vocabulary: DrawableVocabulary): string | undefined {
  const head = phrase.split(/\s+(?:with|who|that|in|from|of|and)\s+|[,.;]/)[0] ?? phrase;
  const found = vocabulary(head);
  const nouns = speakable([...found.heroes, ...found.companions, ...found.props]);
  const words = head.toLowerCase();
  const named = nouns.filter((noun) => words.includes(noun.toLowerCase()));
  return (
    named.sort((left, right) => words.lastIndexOf(right.toLowerCase()) - words.lastIndexOf(left.toLowerCase()))[0] ??
    (found.unknown.length === 0 ? nouns[0] : undefined)
  );
}

/** A name that can stand in a sentence, or undefined when the text has no letter to speak. */
function nameFrom(text: string | undefined): string | undefined {
  const words = (text ?? '')
    .replace(/[^\p{L}\p{M}\p{N}'’ .-]/gu, '')
    .trim()
    .split(/\s+/)
    .slice(0, 3)
    .join(' ')
    .replace(/[.]+$/, '')
    .slice(0, 40)
    .trim();
  return /\p{L}/u.test(words) ? capitalised(words) : undefined;
}

/** "Mia and Tom" is two. */
function splitPair(line: string): string[] {
  const [, one, other] = /^(\p{Lu}\p{L}*)\s*(?:and|&)\s*(\p{Lu}\p{L}*)$/u.exec(line.trim()) ?? [];
  return one && other ? [one, other] : [line.trim()];
}

const wordCountOf = (text: string): number => text.split(' ').length;

const mentions = (lines: readonly string[], name: string): boolean =>
  lines.some((line) =>
    line
      .toLowerCase()
      .split(/[^\p{L}]+/u)
      .includes(name.toLowerCase()),
  );
