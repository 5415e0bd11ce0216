import { describe, expect, it } from '@jest/globals';
import type { JobView } from '#contracts/jobs.js';
import { duration, pageBar, progressLine } from './progress-line.js';

const pages = (...states: JobView['pages'][number]['state'][]): JobView['pages'] =>
  states.map((state, index) => ({ number: index, state, version: 0, code: null, message: null }));

describe('the progress line', () => {
  it('has a cell per page, and none for the cover', () => {
    expect(pageBar(pages('pending', 'drawn', 'locked', 'drawing', 'refused', 'skipped', 'pending'))).toBe('██▓×–░');
  });

  it('lets pages of a long book share a cell, and shows the worst state', () => {
    const many = pages(
      'pending',
      ...Array.from({ length: 80 }, (_, index) => (index === 41 ? ('refused' as const) : ('drawn' as const))),
    );
    expect(pageBar(many, 40)).toBe(`${'█'.repeat(20)}×${'█'.repeat(19)}`);
  });

  it('shows progress, step and remaining time', () => {
    const job = {
      pages: pages('pending', 'drawn', 'pending'),
      progress: { done: 1, total: 3 },
      step: 'pages',
      state: 'running',
    };
    const eta = { lowSeconds: 61, highSeconds: 190 };
    expect(progressLine({ ...job, eta } as JobView)).toBe('█░  1/3  drawing  61 s–3 min left');
    const close = { lowSeconds: 4.2, highSeconds: 7.9 };
    expect(progressLine({ ...job, eta: close } as JobView)).toBe('█░  1/3  drawing  5–8 s left');
    expect(progressLine({ ...job, eta: null, state: 'paused' } as JobView)).toBe('█░  1/3  paused');
  });

  it('formats durations', () => {
    expect([3, 89, 90, 5_400, 7_500].map(duration)).toEqual(['3 s', '89 s', '2 min', '1 h 30 min', '2 h 5 min']);
  });
});
