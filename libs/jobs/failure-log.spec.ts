import { describe, expect, it } from '@jest/globals';
import { causeOf, fingerprintOf } from './failure-log.js';

describe('the cause of a failure', () => {
  it.each([
    ['Tried 5 times. The provider is away.', 'Tried 17 times. The provider is away.'],
    ['The policy refused “a sword fight”.', 'The policy refused “two pirates”.'],
    ['A drawing is missing (0a1b2c3d4e5f…).', 'A drawing is missing (ff99aa001122…).'],
    ['Job 018f3f6e-0000-7000-8000-000000000001 broke', 'Job 018f3f6e-0000-7000-8000-0000000000ff broke'],
  ])('is the same for “%s” and “%s”', (one, other) => expect(causeOf(one)).toBe(causeOf(other)));

  it('differs where the words differ', () => {
    expect(causeOf('The provider is away.')).not.toBe(causeOf('The key is wrong.'));
    expect(causeOf("The author's page can't be drawn and isn't")).toContain("author's");
  });

  it('has a short fingerprint that depends on code and step, too', () => {
    const all = [
      ['a', 'pages'],
      ['b', 'pages'],
      ['a', 'story'],
    ].map(([code = '', step = '']) => fingerprintOf(code, step, 'x'));
    expect(new Set(all).size).toBe(3);
    expect(all[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});
