import { describe, expect, it } from '@jest/globals';
import type { JobView } from '#contracts/jobs.js';
import type { SupportAction } from '#contracts/support.js';
import { firstPicks, minutesText, stepLabel } from './action-labels.js';

describe('labels of an action', () => {
  const pages = (states: Record<number, JobView['pages'][number]['state']>): JobView['pages'] =>
    Object.entries(states).map(([number, state]) => ({ number: Number(number), state }) as JobView['pages'][number]);
  const PICKS: [what: string, action: SupportAction, asked: number[], book: JobView['pages'], ticked: number[]][] = [
    ['what is refused', 'skip-pages', [2], pages({ 0: 'pending', 1: 'drawn', 2: 'refused' }), [2]],
    ['nothing else', 'skip-pages', [0, 1, 2], pages({ 0: 'pending', 1: 'drawn', 2: 'refused' }), [2]],
    ['nothing that is locked', 'retry-pages', [1, 2], pages({ 0: 'drawn', 1: 'locked', 2: 'refused' }), [2]],
    ['not the whole book', 'skip-pages', [0, 1, 2], pages({ 0: 'refused', 1: 'refused', 2: 'refused' }), []],
    ['nor all that is left of it', 'skip-pages', [0, 2], pages({ 0: 'refused', 1: 'skipped', 2: 'refused' }), []],
    ['all for a redrawing', 'retry-pages', [0, 1], pages({ 0: 'refused', 1: 'refused' }), [0, 1]],
  ];
  it.each(PICKS)('ticks %s at first', (_, action, asked, book, ticked) => {
    expect(firstPicks(action, asked, book)).toEqual(ticked);
  });

  it('says of a step whether it is done again', () => {
    const step = { step: 'cover-pdf', words: '' };
    expect(stepLabel({ ...step, repeats: true, doneBefore: true })).toBe('is done again');
    expect(stepLabel({ ...step, repeats: true, doneBefore: false })).toBe('is done for the first time');
    expect(stepLabel({ ...step, repeats: false, doneBefore: true })).toBe('no new work');
  });

  it('says how long it may take', () => {
    expect(minutesText({ low: 0.1, high: 0.5 })).toBe('less than a minute');
    expect(minutesText({ low: 2.2, high: 4.7 })).toBe('2 to 5 min');
    expect(minutesText({ low: 0.2, high: 1.2 })).toBe('about 1 min');
    expect(minutesText(null)).toBe('not known');
  });
});
