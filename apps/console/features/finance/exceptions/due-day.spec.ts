import { describe, expect, it } from '@jest/globals';
import { dayField, endOfDay } from './due-day.js';

describe('a due day', () => {
  it('comes back as the day that was chosen, in the reader’s zone', () => {
    for (const day of ['2026-11-30', '2026-03-29', '2028-02-29']) expect(dayField(endOfDay(day))).toBe(day);
  });

  it('may be none', () => {
    expect(endOfDay('')).toBeNull();
    expect(dayField(null)).toBe('');
  });
});
