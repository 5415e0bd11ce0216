import { describe, expect, it } from '@jest/globals';
import { localInput, sinceHours } from './time-range.js';

describe('a range of time', () => {
  it('begins so many hours ago, at a full minute', () => {
    expect(sinceHours(24, Date.parse('2026-05-08T12:34:56.789Z'))).toBe('2026-05-07T12:34:00.000Z');
  });

  it('goes into a field and comes out the same', () => {
    const iso = '2026-05-08T12:34:00.000Z';
    expect(new Date(localInput(iso)).toISOString()).toBe(iso);
    expect(localInput(undefined)).toBe('');
  });
});
