import { describe, expect, it } from '@jest/globals';
import { etaText, progressText, receiptText } from './job-labels.js';

const receipt = {
  pagesDrawn: [1, 2],
  pagesSkipped: [],
  pagesMissing: [],
  drawings: 2,
  providerCalls: 0,
  costMicros: 0,
  currency: 'usd',
};

describe('a job in words', () => {
  it('tells a range, and one figure where both ends sound alike', () => {
    expect(etaText({ lowSeconds: 22, highSeconds: 130 })).toBe('20 s to 2 min left');
    expect(etaText({ lowSeconds: 61, highSeconds: 80 })).toBe('about 1 min left');
    expect(etaText(null)).toBe('');
  });

  it('counts the passed time down, and never below nothing', () => {
    expect(etaText({ lowSeconds: 30, highSeconds: 40 }, 100)).toBe('a few seconds left');
  });

  it.each([
    [1, ['drawn', 'drawn', 'pending', 'refused'], '1 of 3 drawn'],
    [1, ['refused', 'refused', 'skipped', 'refused'], '0 of 3 drawn, 1 skipped'],
    [3, ['skipped', 'drawn', 'skipped', 'drawn'], '2 of 3 drawn, 1 skipped'],
    [0, ['pending', 'skipped', 'pending', 'pending'], '0 of 3 drawn, 1 skipped'],
  ] as const)('tells %j done of the pages %j', (done, states, words) => {
    const pages = states.map((state, number) => ({ number, state, version: 0, code: null, message: null }));
    expect(progressText({ progress: { done, total: 3 }, pages })).toBe(words);
  });

  it('says what the author keeps and what it cost', () => {
    expect(receiptText({ ...receipt, pagesSkipped: [3], pagesMissing: [4, 5] })).toBe(
      'You keep 2 pages, 1 page skipped, 2 not drawn. Nothing was charged.',
    );
    expect(receiptText({ ...receipt, costMicros: 250_000 })).toMatch(/It cost .*0[.,]25/);
    expect(receiptText({ ...receipt, pagesDrawn: [] })).toMatch(/^No page was finished/);
  });
});
