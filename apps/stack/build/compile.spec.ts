import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface Built {
  compiled: number;
  removed: number;
}

let root: string;
let compile: (root: string) => Promise<Built>;

beforeAll(async () => {
  const script: string = './compile.mjs';
  ({ compile } = (await import(script)) as { compile: typeof compile });
  root = await mkdtemp(join(tmpdir(), 'colorbook-compile-'));
  await cp('.swcrc', join(root, '.swcrc'));
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  await source('libs/a.ts', 'export const a: number = 1;');
  await source('libs/deep/b.ts', "import { a } from '../a.js'; export const b = a;");
  await source('libs/a.spec.ts', 'no code at all');
  await source('libs/data.json', '{}');
});
afterAll(() => rm(root, { recursive: true }));

async function source(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
const built = (path: string): boolean => existsSync(join(root, 'dist', path));

describe('the build', () => {
  it('compiles what changed and nothing else', async () => {
    expect(await compile(root)).toEqual({ compiled: 3, removed: 0 });
    expect([built('libs/a.js'), built('libs/a.js.map'), built('libs/data.json'), built('libs/a.spec.js')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(await compile(root)).toEqual({ compiled: 0, removed: 0 });
    await source('libs/a.ts', 'export const a: number = 2;');
    expect(await compile(root)).toEqual({ compiled: 1, removed: 0 });
    expect(await readFile(join(root, 'dist/libs/a.js'), 'utf8')).toContain('a = 2');
  });

  it('removes the output of a renamed or removed file, and recreates deleted output', async () => {
    await rename(join(root, 'libs/deep'), join(root, 'libs/deeper'));
    expect(await compile(root)).toEqual({ compiled: 1, removed: 2 });
    expect([existsSync(join(root, 'dist/libs/deep')), built('libs/deeper/b.js')]).toEqual([false, true]);
    await rm(join(root, 'dist/libs/a.js'));
    expect(await compile(root)).toEqual({ compiled: 1, removed: 0 });
  });

  it('removes unknown files from dist even when its record is lost', async () => {
    await rm(join(root, 'dist/.manifest.json'));
    await writeFile(join(root, 'dist/libs/stranger.js'), '');
    expect(await compile(root)).toEqual({ compiled: 3, removed: 1 });
  });

  it('names file and position of an error, and builds the file once it is fixed', async () => {
    await source('libs/a.ts', 'export const = 3;');
    await expect(compile(root)).rejects.toThrow(/libs\/a\.ts/);
    await source('libs/a.ts', 'export const a: number = 2;');
    expect((await compile(root)).compiled).toBeGreaterThanOrEqual(1);
  });
});
