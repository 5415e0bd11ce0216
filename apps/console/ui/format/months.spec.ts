import { describe, expect, it } from '@jest/globals';
import { lastMonths, monthAfter, monthIn, monthName, monthOf } from './months.js';

const NOW = new Date('2026-01-31T23:30:00-05:00');

describe('a month of the books', () => {
  it('is cut in UTC', () => {
    expect(monthOf(NOW)).toBe('2026-02');
    expect(monthName('2026-02')).toBe('February 2026');
  });

  it('goes over the end of a year', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01');
    expect(monthAfter('2026-01', -1)).toBe('2025-12');
    expect(lastMonths(NOW, 3)).toEqual(['2026-02', '2026-01', '2025-12']);
  });

  it('comes from the address, when there is a sane one', () => {
    expect(monthIn('2025-07', NOW)).toBe('2025-07');
    for (const wrong of ['2025-13', '7/2025', '', null, undefined, ['2025-07', '2025-08']])
      expect(monthIn(wrong, NOW)).toBe('2026-02');
  });
});
