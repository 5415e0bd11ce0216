import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

describe('times in words', () => {
  let words: typeof import('./ago.js');
  const now = Date.parse('2026-05-08T12:00:00Z');
  // The module starts the clock of the page, which would keep a test alive.
  beforeAll(async () => {
    jest.useFakeTimers();
    words = await import('./ago.js');
  });
  afterAll(() => void jest.useRealTimers());

  it('say how long ago, and a date after a week', () => {
    expect(words.agoText('2026-05-08T11:59:30Z', now)).toBe('now');
    expect(words.agoText('2026-05-08T11:57:10Z', now)).toBe('2m ago');
    expect(words.agoText('2026-05-08T09:00:00Z', now)).toBe('3h ago');
    expect(words.agoText('2026-04-01T09:00:00Z', now)).toMatch(/2026/);
  });

  it('tell lengths as a person would', () => {
    expect([0, 850, 4_200, 42_000, 185_000, 7_800_000].map(words.lengthText)).toEqual([
      '0 ms',
      '850 ms',
      '4.2 s',
      '42 s',
      '3 min 05 s',
      '2 h 10 min',
    ]);
  });
});
