import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const part = z.object({ name: z.string(), file: z.string(), rows: z.int(), bytes: z.int(), sha256 });
export type Part = z.infer<typeof part>;

/** What one backup holds. Written last: a folder without it is a backup that was broken off. */
export const manifest = z.object({
  format: z.literal('colorbook-backup/1'),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** In the order in which they can be loaded: who is referred to comes first. */
  tables: z.array(part.extend({ columns: z.array(z.string()) })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  /** The list of files that the rows name: a hash and a size a line. */
  files: part.extend({ totalBytes: z.int() }),
  /** Files that were taken away, by their owner's erasure for one, between the snapshot and its copying. */
  gone: z.array(sha256),
  /** Accounts that had been erased by then; erased again should an older backup bring them back. */
  tombstones: z.array(z.object({ personHash: sha256, at: z.iso.datetime() })),
});
export type Manifest = z.infer<typeof manifest>;

/** Shown to the operator as it is. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

const SNAPSHOTS = 'snapshots';
export const MANIFEST = 'manifest.json';
export const snapshotFolder = (folder: string, name: string): string => join(folder, SNAPSHOTS, name);
export const fileInBackup = (folder: string, hash: string): string => join(folder, 'files', hash.slice(0, 2), hash);

/** Names of the backups in a folder that are whole, oldest first. */
export async function snapshotsIn(folder: string): Promise<string[]> {
  const names: string[] = await readdir(join(folder, SNAPSHOTS)).catch(() => []);
  const whole: string[] = [];
  for (const name of names.sort())
    if (await stat(join(snapshotFolder(folder, name), MANIFEST)).catch(() => null)) whole.push(name);
  return whole;
}

/** Throws `BackupError` for what is none of ours. */
export async function readManifest(folder: string, name: string): Promise<Manifest> {
  const path = join(snapshotFolder(folder, name), MANIFEST);
  try {
    return manifest.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    throw new BackupError(`${path} is not the manifest of a backup, or was damaged.`, { cause: error });
  }
}

/** The backup that is asked for, or the newest. */
export async function chooseSnapshot(folder: string, wanted?: string): Promise<string> {
  const names = await snapshotsIn(folder);
  const name = wanted ?? names.at(-1);
  if (name !== undefined && names.includes(name)) return name;
  throw new BackupError(
    names.length === 0
      ? `There is no backup in ${folder}.`
      : `There is no backup ${wanted} in ${folder}; there are: ${names.join(', ')}.`,
  );
}
