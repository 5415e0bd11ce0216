import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;
let installPackages: (root: string) => Promise<void>;

beforeEach(async () => {
  const script: string = './install.mjs';
  ({ installPackages } = (await import(script)) as { installPackages: typeof installPackages });
  folder = await mkdtemp(join(tmpdir(), 'colorbook-install-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lockOf = (version: string): string =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version, optional: true } },
  });

async function checkout(name: string, wanted: string): Promise<string> {
  const root = join(folder, name);
  await mkdir(root);
  await writeFile(join(root, 'package-lock.json'), lockOf(wanted));
  return root;
}

async function installed(root: string, version: string): Promise<void> {
  await mkdir(join(root, 'node_modules', 'a'), { recursive: true });
  await writeFile(join(root, 'node_modules', '.package-lock.json'), lockOf(version));
}

describe('the installation', () => {
  it('leaves alone what a person installed by hand, if it is what the lock file says', async () => {
    const root = await checkout('own', '1.0.0');
    await installed(root, '1.0.0');
    await installPackages(root);
    expect(existsSync(join(root, 'node_modules', 'a'))).toBe(true);
  });

  it('never empties the node_modules of another checkout through a link', async () => {
    const other = await checkout('other', '1.0.0');
    await installed(other, '1.0.0');
    const root = await checkout('linked', '2.0.0');
    await symlink(join(other, 'node_modules'), join(root, 'node_modules'));
    await expect(installPackages(root)).rejects.toThrow(/is a link/);
    expect(existsSync(join(other, 'node_modules', 'a'))).toBe(true);
    expect(existsSync(join(root, 'dist', '.installing'))).toBe(false);
  });
});
