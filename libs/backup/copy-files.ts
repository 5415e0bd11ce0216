import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { BackupError, fileInBackup } from './manifest.js';
import { Measure, measureFile } from './streams.js';

export interface Copied {
  copied: number;
  there: number;
  totalBytes: number;
  /** Named, and not in the store. */
  missing: string[];
}

/**
 * Copies files of the store that the backup does not have yet. Nobody sees half a file, and one whose content is not what its
 * name says is refused: the store itself is damaged then.
 */
export async function copyFromStore(
  store: ArtifactStore,
  folder: string,
  hashes: AsyncIterable<string>,
): Promise<Copied> {
  const result: Copied = { copied: 0, there: 0, totalBytes: 0, missing: [] };
  for await (const hash of hashes) {
    const path = fileInBackup(folder, hash);
    const known = await stat(path).catch(() => null);
    if (known) {
      result.there += 1;
      result.totalBytes += known.size;
      continue;
    }
    const bytes = await copyOne(store, hash, path);
    if (bytes === null) result.missing.push(hash);
    else {
      result.copied += 1;
      result.totalBytes += bytes;
    }
  }
  return result;
}

async function copyOne(store: ArtifactStore, hash: string, path: string): Promise<number | null> {
  const source = await store.open(hash);
  if (!source) return null;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const fresh = `${path}.new`;
  const measure = new Measure();
  try {
    await pipeline(source, measure, createWriteStream(fresh, { mode: 0o600, flush: true }));
    if (measure.sha256() !== hash)
      throw new BackupError(`The store is damaged: file ${hash} is not what its name says.`);
    await rename(fresh, path);
  } finally {
    await rm(fresh, { force: true });
  }
  const handle = await open(dirname(path), 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return measure.bytes;
}

/** Puts files of a backup into the store that it does not have; each has to be what its name says. */
export async function copyIntoStore(
  store: ArtifactStore,
  folder: string,
  hashes: AsyncIterable<string>,
): Promise<{ copied: number; there: number }> {
  const result = { copied: 0, there: 0 };
  for await (const hash of hashes) {
    if (await store.has(hash)) {
      result.there += 1;
      continue;
    }
    const stored = await store.put(createReadStream(fileInBackup(folder, hash)));
    if (stored.sha256 !== hash) {
      await store.remove(stored.sha256);
      throw new BackupError(`The backup is damaged: file ${hash} is not what its name says.`);
    }
    result.copied += 1;
  }
  return result;
}

/** What is wrong with a file of a backup, as text; null when it is intact. */
export async function flawOf(folder: string, hash: string): Promise<string | null> {
  const found = await measureFile(fileInBackup(folder, hash));
  if (!found) return `file ${hash} is missing`;
  return found.sha256 === hash ? null : `file ${hash} was changed`;
}
