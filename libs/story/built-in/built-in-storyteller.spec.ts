import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AGE_RANGES, ART_STYLES, STORY_TEMPLATES } from '#contracts/book.js';
import { BuiltInStoryteller } from './built-in-storyteller.js';
import { sentencesOf } from './page-writer.js';
import { wordCount } from './realiser.js';
import type { Story, StoryRequest } from '../storyteller.js';
import { fakeVocabulary } from '#fixtures/vocabulary.fake.js';

const teller = new BuiltInStoryteller(fakeVocabulary);
const form = (change: Partial<StoryRequest> = {}): StoryRequest => ({
  theme: 'forest animals have a tea party',
  characters: [],
  age: '4-8',
  pages: 24,
  wordsPerPage: 25,
  style: 'scene',
  seed: 7,
  ...change,
});
const texts = (story: Story): string[] => story.pages.map((page) => page.text);

const THEMES = [
  'forest animals have a tea party',
  'trucks and diggers',
  'mandala of flowers',
  'alphabet',
  'birthday on a farm',
  'dinosaurs in space',
  'zorble quux',
  '森林里的动物',
  '🦖🚀',
  'counting wolves and mice',
  'a unicorn and an owl',
  'cheese and scissors',
  'SHEEP!!!',
  'x',
  "Robert'); DROP TABLE books;--",
  'winter in the castle',
  'mermaids under the sea',
  '   ',
  'the the the',
  '{hero} and {friend}',
];
const CHARACTERS = [
  'Mia the fox',
  'a dragon called Ember',
  'Captain Whiskers, a cat with an eye patch',
  '小龙',
  'the three little pigs',
  '🐉',
  'Zog the blorp',
  'an owl',
  'James',
  'Mia and Tom',
  '{guest}',
  'Grandma (a bear)',
  'mr. fox',
  '...',
];

const requests = fc.record({
  theme: fc.oneof(fc.constantFrom(...THEMES), fc.string({ minLength: 2, maxLength: 40 })),
  characters: fc.oneof(
    fc.subarray(CHARACTERS, { maxLength: 5 }),
    fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 3 }),
  ),
  age: fc.constantFrom(...AGE_RANGES),
  pages: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 60 })),
  wordsPerPage: fc.integer({ min: 0, max: 120 }),
  style: fc.oneof(fc.constant('scene' as const), fc.constantFrom(...ART_STYLES)),
  template: fc.option(fc.constantFrom(...STORY_TEMPLATES), { nil: undefined }),
  moral: fc.option(fc.constantFrom('sharing makes friends', 'Be kind!', '“Never give up”', '分享是快乐的'), {
    nil: undefined,
  }),
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});

