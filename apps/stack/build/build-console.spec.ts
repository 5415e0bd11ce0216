import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { inProject } from '../project.js';

const run = promisify(execFile);
const NEEDED = [
  'apps/console',
  'libs/contracts',
  'libs/client',
  'libs/i18n',
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

  it('builds the files and leaves the process environment unchanged', async () => {
    const builder = pathToFileURL(inProject('apps', 'stack', 'build', 'build-console.mjs')).href;
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
    const assets = join(root, 'dist', 'console', 'assets');
    const scripts = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
    const large = scripts.map((name) => join(assets, name)).filter((path) => statSync(path).size >= 1024);
    expect(large.length).toBeGreaterThan(10);
    for (const path of large) {
      const content = readFileSync(path, 'utf8');
      expect(brotliDecompressSync(readFileSync(`${path}.br`)).toString()).toBe(content);
      expect(gunzipSync(readFileSync(`${path}.gz`)).toString()).toBe(content);
    }
  });
});
