import { itemAt, firstOf, cyclicAt } from '#contracts/items.js';
import type { Plate } from './captions.js';

type ConceptPlate = Omit<Plate, 'word'>;
import { capitalised, indefinite, pluralOf } from './nouns.js';
import { wordCount } from './realiser.js';
import type { SeededRandom } from './seeded-random.js';
import { wordTable } from '#artwork/built-in/vocabulary/word-table.js';

/** Books that teach rather than tell: letters and numbers. */
export type Concept = 'alphabet' | 'counting';

export function conceptOf(theme: string): Concept | undefined {
  const words = theme.toLowerCase();
  if (/\b(alphabet|abc|abcs|a to z|letters)\b/.test(words)) return 'alphabet';
  if (/\b(counting|numbers|count to|1 to \d+|one to ten|123|1 2 3)\b/.test(words)) return 'counting';
  return undefined;
}

/** Things to draw for each letter; those of the theme come before these. */
const LETTERS: Readonly<Record<string, readonly string[]>> = wordTable({
  A: ['ant', 'apple', 'airplane', 'anchor', 'avocado'],
  B: ['bear', 'balloon', 'butterfly', 'banana', 'bus', 'bee'],
  C: ['cat', 'cake', 'camel', 'castle', 'carrot', 'crab'],
  D: ['dog', 'duck', 'drum', 'dolphin', 'dragon', 'deer'],
  E: ['elephant', 'egg', 'eagle', 'envelope', 'ear'],
  F: ['fox', 'fish', 'flower', 'frog', 'feather', 'flag'],
  G: ['giraffe', 'goat', 'guitar', 'gift', 'ghost'],
  H: ['hedgehog', 'horse', 'house', 'hat', 'hammer', 'helicopter'],
  I: ['ice cream', 'island', 'igloo', 'ice', 'inkwell'],
  J: ['jellyfish', 'jar', 'jacket', 'joystick'],
  K: ['kangaroo', 'kite', 'key', 'koala', 'king'],
  L: ['lion', 'ladybug', 'lemon', 'leaf', 'lamp', 'ladder'],
  M: ['mouse', 'moon', 'monkey', 'mushroom', 'map', 'mountain'],
  N: ['nest', 'necktie', 'notebook', 'nut'],
  O: ['owl', 'octopus', 'orange', 'otter', 'onion'],
  P: ['penguin', 'pig', 'pumpkin', 'parrot', 'pear', 'panda'],
  Q: ['queen', 'quill', 'question mark'],
  R: ['rabbit', 'rocket', 'rainbow', 'rose', 'robot', 'ring'],
  S: ['snail', 'star', 'sun', 'sheep', 'squirrel', 'strawberry'],
  T: ['turtle', 'tiger', 'tree', 'train', 'tractor', 'teapot'],
  U: ['unicorn', 'umbrella', 'ukulele'],
  V: ['violin', 'volcano', 'vase', 'van'],
  W: ['whale', 'wolf', 'watermelon', 'watch', 'wind chime'],
  X: ['xylophone', 'x-ray', 'fox'],
  Y: ['yarn', 'yo-yo', 'yak', 'yacht'],
  Z: ['zebra', 'zipper', 'zombie'],
});

const ALPHABET_MORE = [
  'Can you find the N?',
  'Color the N any way you like.',
  'What sound does the letter L make?',
  'Say it out loud: N!',
  'Have you ever seen A?',
  'Trace the letter L with one finger.',
  'The N says hello.',
  'What else begins with L?',
  'Give the N a name.',
  'What color is your N?',
];

/** One letter a page, A to Z and round again with other words. */
export function alphabetPlates(
  pages: number,
  themeNouns: readonly string[],
  drawable: (noun: string) => boolean,
  random: SeededRandom,
  words: number,
): ConceptPlate[] {
  const letters = Object.keys(LETTERS);
  const questions = random.shuffled(ALPHABET_MORE);
  const used = new Set<string>();
  return Array.from({ length: pages }, (_, page) => {
    const letter = cyclicAt(letters, page);
    const round = Math.floor(page / letters.length);
    const own = themeNouns.filter((noun) => noun[0]?.toUpperCase() === letter);
    const listed = LETTERS[letter] ?? [];
    const choices = [...new Set([...own, ...listed.filter(drawable), ...listed])];
    const noun = choices.find((each) => !used.has(each)) ?? cyclicAt(choices, round);
    const again = used.has(noun);
    used.add(noun);
    const other = cyclicAt(choices, choices.indexOf(noun) + 1 + Math.floor(round / choices.length));
    const opening =
      noun === 'fox' && letter === 'X'
        ? 'X is at the end of fox.'
        : again && other !== noun
          ? `${letter} is for ${noun} and ${other}.`
          : `${letter} is${round === 0 ? '' : ' also'} for ${noun}.`;
    return {
      caption: extended(opening, turned(questions, page * 3), { N: noun, L: letter, A: indefinite(noun) }, words),
      prompt: `the letter ${letter} and ${indefinite(noun)}`,
    };
  });
}

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const COUNTING_MORE = [
  'Can you count the P?',
  'Count the P out loud.',
  'Color all of the P.',
  'Point to each of the P.',
  'Clap once for each of the P.',
  'Do the P look happy?',
  'Where are the P going?',
  'Which of the P do you like best?',
];

/** One to ten (twelve, when the book is that long), and round again with other things. */
export function countingPlates(
  pages: number,
  nouns: readonly string[],
  random: SeededRandom,
  words: number,
): ConceptPlate[] {
  const questions = random.shuffled(COUNTING_MORE);
  const top = pages >= 12 && pages % 12 === 0 ? 12 : 10;
  return Array.from({ length: pages }, (_, page) => {
    const count = page % top;
    const noun = nouns[page % nouns.length] ?? 'star';
    const number = itemAt(NUMBERS, count);
    const shown = count === 0 ? noun : pluralOf(noun);
    const more =
      count === 0 ? ['Here is one N, all alone.', 'Can you find the N?', 'Color the N any way you like.'] : questions;
    return {
      caption: extended(
        `${capitalised(number)} ${shown}.`,
        turned(more, page * 3 + Math.floor(page / nouns.length)),
        { P: shown, N: noun },
        words,
      ),
      prompt: `${number} ${shown}`,
    };
  });
}

/** The list from another start, so that neighbouring pages ask different things. */
const turned = <T>(items: readonly T[], by: number): T[] => items.map((_, at) => cyclicAt(items, at + by));

/** The opening and up to two of the further sentences, as far as `words` allows; empty when not even the opening fits. */
function extended(opening: string, more: readonly string[], slots: Record<string, string>, words: number): string {
  const sentences: string[] = [];
  for (const sentence of [opening, ...more.slice(0, 2)]) {
    const text = sentence === opening ? opening : sentence.replace(/\b[NLAP]\b/g, (slot) => slots[slot] ?? slot);
    if (wordCount([...sentences, text].join(' ')) <= words) sentences.push(text);
  }
  if (sentences.length === 0 && words > 0)
    return `${capitalised(firstOf(opening.replace(/^\S+ is(?: also)? for /, '').split(' '))).replace(/\.$/, '')}.`;
  return sentences.join(' ');
}
