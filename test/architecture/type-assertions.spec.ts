import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { inProject } from '../../apps/stack/project.js';
import { sourceFiles } from './module-graph.js';

/** `!` and `as` are lint errors (.oxlintrc.json); a line that needs one disables the rule. The lint reports unused directives. */
describe('lint directives', () => {
  const found: { file: string; text: string }[] = [];
  beforeAll(async () => {
    for (const file of await sourceFiles())
      for (const [text] of (await readFile(inProject(file), 'utf8')).matchAll(/(\/\/|\/\*) *(es|ox)lint-[d]isable.*/g))
        found.push({ file, text });
  });

  it('name their rules and give a reason', () => {
    const bare = found.filter(
      ({ text }) => !/^(\/\/|\/\*) oxlint-disable(-next-line)? [a-z/-]+(, [a-z/-]+)* -- \S.{9,}/.test(text),
    );
    expect(bare).toEqual([]);
  });

  it('cover one line, or a file of loops over pixels and points', () => {
    const whole = found.filter(({ text }) => !text.includes('-next-line'));
    expect(whole.filter(({ file }) => !file.startsWith('libs/artwork/'))).toEqual([]);
  });
});
