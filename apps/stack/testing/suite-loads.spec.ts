import { existsSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { inProject } from '../project.js';
import { listedSuites, loadOf } from './suite-loads.js';

it('lists only suites that exist', () => {
  expect(listedSuites().filter((path) => !existsSync(inProject(path)))).toEqual([]);
});

it('gives each suite a share of the machine', () => {
  for (const path of [...listedSuites(), 'test/e2e/unlisted.e2e-spec.ts']) {
    const { seconds, cores } = loadOf(path);
    expect([path, seconds > 0, cores > 0, cores <= 2]).toEqual([path, true, true, true]);
  }
});
