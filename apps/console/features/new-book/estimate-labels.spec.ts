import { describe, expect, it } from '@jest/globals';
import { estimateText } from './estimate-labels.js';

const known = { provider: 'openai', drawings: 25, time: { lowSeconds: 61, highSeconds: 300 }, cost: null } as const;

describe('the estimate in words', () => {
  it('tells time and cost as ranges', () => {
    expect(estimateText({ ...known, cost: { lowMicros: 900_000, highMicros: 2_100_000, currency: 'usd' } })).toMatch(
      /^25 drawings with the cover, 1 min to 5 min\. It costs about .*0[.,]90.* to .*2[.,]10/,
    );
    expect(estimateText({ ...known, cost: { lowMicros: 0, highMicros: 0, currency: 'usd' } })).toMatch(
      /Nothing is charged\.$/,
    );
  });

  it('does not pretend to know', () => {
    expect(estimateText(known)).toMatch(/What it costs is known after the first book with this artist/);
    expect(estimateText({ ...known, time: null })).toMatch(/How long it takes is known after the first book/);
  });
});
