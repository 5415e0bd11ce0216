import { wordTable } from '#artwork/built-in/vocabulary/word-table.js';
/** English nouns as the story needs them: article, plural, countability, possessive, title case. */

const IRREGULAR: Readonly<Record<string, string>> = wordTable({
  mouse: 'mice',
  goose: 'geese',
  child: 'children',
  man: 'men',
  woman: 'women',
  person: 'people',
  foot: 'feet',
  tooth: 'teeth',
  ox: 'oxen',
  wolf: 'wolves',
  leaf: 'leaves',
  elf: 'elves',
  shelf: 'shelves',
  knife: 'knives',
  loaf: 'loaves',
  calf: 'calves',
  half: 'halves',
  scarf: 'scarves',
  wife: 'wives',
  life: 'lives',
  thief: 'thieves',
  hoof: 'hooves',
  cactus: 'cacti',
  octopus: 'octopuses',
  platypus: 'platypuses',
  hippopotamus: 'hippopotamuses',
  walrus: 'walruses',
  potato: 'potatoes',
  tomato: 'tomatoes',
  hero: 'heroes',
  volcano: 'volcanoes',
  echo: 'echoes',
  mango: 'mangoes',
  torpedo: 'torpedoes',
  mosquito: 'mosquitoes',
  buffalo: 'buffaloes',
  tornado: 'tornadoes',
  passerby: 'passersby',
  fireman: 'firemen',
  policeman: 'policemen',
  snowman: 'snowmen',
  mermaid: 'mermaids',
  quiz: 'quizzes',
  bus: 'buses',
  gas: 'gases',
  die: 'dice',
});

/** The same word for one and for many. */
const UNCHANGED = new Set([
  'sheep',
  'deer',
  'fish',
  'moose',
  'bison',
  'shrimp',
  'squid',
  'salmon',
  'trout',
  'cod',
  'swine',
  'series',
  'species',
  'aircraft',
  'spacecraft',
  'hovercraft',
  'triceratops',
  'stegosaurus',
  'reindeer',
  'blowfish',
  'dice',
]);

/** Words that have no singular with an article: "some scissors". */
const PLURAL_ONLY = new Set([
  'scissors',
  'glasses',
  'sunglasses',
  'goggles',
  'jeans',
  'shorts',
  'trousers',
  'pants',
  'socks',
  'gloves',
  'mittens',
  'headphones',
  'binoculars',
  'noodles',
  'fries',
  'grapes',
  'cherries',
  'clothes',
  'people',
  'stairs',
  'tools',
  'chopsticks',
  'skis',
  'maracas',
  'fireworks',
  'peas',
  'beans',
  'chestnuts',
  'peanuts',
  'pajamas',
  'blueberries',
  'footprints',
  'hot springs',
]);

/** Words that are not counted: "some cheese". */
const MASS = new Set([
  'cheese',
  'bread',
  'milk',
  'water',
  'honey',
  'rice',
  'butter',
  'ice',
  'snow',
  'rain',
  'fog',
  'fire',
  'grass',
  'sand',
  'hay',
  'wood',
  'corn',
  'broccoli',
  'garlic',
  'ginger',
  'bacon',
  'meat',
  'soup',
  'tea',
  'coffee',
  'juice',
  'chocolate',
  'popcorn',
  'yarn',
  'thread',
  'soap',
  'money',
  'music',
  'magic',
  'lightning',
  'wind',
  'salt',
  'sushi',
  'pasta',
  'spaghetti',
  'paper',
  'cement',
  'gold',
  'silver',
  'food',
  'sky',
  'coral',
  'seaweed',
  'wheat',
  'lettuce',
  'confetti',
]);

/** Sounds that the spelling hides. */
const VOWEL_SOUND = /^(?:hour|honest|honou?r|heir|[aefhilmnorsx]-|x-ray|[8]|1[18]\b)/i;
const CONSONANT_SOUND = /^(?:uni(?!n)|use|usu|u-|ukulele|utensil|ufo|ewe|eu|one\b|once\b|t-)/i;

/** `an` before a vowel *sound*, else `a`: "an owl", "a unicorn", "an hour". */
export function articleFor(phrase: string): 'a' | 'an' {
  if (VOWEL_SOUND.test(phrase)) return 'an';
  if (CONSONANT_SOUND.test(phrase)) return 'a';
  return /^[aeiou]/i.test(phrase) ? 'an' : 'a';
}

/** The word that carries the number: "cup" of "cup of tea", "cake" of "birthday cake". */
function headOf(noun: string): { before: string; head: string; after: string } {
  const [front = noun, ...rest] = noun.split(/(?= (?:of|with|in|on|for|and)\b)/);
  const words = front.split(' ');
  const head = words.pop() ?? front;
  return { before: words.map((word) => `${word} `).join(''), head, after: rest.join('') };
}

/** "fox" → "foxes", "cup of tea" → "cups of tea", "sheep" → "sheep". */
export function pluralOf(noun: string): string {
  const { before, head, after } = headOf(noun);
  return before + pluralWord(head) + after;
}

function pluralWord(word: string): string {
  const lower = word.toLowerCase();
  if (UNCHANGED.has(lower) || PLURAL_ONLY.has(lower) || MASS.has(lower)) return word;
  const irregular = IRREGULAR[lower];
  if (irregular) return word[0] === lower[0] ? irregular : titleCase(irregular);
  for (const ending of ['man', 'mouse', 'fish', 'wolf', 'leaf', 'deer', 'sheep', 'child', 'goose'])
    if (lower.endsWith(ending) && lower.length > ending.length && lower !== 'human' && lower !== 'caiman')
      return word.slice(0, -ending.length) + pluralWord(ending);
  if (/(?:s|x|z|ch|sh)$/i.test(word)) return `${word}es`;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}

export type Countability = 'one' | 'many' | 'mass';

/** How a noun as given is counted: "fox" is one, "scissors" are many, "cheese" is mass. */
export function countabilityOf(noun: string): Countability {
  const { head } = headOf(noun.toLowerCase());
  if (PLURAL_ONLY.has(head)) return 'many';
  return MASS.has(head) ? 'mass' : 'one';
}

/** "a fox", "an owl", "some cheese", "some scissors". */
export function indefinite(phrase: string): string {
  return countabilityOf(phrase) === 'one' ? `${articleFor(phrase)} ${phrase}` : `some ${phrase}`;
}

/** "Mia's", "the pigs'"; a singular name in s takes 's ("James's"), as the Chicago Manual of Style has it. */
export function possessiveOf(name: string, plural = false): string {
  return plural && /s$/i.test(name) ? `${name}’` : `${name}’s`;
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);

/** Headline capitals: "the fox and the teapot" → "The Fox and the Teapot". */
export function titleCase(text: string): string {
  const words = text.split(' ');
  return words
    .map((word, at) => (at > 0 && at < words.length - 1 && SMALL_WORDS.has(word) ? word : capitalised(word)))
    .join(' ');
}

/** First letter upper, the rest as it is; quotation marks before it are passed over. */
export function capitalised(text: string): string {
  return text.replace(
    /^([^\p{L}\p{N}]*)(\p{Ll})/u,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/** A noun that may stand in a sentence: one to three plain English words. */
export function isPlainNoun(noun: string): boolean {
  return /^[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*){0,2}$/.test(noun) && noun.length <= 28;
}
