import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import { inProject } from '../../../apps/stack/project.js';
import { MUTANTS } from './mutants.js';
import { INVARIANTS } from './report.js';

/** The compiled text of a file of `dist`, whether or not it was built since its source was changed. */
function compiled(file: string): string {
  if (file === 'workflow-bundle.js') return readFileSync(inProject('workflows', 'activity-proxies.ts'), 'utf8');
  const options = JSON.parse(readFileSync(inProject('.swcrc'), 'utf8')) as object;
  return transformFileSync(inProject(file.replace(/\.js$/, '.ts')), { ...options, swcrc: false }).code;
}

describe('mutants', () => {
  it.each(MUTANTS.flatMap(({ name, edits = [] }) => edits.map((edit) => ({ name, ...edit }))))(
    '$name matches $file exactly once',
    ({ file, from, to }) => {
      expect(compiled(file).split(from)).toHaveLength(2);
      expect(to).not.toBe(from);
    },
  );

  it('have unique names, and each names the invariant that detects it', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(12);
    for (const { invariant, faults } of MUTANTS) {
      expect(Object.keys(INVARIANTS)).toContain(invariant);
      expect(faults.length).toBeGreaterThan(0);
    }
  });
});
