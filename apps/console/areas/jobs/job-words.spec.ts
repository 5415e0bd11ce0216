import { describe, expect, it } from '@jest/globals';
import { etaWords, receiptWords } from './job-words.js';

const receipt = { pagesDrawn: [1, 2], pagesSkipped: [], pagesMissing: [], drawings: 2, providerCalls: 0, costMicros: 0, currency: 'usd' }; // prettier-ignore

describe('a job in words', () => {
  it('tells a range, and one figure where both ends sound alike', () => {
    expect(etaWords({ lowSeconds: 22, highSeconds: 130 })).toBe('20 s to 2 min left');
    expect(etaWords({ lowSeconds: 61, highSeconds: 80 })).toBe('about 1 min left');
    expect(etaWords(null)).toBe('');
  });

  it('counts the passed time down, and never below nothing', () => {
    expect(etaWords({ lowSeconds: 30, highSeconds: 40 }, 100)).toBe('about a few seconds left');
  });

  it('says what the author keeps and what it cost', () => {
    expect(receiptWords({ ...receipt, pagesSkipped: [3], pagesMissing: [4, 5] })).toBe(
      'You keep 2 pages, 1 page left out, 2 not drawn. Nothing was charged.',
    );
    expect(receiptWords({ ...receipt, costMicros: 250_000 })).toMatch(/It cost .*0[.,]25/);
    expect(receiptWords({ ...receipt, pagesDrawn: [] })).toMatch(/^No page was finished/);
  });
});
