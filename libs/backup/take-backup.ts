import { chmod, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { copyFromStore } from './copy-files.js';
import type { Copied } from './copy-files.js';
import { FILES_NAMED, dumpDatabase } from './dump-database.js';
import { filesOf } from './file-list.js';
import { BackupError, MANIFEST, readManifest, snapshotFolder, snapshotsIn } from './manifest.js';
import type { Manifest } from './manifest.js';

export interface Backup extends Omit<Copied, 'missing'> {
  name: string;
  manifest: Manifest;
}

/**
 * A backup of what is worth keeping: rows as they were at one moment, then the files that they name. Work goes on beside it,
 * since files are never changed and stay as long as a row names them. Files that an earlier backup in the folder has are not
 * copied again.
 */
export async function takeBackup(databaseUrl: string, store: ArtifactStore, folder: string): Promise<Backup> {
  const name = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const place = snapshotFolder(folder, name);
  await mkdir(place, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700); // password hashes and people's books are in it
  try {
    const dump = await dumpDatabase(databaseUrl, place);
    const { missing, ...copied } = await copyFromStore(
      store,
      folder,
      filesOf(folder, name, { files: dump.files, gone: [] }),
    );
    await refuseLost(databaseUrl, missing);
    const manifest: Manifest = {
      format: 'colorbook-backup/1',
      ...dump,
      files: { ...dump.files, totalBytes: copied.totalBytes },
      gone: missing,
    };
    await writeManifest(place, manifest);
    return { name, manifest, ...copied };
  } catch (error) {
    await rm(place, { recursive: true, force: true });
    throw error;
  }
}

/** A file that a row still names and the store does not have is lost, and must not be found out on the day of need. */
async function refuseLost(databaseUrl: string, missing: string[]): Promise<void> {
  if (missing.length === 0) return;
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ sha256: string }>(
      `SELECT sha256 FROM (${FILES_NAMED}) AS named WHERE sha256 = ANY ($1)`,
      [missing],
    );
    const [one] = rows;
    if (one)
      throw new BackupError(
        `${rows.length} file(s) are named in the database and are not in the store, for example ${one.sha256}.`,
      );
  } finally {
    await client.end();
  }
}

async function writeManifest(place: string, manifest: Manifest): Promise<void> {
  const path = join(place, MANIFEST);
  await writeFile(`${path}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes away all but the newest `keep` backups, and the files that none of those names. Gives what was taken away. */
export async function pruneBackups(folder: string, keep: number): Promise<{ backups: number; files: number }> {
  const names = await snapshotsIn(folder);
  const old = names.slice(0, Math.max(0, names.length - keep));
  const needed = new Set<string>();
  for (const name of names.slice(old.length))
    for await (const hash of filesOf(folder, name, await readManifest(folder, name))) needed.add(hash);
  for (const name of old) await rm(snapshotFolder(folder, name), { recursive: true, force: true });
  let files = 0;
  for (const shard of await readdir(join(folder, 'files')).catch(() => []))
    for (const hash of await readdir(join(folder, 'files', shard)))
      if (!needed.has(hash)) {
        await rm(join(folder, 'files', shard, hash), { force: true });
        files += 1;
      }
  return { backups: old.length, files };
}
