import { describe, expect, it } from '@jest/globals';
import { PLOT_POINTS, STORY_TEMPLATES, plot } from '#contracts/book.js';
import { dayOf, ideasFor } from './plot-ideas.js';

describe('ideas for a plot', () => {
  const THEMES: [theme: string, day: string | null][] = [
    ['Forest animals have a tea party', 'the day when forest animals have a tea party'],
    ['A submarine crew explores a sunken city.', 'the day when a submarine crew explores a sunken city'],
    ['dinosaurs in space', 'a day with dinosaurs in space'],
    ['Owls on tour', 'a day with owls on tour'],
    ['a cat who bakes bread', 'a day with a cat who bakes bread'],
    ['the play of the seasons', 'a day with the play of the seasons'],
    ['Berlin at night', 'a day with Berlin at night'],
    ['Mia goes to the moon! She is brave.', 'the day when Mia goes to the moon'],
    ['NASA rockets', 'a day with NASA rockets'],
    ['  a  quiet\nsecond line ', 'a day with a quiet'],
    ['', null],
    ['   ', null],
  ];
  it.each(THEMES)('makes of %j a phrase', (theme, day) => {
    expect(dayOf(theme)).toBe(day);
  });

  it.each(STORY_TEMPLATES)('are about the theme and its hero: %s', (template) => {
    const ideas = ideasFor(template, 'Finn the fox', 'Forest animals have a tea party');
    const text = Object.values(ideas).join(' ');
    expect(text).toContain('forest animals have a tea party');
    expect(text).toContain('Finn');
    expect(text).not.toMatch(/[{}]|the fox/);
    expect(Object.keys(ideas)).toEqual([...PLOT_POINTS]);
    expect(ideas).not.toEqual(ideasFor(template, 'Finn the fox', 'dinosaurs in space'));
  });

  it('fit into the form, however long the theme is, and whatever it holds', () => {
    for (const theme of ['word '.repeat(80), 'x'.repeat(400), '$& $1 {hero} {day}', '猫'.repeat(200), ''])
      for (const template of [...STORY_TEMPLATES, ''])
        expect(plot.safeParse(ideasFor(template, 'A'.repeat(60), theme)).success).toBe(true);
  });
});
