import { describe, expect, it } from '@jest/globals';
import { ADVENTURE } from './arcs/adventure.js';
import { CELEBRATION } from './arcs/celebration.js';
import { BRIGHT, HOPEFUL, LOW } from './arcs/details.js';
import { EPISODES } from './arcs/episodes.js';
import { FANTASY } from './arcs/fantasy.js';
import { FRIENDSHIP } from './arcs/friendship.js';
import type { Beat } from './beat.js';
import { sentencesOf } from './page-writer.js';
import { realise, type Scene, wordCount } from './realiser.js';

const scene: Scene = {
  hero: { name: 'Pip', noun: 'fox', epithet: 'the fox' },
  friend: { name: 'Hazel', noun: 'owl', epithet: 'the owl' },
  guest: { noun: 'elephant' },
  helper: { noun: 'hen' },
  prize: { noun: 'orange' },
  thing: { noun: 'umbrella' },
  passer: { noun: 'ant' },
  scenery: { noun: 'apple tree' },
  place: { at: 'by the brook', to: 'to the brook', see: 'brook' },
  setting: 'in the forest',
  fog: 'a thick fog',
  wind: 'the wind',
  event: 'Easter party',
  went: 'walked',
};
const nobody = new Set<string>();
const everybody = new Set(['Pip', 'Hazel', 'elephant', 'hen', 'orange', 'umbrella', 'ant', 'apple tree']);

describe('realise', () => {
  it('introduces on the first mention and refers back later', () => {
    const first = realise('{hero} met {guest}.', scene, nobody);
    expect(first.text).toBe('Pip the fox met an elephant.');
    expect(realise('{hero} waved, and {guest} left.', scene, new Set(first.mentions)).text).toBe(
      'Pip waved, and the elephant left.',
    );
  });

  it('puts the article by the word that follows it', () => {
    expect(realise('It was {a magic prize}.', scene, nobody).text).toBe('It was a magic orange.');
    expect(realise('It was {a prize}.', scene, everybody).text).toBe('It was an orange.');
    expect(realise('They gave {a event}.', scene, nobody).text).toBe('They gave an Easter party.');
    expect(realise('{the lost prize}!', scene, nobody).text).toBe('The lost orange!');
  });

  it('capitalises a slot that opens a sentence in the midst of a phrase', () => {
    expect(realise('Bump! {guest} fell. “{the prize} is mine!” said {hero}.', scene, everybody).text).toBe(
      'Bump! The elephant fell. “The orange is mine!” said Pip.',
    );
    expect(realise('“Oh!” said {guest}.', scene, everybody).text).toBe('“Oh!” said the elephant.');
  });

  it('agrees in number', () => {
    const pigs = { ...scene, hero: { name: 'the three pigs', noun: 'pig', plural: true } };
    expect(realise('{hero} {hero:was} glad. It was {hero’s} day.', pigs, nobody).text).toBe(
      'The three pigs were glad. It was the three pigs’ day.',
    );
    expect(realise('{plural guest}', scene, nobody).text).toBe('Elephants');
  });

  it('does not let a typing error pass', () => {
    expect(() => realise('{heroo} left.', scene, nobody)).toThrow(RangeError);
  });
});

const arcs = [ADVENTURE, FRIENDSHIP, FANTASY, CELEBRATION];
const beats: Beat[] = [
  ...arcs.flatMap((arc) => [arc.whole, ...arc.setup, ...arc.trouble, ...arc.help, ...arc.resolution]),
  ...EPISODES.flatMap((each) => each.beats),
];
const all = beats.flatMap((beat) => [...beat.small, ...beat.main, ...(beat.more ?? [])]);

describe('the phrase tables', () => {
  it('are sentences in every filling', () => {
    for (const template of [...all, ...BRIGHT, ...LOW, ...HOPEFUL])
      for (const mentioned of [nobody, everybody]) {
        const { text } = realise(template, scene, mentioned);
        expect(text).toMatch(/^[“\p{Lu}]/u);
        expect(text).toMatch(/[.!?]”?$/);
        expect(text).not.toMatch(/ {2}|[{}]|\ba [aeiou](?!ne|ni)|\ban [^aeiouhE]|the the|’s’s| [.,!?]|undefined/);
      }
  });

  it('hold no sentence twice', () => {
    // Shouts of one or two words may well be shouted again.
    const long = all.flatMap((template) => sentencesOf(template)).filter((each) => wordCount(each) > 4);
    const twice = long.filter(
      (each, at) =>
        long.indexOf(each) !== at &&
        !/^\{helper\} came to help|^They went on|^“I am sorry,” said|^They waved|^Everyone came to see|^“Who goes there|^“See you tomorrow|^“You go first|^“I am sorry, too|^\{both\} found|^\{hero\} lived/.test(
          each,
        ),
    );
    expect(twice).toEqual([]);
  });

  it('speak to small children in short sentences', () => {
    const long = beats
      .flatMap((beat) => beat.small)
      .flatMap((template) => sentencesOf(realise(template, scene, everybody).text))
      .filter((each) => wordCount(each) > 8);
    expect(long).toEqual([]);
  });
});
