import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { planInterior, plannedPageCount } from './layout.js';
import { settingsOf } from '#fixtures/spec-books.js';

const kinds = (plan: ReturnType<typeof planInterior>) => plan.map((page) => page.kind).join(' ');
const FRONT = 'title copyright belongs-to';

describe('planInterior', () => {
  it('sets each story on the left, facing its art', () => {
    const plan = planInterior({ art: [1, 2], hasStory: true, settings: settingsOf() });
    expect(kinds(plan)).toBe(`${FRONT} story art story art blank`);
  });

  it('leaves the backs of single-sided art free', () => {
    const plan = planInterior({ art: [1, 2], hasStory: false, settings: settingsOf() });
    expect(kinds(plan)).toBe(`${FRONT} back art back art blank`);
  });

  it('prints on both sides when asked', () => {
    const plan = planInterior({ art: [1, 2, 5], hasStory: false, settings: settingsOf({ singleSided: false }) });
    expect(kinds(plan)).toBe(`${FRONT} art art art`);
    expect(plan.at(-1)).toEqual({ kind: 'art', art: 5 });
  });

  it('keeps facing pages facing, whatever front matter is left out', () => {
    const flags = fc.record({
      titlePage: fc.boolean(),
      copyrightPage: fc.boolean(),
      belongsToPage: fc.boolean(),
      storyPages: fc.boolean(),
      singleSided: fc.boolean(),
    });
    const parts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(flags, parts, fc.boolean(), (some, counts, hasStory) => {
        const settings = settingsOf(some);
        const art = counts.map((_, index) => index + 1);
        const plan = planInterior({ art, hasStory, settings, storyParts: (number) => counts[number - 1] ?? 1 });
        expect(plan.length % 2).toBe(0);
        for (const [index, page] of plan.entries()) {
          const right = index % 2 === 0;
          if (page.kind === 'title' || page.kind === 'belongs-to') expect(right).toBe(true);
          if (page.kind === 'copyright') expect(right).toBe(false);
          if (page.kind === 'art' && (settings.singleSided || (hasStory && settings.storyPages)))
            expect(right).toBe(true);
        }
        expect(plan.filter((page) => page.kind === 'art').map((page) => 'art' in page && page.art)).toEqual(art);
      }),
    );
  });

  it('counts what it plans', () => {
    expect(plannedPageCount({ artPages: 24, hasStory: true, settings: settingsOf() })).toBe(52);
    expect(plannedPageCount({ artPages: 400, hasStory: false, settings: settingsOf() })).toBe(804);
    expect(plannedPageCount({ artPages: 24, hasStory: false, settings: settingsOf({ singleSided: false }) })).toBe(28);
  });
});
