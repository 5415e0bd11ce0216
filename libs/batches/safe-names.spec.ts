import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { UniqueNames, safeName } from './safe-names.js';

describe('names in an archive', () => {
  it.each([
    ['The Fox', 'The Fox'],
    ['../../etc/passwd', 'etc passwd'],
    ['C:\\Windows', 'C Windows'],
    ['con', 'con_'],
    ['NUL.txt', 'NUL_.txt'],
    ['COM¹', 'COM_¹'],
    ['lpt².zip', 'lpt_².zip'],
    ['CON .tea', 'CON_ .tea'],
    ['AUX  . time', 'AUX_ . time'],
    ['conin$', 'con_in$'],
    ['COM0', 'COM_0'],
    ['Contents', 'Contents'],
    ['COM10', 'COM10'],
    ['👨‍👩‍👧 at home', '👨‍👩‍👧 at home'],
    ['\u200D', 'Coloring book'],
    ['\uD800x', '\uFFFDx'],
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
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(201);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['40 emoji and 40 signs of CJK', '🦊'.repeat(40) + '猫'.repeat(40)],
    ['joined emoji', '👨‍👩‍👧‍👦'.repeat(30)],
    ['three bytes each', '猫'.repeat(80)],
  ])('are shortened between two characters to what a file system takes: %s', async (_, title) => {
    const name = safeName(title);
    expect(title.startsWith(name)).toBe(true);
    expect(name).not.toMatch(/[\u200D\uD800-\uDBFF]$/);
    const folder = await mkdtemp(join(tmpdir(), 'names-'));
    const names = new UniqueNames();
    for (let count = 0; count < 12; count += 1) await writeFile(join(folder, `${names.of(name)} - interior.pdf`), '');
    expect(await readdir(folder)).toHaveLength(12);
    await rm(folder, { recursive: true });
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
