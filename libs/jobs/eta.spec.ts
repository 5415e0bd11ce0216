import { describe, expect, it } from '@jest/globals';
import { estimate, remainingWork } from './eta.js';

const history = new Map([
  ['story', { low: 10, high: 20 }],
  ['pages', { low: 100, high: 200 }],
  ['interior-pdf', { low: 10, high: 20 }],
  ['cover-pdf', { low: 50, high: 60 }],
  ['preflight', { low: 500, high: 700 }],
]);

describe('the estimate of a job', () => {
  it('sums what is still to come, as a range in seconds', () => {
    const left = remainingWork({ step: 'pages', done: 14, total: 24 });
    expect(left.map(({ step, units }) => [step, units])).toEqual([
      ['pages', 10],
      ['interior-pdf', 24],
      ['cover-pdf', 1],
      ['preflight', 1],
    ]);
    expect(estimate(left, history)).toEqual({ lowSeconds: 1.8, highSeconds: 3.7 });
  });

  it('is unknown where this deployment never did a step', () => {
    expect(estimate(remainingWork({ step: 'queued', done: 0, total: 5 }), new Map())).toBeNull();
  });

  it('shrinks as the job goes on', () => {
    const at = (step: string, done: number) => estimate(remainingWork({ step, done, total: 24 }), history)!.highSeconds;
    const course = [at('story', 0), at('pages', 0), at('pages', 12), at('interior-pdf', 24), at('preflight', 24)];
    expect([...course].sort((a, b) => b - a)).toEqual(course);
  });
});
