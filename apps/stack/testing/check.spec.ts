import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { relative, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stepJobs } from './check.js';
import { runJobs } from './schedule.js';
import { inProject } from '../project.js';
import { closeRun } from './test.js';

describe('npm run check', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(inProject('node_modules', '.check-'));
    await writeFile(join(folder, 'fine.mjs'), 'console.log("nobody reads this")');
    await writeFile(join(folder, 'wrong.mjs'), 'console.log("line 7 is too long"); process.exitCode = 2');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const step = (name: string) => ({
    name,
    script: relative(inProject('node_modules'), join(folder, `${name}.mjs`)),
    args: [],
  });

  it('runs every step, and shows the output of failing ones', async () => {
    const said: string[] = [];
    const total = { passed: 0, failed: 0 };
    await runJobs(
      stepJobs(['fine', 'wrong', 'fine'].map(step), total, (line) => said.push(line)),
      2,
    );
    expect(total).toEqual({ passed: 2, failed: 1 });
    expect(said.join('\n')).toMatch(/line 7 is too long\n✘ wrong/);
    expect(said.join('\n')).not.toContain('nobody reads this');
  });

  it.each([
    [
      [
        { passed: 4, failed: 0 },
        { passed: 1300, failed: 0 },
      ],
      '1304 passed, 0 failed',
      0,
    ],
    [
      [
        { passed: 3, failed: 1 },
        { passed: 1300, failed: 0 },
      ],
      '1303 passed, 1 failed',
      1,
    ],
    [
      [
        { passed: 4, failed: 0 },
        { passed: 0, failed: 1 },
      ],
      '4 passed, 1 failed',
      1,
    ],
    [[{ passed: 0, failed: 0 }], '0 passed, 0 failed', 1],
  ])('closes %j with the sum as its last line', (tallies, line, code) => {
    const said: string[] = [];
    expect(closeRun(tallies, (text) => said.push(text))).toBe(code);
    expect(said.join('\n').split('\n').at(-1)).toBe(line);
  });
});
