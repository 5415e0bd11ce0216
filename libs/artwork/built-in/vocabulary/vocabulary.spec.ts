import { describe, expect, it } from '@jest/globals';
import { creatureNames, creatureOf } from '../drawings/drawing-catalog.js';
import { drawingNames, drawingOf, hasDrawing } from '../drawings/drawings.js';
import { SETTINGS } from '../settings/settings.js';
import { THEME_WORDS } from './theme-synonyms.js';
import { isSafeName } from '../drawings/unsafe-drawings.js';
import { drawableNouns } from './vocabulary.js';

const names = (theme: string): string[] => {
  const { heroes, companions, props } = drawableNouns(theme);
  return [...heroes, ...companions, ...props];
};

describe('what can be drawn of a theme', () => {
  it.each([
    ['forest animals have a tea party', ['fox', 'rabbit', 'owl', 'teapot', 'cupcake'], 'forest'],
    ['dinosaurs in space', ['T-Rex', 'sauropod', 'rocket', 'ringed planet'], 'space'],
    ['under the sea', ['whale', 'octopus', 'tropical fish', 'spiral shell'], 'sea'],
    ['castle and dragons', ['dragon', 'castle', 'princess'], 'castle'],
    ['birthday on a farm', ['cow', 'pig', 'birthday cake', 'balloon'], 'farm'],
    ['pirates', ['parrot', 'sailboat', 'treasure chest'], 'pirate'],
    ['a shy robot learns to bake', ['robot', 'cupcake'], 'workshop'],
    ['winter fairy tale', ['penguin', 'fairy', 'snowman'], 'winter'],
    ['trucks and diggers', ['delivery truck', 'tractor'], 'road'],
  ])('knows "%s"', (theme, expected, setting) => {
    expect(names(theme)).toEqual(expect.arrayContaining(expected));
    expect(drawableNouns(theme)).toMatchObject({ setting, unknown: [] });
  });

  it('reads plurals, possessives, emoji and other languages', () => {
    expect(names('two foxes and the wolves')).toEqual(expect.arrayContaining(['fox', 'wolf']));
    expect(names("the bear's cake")).toEqual(expect.arrayContaining(['bear', 'birthday cake']));
    expect(names('🦊🍄🎈')).toEqual(['fox', 'mushroom', 'balloon']);
    expect(names('森林里的动物')).toContain('owl');
    expect(names('恐龙')).toContain('T-Rex');
    expect(names('el dragón y la princesa')).toEqual(expect.arrayContaining(['dragon', 'princess']));
  });

  it('reports words without a drawing', () => {
    expect(drawableNouns('zorble quux and a cat')).toMatchObject({ heroes: ['cat'], unknown: ['zorble', 'quux'] });
    expect(drawableNouns('')).toMatchObject({ heroes: [], props: [], unknown: [] });
  });

  it('refuses what no page for children shows', () => {
    expect(drawableNouns('a gun, beer and cigarettes')).toMatchObject({
      heroes: [],
      props: [],
      unsafe: ['gun', 'beer', 'cigarettes'],
    });
  });
});

describe('the drawings', () => {
  it('hold nothing unsafe', () => {
    const all = drawingNames();
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(({ name }) => !isSafeName(name))).toEqual([]);
    const banned =
      /\b(gun|pistol|kitchen knife|dagger|sword|bomb|skull|cigarette|beer|wine|cocktail|syringe|pill|coffin|church|mosque|flag|finger|bikini|cross)\b/i;
    expect(all.map(({ name }) => name).filter((name) => banned.test(name))).toEqual([]);
  });

  it('exist for every name that the tables use', () => {
    const named = [...THEME_WORDS.values()].flatMap(({ heroes, companions, props }) => [
      ...heroes,
      ...companions,
      ...props,
    ]);
    expect([...new Set([...named, ...creatureNames()])].filter((name) => !hasDrawing(name))).toEqual([]);
    expect(
      new Set(
        [...THEME_WORDS.values()]
          .flatMap(({ heroes }) => heroes)
          .filter((name) => !creatureOf(name) && drawingOf(name).group < 4),
      ),
    ).toEqual(new Set());
  });

  it('have a painted setting for every setting that a theme names', () => {
    const settings = [...THEME_WORDS.values()].map(({ setting }) => setting).filter(Boolean);
    expect(settings.filter((setting) => !SETTINGS.includes(setting))).toEqual([]);
  });

  it('stand on their feet: the origin is the middle of the lower edge', () => {
    for (const name of ['fox', 'cat', 'teapot', 'T-Rex']) {
      const { box } = drawingOf(name);
      expect(Math.abs(box.x + box.width / 2)).toBeLessThan(box.width * 0.05);
      expect(Math.abs(box.y + box.height)).toBeLessThan(box.height * 0.05);
    }
  });
});