/** The grammar that a reader sees at once, checked on the storyteller's own words. */
function expectGrammar(text: string): void {
  expect(text).not.toMatch(/ {2}|undefined|\bnull\b|NaN|\[object|\bthe the\b|\ba a\b| [.,!?](?:\s|$)|\.\.(?!\.)|,,/);
  expect(text).not.toMatch(/\ba (?:apple|owl|elephant|octopus|umbrella|egg|orange|island|astronaut|alien)\b/);
  expect(text).not.toMatch(/\ban (?:unicorn|fox|rabbit|T-Rex|hen)\b/);
  expect(text).not.toMatch(/\b(?:mouses|sheeps|wolfs|deers|gooses|cheeses|leafs)\b/);
}

describe('the author’s plot in the built-in story', () => {
  const plot = {
    setup: 'Mia wants to bake the biggest cake of the forest',
    conflict: 'The oven breaks, and {smoke} is everywhere!',
    climax: 'A dragon lights the oven with one breath.',
    resolution: 'Everybody eats cake',
  };
  const characters = ['Mia the fox'];

  it.each([5, 12, 24, 80])('stands on its pages in order, in a book of %i', (pages) => {
    const story = teller.tell(form({ plot, characters, pages, template: 'adventure' }));
    const at = Object.values(plot).map((point) => texts(story).findIndex((text) => text.startsWith(point)));
    expect(at).not.toContain(-1);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
    for (const [index, point] of Object.values(plot).entries())
      expect(story.pages[at[index]!]!.prompt).toContain(point.replace(/[.!]$/, ''));
    expect(story.pages).toHaveLength(pages);
  });

  it('changes only the pages of its points', () => {
    const without = teller.tell(form({ characters }));
    const told = teller.tell(form({ characters, plot: { conflict: plot.conflict } }));
    const changed = told.pages.filter(({ prompt }, index) => prompt !== without.pages[index]!.prompt);
    expect(changed).toHaveLength(1);
    expect(changed[0]!.prompt).toMatch(/Mia/);
  });

  it('keeps to the word limit of a page, and reports what did not fit', () => {
    const long = teller.tell(
      form({ plot: { setup: 'One two three. Four five six seven eight nine.' }, wordsPerPage: 5 }),
    );
    expect(texts(long)).toContain('One two three.');
    const silent = teller.tell(form({ plot, wordsPerPage: 0 }));
    expect(texts(silent).join('')).toBe('');
    expect(teller.tell(form({ plot, pages: 2 })).notes.join(' ')).toMatch(
      /no room for the conflict.*no room for the climax/,
    );
    expect(teller.tell(form({ plot, style: 'mandala' })).notes.join(' ')).toMatch(/has no plot/);
  });

  it('ends with the moral as well, where there is room', () => {
    const story = teller.tell(form({ plot: { resolution: plot.resolution }, moral: 'Share your cake.', pages: 5 }));
    expect(texts(story).at(-1)).toContain('Share your cake.');
  });
});

describe(BuiltInStoryteller.name, () => {
  it('keeps to the form, whatever it says', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const story = teller.tell(request);
        expect(story.pages.map((page) => page.number)).toEqual(
          Array.from({ length: request.pages }, (_, at) => at + 1),
        );
        expect(story.title.trim()).not.toBe('');
        expect(story.characters.length).toBeGreaterThanOrEqual(2);
        for (const { text, prompt } of story.pages) {
          expect(wordCount(text)).toBeLessThanOrEqual(request.wordsPerPage);
          expect(prompt.trim()).not.toBe('');
          expect(prompt).not.toMatch(/undefined|[{}]| {2}/);
          if (request.wordsPerPage === 0) expect(text).toBe('');
          else expect(text).not.toBe('');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('writes grammatical, ever new sentences for every theme, age, length and seed', () => {
    const plain = fc.constantFrom(...CHARACTERS.slice(0, 5));
    fc.assert(
      fc.property(requests, fc.array(plain, { maxLength: 3 }), (request, characters) => {
        const theme = THEMES.includes(request.theme) ? request.theme : 'fox and owl';
        const story = teller.tell({ ...request, theme, characters: [...new Set(characters)], moral: undefined });
        let before = '';
        for (const { text } of story.pages) {
          expectGrammar(text);
          if (text) expect(text).toMatch(/^[“\p{Lu}\p{Lo}].*[.!?…]”?$/su);
          for (const sentence of sentencesOf(text)) expect(sentence).toMatch(/^[“\p{Lu}\p{Lo}\p{N}]/u);
          if (text) expect(text).not.toBe(before);
          before = text;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says no sentence twice in a book of 60 pages', () => {
    for (const template of STORY_TEMPLATES)
      for (const age of ['2-4', '4-8', '8-12'] as const)
        for (const wordsPerPage of [8, 20, 60, 120])
          for (let seed = 0; seed < 6; seed++) {
            const said = texts(teller.tell(form({ pages: 60, template, age, wordsPerPage, seed }))).flatMap(
              sentencesOf,
            );
            expect(said.length - new Set(said).size).toBe(0);
          }
  });

  it('fills 400 pages with pages that differ', () => {
    for (const age of ['2-4', '4-8', '8-12'] as const) {
      const pages = texts(teller.tell(form({ pages: 400, age })));
      expect(new Set(pages).size / pages.length).toBeGreaterThan(0.9);
    }
  });

  it('gives the same book for the same form and seed, and another for another seed', () => {
    expect(teller.tell(form())).toEqual(teller.tell(form()));
    expect(texts(teller.tell(form({ seed: 8 })))).not.toEqual(texts(teller.tell(form())));
  });

  it('speaks to small children in short sentences', () => {
    for (const template of STORY_TEMPLATES)
      for (let seed = 0; seed < 10; seed++)
        for (const sentence of texts(teller.tell(form({ age: '2-4', template, seed }))).flatMap(sentencesOf))
          expect(wordCount(sentence)).toBeLessThanOrEqual(10);
  });

  it('speaks in longer sentences to older children', () => {
    const mean = (age: StoryRequest['age']): number => {
      const said = texts(teller.tell(form({ age, wordsPerPage: 60, template: 'adventure' }))).flatMap(sentencesOf);
      return said.reduce((sum, each) => sum + wordCount(each), 0) / said.length;
    };
    expect(mean('2-4')).toBeLessThan(mean('4-8'));
    expect(mean('4-8')).toBeLessThan(mean('8-12'));
  });

  it('keeps the author’s title and people, in order and by name', () => {
    const story = teller.tell(
      form({ title: 'my own title', characters: ['Mia the fox', 'a dragon called Ember', 'the three pigs'] }),
    );
    expect(story.title).toBe('my own title');
    expect(story.characters.map(({ name, kind }) => `${name}/${kind}`)).toEqual([
      'Mia/fox',
      'Ember/dragon',
      'the three pigs/pig',
    ]);
    expect(texts(story).join(' ')).toMatch(/Mia the fox.*Ember the dragon/s);
    expect(texts(story).join(' ')).toContain('hree pigs');
  });

  it('works the moral into the ending', () => {
    for (const wordsPerPage of [4, 12, 25, 80]) {
      const story = teller.tell(form({ moral: 'sharing makes friends', wordsPerPage }));
      expect(story.moral).toBe('Sharing makes friends.');
      expect(story.pages.at(-1)?.text).toContain('Sharing makes friends.');
    }
    const long = teller.tell(form({ moral: 'a moral that has rather more words than the page', wordsPerPage: 5 }));
    expect(long.blurb).toContain('A moral that has');
    expect(long.notes.join(' ')).toContain('back cover');
  });

  it('never uses unknown words, and says so', () => {
    const story = teller.tell(form({ theme: 'zorble quux' }));
    expect(JSON.stringify([story.title, story.pages, story.blurb])).not.toMatch(/zorble|quux/i);
    expect(story.notes.join(' ')).toContain('zorble quux');
  });

  it('leaves out what the author does not want', () => {
    const story = teller.tell(form({ instructions: 'No owl, please. Add a rainbow.' }));
    expect(JSON.stringify([texts(story), story.characters])).not.toMatch(/\bowl\b/);
    expect(JSON.stringify(story.pages)).toContain('rainbow');
  });

  it('lets it neither rain under water nor walk on fins', () => {
    for (let seed = 0; seed < 20; seed++) {
      const told = texts(
        teller.tell(form({ theme: 'whale and octopus under the sea', seed, pages: 40, wordsPerPage: 60 })),
      ).join(' ');
      expect(told).not.toMatch(/\brain|puddle|umbrella|wet\b|fog\b/i);
    }
  });

  it('goes through the alphabet and counts with right plurals', () => {
    const abc = teller.tell(form({ theme: 'animal alphabet', pages: 26 }));
    expect(abc.pages[0]?.text).toMatch(/^A is for /);
    expect(abc.pages[25]?.text).toMatch(/^Z is for zebra\./);
    const count = teller.tell(form({ theme: 'counting wolves and mice and sheep and foxes', pages: 10 }));
    expect(count.pages[0]?.text).toMatch(/^One /);
    expect(texts(count).join(' ')).toMatch(/wolves|mice/);
  });

  it('gives patterns and grown readers captions instead of a story', () => {
    for (const change of [{ style: 'mandala' }, { style: 'pattern' }, { age: 'adult' }] as const) {
      const story = teller.tell(form({ theme: 'mandala of flowers', pages: 60, ...change }));
      expect(Math.max(...texts(story).map(wordCount))).toBeLessThanOrEqual(12);
      expect(new Set(texts(story)).size).toBeGreaterThan(30);
    }
  });

  it('writes a book of 400 pages without a search that grows with it', () => {
    const start = performance.now();
    teller.tell(form({ pages: 400, wordsPerPage: 120, age: '8-12' }));
    expect(performance.now() - start).toBeLessThan(20_000); // some hundredths of a second, on a machine that is free
  });
});
