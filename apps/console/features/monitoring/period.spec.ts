import { describe, expect, it } from '@jest/globals';
import { lastDays, presetOf, rangeIn } from './period.js';

const NOW = Date.parse('2026-03-01T23:59:00Z');

describe('the period of the figures', () => {
  it('counts today, and goes over the ends of months in UTC', () => {
    expect(lastDays(7, NOW)).toEqual({ from: '2026-02-23', to: '2026-03-01' });
    expect(lastDays(1, NOW)).toEqual({ from: '2026-03-01', to: '2026-03-01' });
  });

  it('is what the address asks for, when that can be shown', () => {
    expect(rangeIn({ from: '2026-01-01', to: '2026-01-31' }, NOW)).toEqual({ from: '2026-01-01', to: '2026-01-31' });
    for (const nonsense of [
      {},
      { from: '2026-02-01', to: '2026-01-01' },
      { from: 'x', to: '2026-01-01' },
      { from: '2001-01-01', to: '2026-01-01' },
    ])
      expect(rangeIn(nonsense, NOW)).toEqual(lastDays(30, NOW));
  });

  it('is known again as one of the usual ones', () => {
    expect(presetOf(lastDays(90, NOW), NOW)).toBe(90);
    expect(presetOf({ from: '2026-01-01', to: '2026-01-31' }, NOW)).toBeUndefined();
  });
});
