import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;
let installPackages: (root: string, set: 'root' | 'all') => Promise<void>;

beforeEach(async () => {
  const script: string = './install.mjs';
  ({ installPackages } = (await import(script)) as { installPackages: typeof installPackages });
  folder = await mkdtemp(join(tmpdir(), 'colorbook-install-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** `a` is the root's and needs `c`, `t` is a workspace's. */
const lockOf = (version: string, left = ''): string =>
  JSON.stringify({
    packages: {
      '': { workspaces: ['tests'], devDependencies: { a: '1' } },
      tests: { devDependencies: { t: '1' } },
      'node_modules/a': { version, dependencies: { c: '1' }, optionalDependencies: { b: '1' } },
      'node_modules/b': { version, optional: true },
      'node_modules/c': { version },
      'node_modules/tests': { resolved: 'tests', link: true },
      'node_modules/t': left === 't' ? undefined : { version },
    },
  });

async function checkout(name: string, wanted: string): Promise<string> {
  const root = join(folder, name);
  await mkdir(root);
  await writeFile(join(root, 'package-lock.json'), lockOf(wanted));
  return root;
}

async function installed(root: string, version: string, left?: string): Promise<void> {
  await mkdir(join(root, 'node_modules', 'a'), { recursive: true });
  await writeFile(join(root, 'node_modules', '.package-lock.json'), lockOf(version, left));
}

describe('the installation', () => {
  it('accepts packages that were installed by hand, if they match the lock file', async () => {
    const root = await checkout('own', '1.0.0');
    await installed(root, '1.0.0');
    await installPackages(root, 'all');
    expect(existsSync(join(root, 'node_modules', 'a'))).toBe(true);
  });

  it('installs packages of workspaces only when needed', async () => {
    const root = await checkout('started', '1.0.0');
    await installed(root, '1.0.0', 't');
    await installPackages(root, 'root');
    await installPackages(root, 'root');
    await rename(join(root, 'node_modules'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(root, 'node_modules'));
    // stops where npm would begin
    await expect(installPackages(root, 'all')).rejects.toThrow(/is a link/);
  });

  it('never empties the node_modules of another checkout through a link', async () => {
    const other = await checkout('other', '1.0.0');
    await installed(other, '1.0.0');
    const root = await checkout('linked', '2.0.0');
    await symlink(join(other, 'node_modules'), join(root, 'node_modules'));
    await expect(installPackages(root, 'root')).rejects.toThrow(/is a link/);
    expect(existsSync(join(other, 'node_modules', 'a'))).toBe(true);
    expect(existsSync(join(root, 'dist', '.installing'))).toBe(false);
  });
});
