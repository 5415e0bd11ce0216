import type { DrawableNouns } from './drawable.js';
import { wordTable } from '#artwork/word-table.js';

/** A small artist's vocabulary for the storyteller's own tests, so that they do not wait for fonts to load. */
const CREATURES = [
  'fox', 'owl', 'rabbit', 'hedgehog', 'bear', 'deer', 'squirrel', 'mouse', 'sheep', 'cow', 'pig', 'horse', 'hen', 'duck', 'dragon', 'unicorn', 'T-Rex', 'sauropod', 'robot', 'astronaut', 'whale', 'octopus', 'elephant',
  'lion', 'cat', 'dog', 'truck', 'tractor', 'girl', 'boy', 'princess', 'knight', 'penguin', 'butterfly', 'wolf',
]; // prettier-ignore
const PROPS = [
  'teapot', 'cake', 'balloon', 'kite', 'rocket', 'planet', 'star', 'flower', 'rose', 'tulip', 'apple', 'umbrella', 'crown', 'key', 'map', 'tree', 'rainbow', 'castle', 'volcano', 'cheese', 'scissors', 'basket', 'lantern',
  'letter', 'sunflower', 'mushroom', 'building construction', 'brick', 'hammer',
]; // prettier-ignore
const RELATED: Readonly<Record<string, readonly string[]>> = wordTable({
  animals: ['fox', 'owl', 'rabbit', 'hedgehog', 'bear', 'deer'], dinosaurs: ['T-Rex', 'sauropod'], farm: ['cow', 'pig', 'sheep', 'hen', 'horse'], birthday: ['cake', 'balloon'], tea: ['teapot'], diggers: ['truck', 'tractor', 'brick', 'hammer'],
  space: ['rocket', 'planet', 'star', 'astronaut'], flowers: ['rose', 'tulip', 'sunflower'], alphabet: ['letter'], mice: ['mouse'], wolves: ['wolf'],
}); // prettier-ignore
const STOP = new Set([
  'a',
  'an',
  'the',
  'in',
  'on',
  'of',
  'and',
  'with',
  'have',
  'has',
  'go',
  'to',
  'at',
  'party',
  'forest',
  'little',
  'brave',
  'big',
  'at',
  'by',
  'who',
  'is',
]);

export function standInVocabulary(theme: string): DrawableNouns {
  const words = theme.toLowerCase().split(/[^\p{L}\p{N}-]+/u).filter((word) => word && !STOP.has(word)); // prettier-ignore
  const found = new Set<string>();
  const unknown: string[] = [];
  const all = [...CREATURES, ...PROPS];
  for (const word of words) {
    const exact = all.find(
      (noun) => noun.toLowerCase() === word || `${noun.toLowerCase()}s` === word || `${noun.toLowerCase()}es` === word,
    );
    const related = RELATED[word] ?? [];
    if (exact) found.add(exact);
    for (const noun of related) found.add(noun);
    if (!exact && related.length === 0) unknown.push(word);
  }
  const creatures = CREATURES.filter((noun) => found.has(noun));
  return {
    heroes: creatures.slice(0, 3),
    companions: creatures.slice(3),
    props: PROPS.filter((noun) => found.has(noun)),
    setting: /forest/.test(theme) ? 'forest' : '',
    unknown,
  };
}
