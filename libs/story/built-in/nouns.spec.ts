import { describe, expect, it } from '@jest/globals';
import { articleFor, capitalised, countabilityOf, indefinite, pluralOf, possessiveOf, titleCase } from './nouns.js';

describe('nouns', () => {
  it.each([
    ['fox', 'foxes'],
    ['mouse', 'mice'],
    ['sheep', 'sheep'],
    ['wolf', 'wolves'],
    ['leaf', 'leaves'],
    ['butterfly', 'butterflies'],
    ['monkey', 'monkeys'],
    ['goose', 'geese'],
    ['deer', 'deer'],
    ['fish', 'fish'],
    ['jellyfish', 'jellyfish'],
    ['T-Rex', 'T-Rexes'],
    ['triceratops', 'triceratops'],
    ['cup of tea', 'cups of tea'],
    ['birthday cake', 'birthday cakes'],
    ['bus', 'buses'],
    ['volcano', 'volcanoes'],
    ['cactus', 'cacti'],
    ['octopus', 'octopuses'],
    ['snowman', 'snowmen'],
    ['human', 'humans'],
    ['child', 'children'],
    ['peach', 'peaches'],
    ['scissors', 'scissors'],
    ['cheese', 'cheese'],
    ['knife', 'knives'],
    ['maple leaf', 'maple leaves'],
    ['polar bear', 'polar bears'],
    ['ladybug', 'ladybugs'],
    ['kangaroo', 'kangaroos'],
    ['fairy', 'fairies'],
    ['box', 'boxes'],
    ['tooth', 'teeth'],
    ['mermaid', 'mermaids'],
    ['goldfish', 'goldfish'],
    ['toy', 'toys'],
  ])('makes the plural of %s: %s', (one, many) => expect(pluralOf(one)).toBe(many));

  it.each([
    ['owl', 'an'],
    ['unicorn', 'a'],
    ['hour', 'an'],
    ['umbrella', 'an'],
    ['uniform', 'a'],
    ['ukulele', 'a'],
    ['UFO', 'a'],
    ['x-ray', 'an'],
    ['ewe', 'a'],
    ['egg', 'an'],
    ['fox', 'a'],
    ['one-eyed cat', 'a'],
    ['T-Rex', 'a'],
    ['octopus', 'an'],
    ['uninvited guest', 'an'],
    ['honest fox', 'an'],
    ['old owl', 'an'],
    ['yo-yo', 'a'],
    ['island', 'an'],
    ['euro', 'a'],
  ] as const)('chooses the article of %s by its sound: %s', (noun, article) => expect(articleFor(noun)).toBe(article));

  it('counts what can be counted', () => {
    expect(indefinite('apple')).toBe('an apple');
    expect(indefinite('cheese')).toBe('some cheese');
    expect(indefinite('scissors')).toBe('some scissors');
    expect(countabilityOf('cup of tea')).toBe('one');
    expect(countabilityOf('swiss cheese')).toBe('mass');
  });

  it('forms possessives of one and of many', () => {
    expect(possessiveOf('Mia')).toBe('Mia’s');
    expect(possessiveOf('James')).toBe('James’s');
    expect(possessiveOf('the three pigs', true)).toBe('the three pigs’');
  });

  it('capitalises titles and sentences, also behind a quotation mark', () => {
    expect(titleCase('the fox and the lost teapot')).toBe('The Fox and the Lost Teapot');
    expect(capitalised('“look!” said Pip')).toBe('“Look!” said Pip');
    expect(capitalised('小龙 woke up')).toBe('小龙 woke up');
  });
});
