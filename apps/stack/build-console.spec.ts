import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { inProject } from './project.js';

const run = promisify(execFile);
const NEEDED = [
  'apps/console',
  'libs/contracts',
  'docs/runbook.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

describe('the first build of the console', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'colorbook-console-'));
    for (const name of NEEDED) await cp(inProject(name), join(root, name), { recursive: true });
    await symlink(inProject('node_modules'), join(root, 'node_modules'), 'dir');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('makes the files, and leaves the process that goes on as the stack as it was', async () => {
    const builder = pathToFileURL(inProject('apps', 'stack', 'build-console.mjs')).href;
    const { NODE_ENV: _, ...env } = process.env;
    const { stdout } = await run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `const { buildConsole } = await import(${JSON.stringify(builder)});
         await buildConsole(${JSON.stringify(root)});
         console.log('NODE_ENV is ' + process.env.NODE_ENV);`,
      ],
      { cwd: root, env: { ...env, NODE_OPTIONS: '' }, timeout: 100_000 },
    );
    expect(stdout).toContain('NODE_ENV is undefined');
    expect(existsSync(join(root, 'dist', 'console', 'index.html'))).toBe(true);
  }, 120_000);
});
