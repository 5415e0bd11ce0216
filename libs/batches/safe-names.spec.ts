import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UniqueNames, safeName } from './safe-names.js';

describe('names in an archive', () => {
  it.each([
    ['The Fox', 'The Fox'],
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Windows', 'C Windows'],
    ['con', 'con_'],
    ['NUL.txt', 'NUL_.txt'],
    ['   ', 'Coloring book'],
    ['...', 'Coloring book'],
    ['Der Füchs & 狐', 'Der Füchs & 狐'],
    ['a\u0000b\u202Ec', 'a b c'],
  ])('%j becomes %j', (from, to) => {
    expect(safeName(from)).toBe(to);
  });

  it('never leave their folder, never are empty, and are short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = safeName(text);
        expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^\.|[. ]$/u);
        expect([...name].length).toBeGreaterThan(0);
        expect([...name].length).toBeLessThanOrEqual(81);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are given once, also where capitals do not count', () => {
    const names = new UniqueNames();
    expect(['Fox', 'fox', 'Fox', 'Fox (2)'].map((name) => names.of(name))).toEqual([
      'Fox',
      'fox (2)',
      'Fox (3)',
      'Fox (2) (2)',
    ]);
  });
});
