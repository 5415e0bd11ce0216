import { join } from 'node:path';
import { filesOf } from './file-list.js';
import { flawOf } from './copy-files.js';
import { BackupError, chooseSnapshot, readManifest, snapshotFolder } from './manifest.js';
import type { Manifest } from './manifest.js';
import { measureFile } from './streams.js';

/** Flaws listed one by one; the rest is counted. */
const MAX_COUNT = 20;

/** Reads all of a backup again and holds it against its hashes. Throws `BackupError` that names what is wrong. */
export async function verifyBackup(
  folder: string,
  wanted?: string,
): Promise<{ name: string; manifest: Manifest; files: number }> {
  const name = await chooseSnapshot(folder, wanted);
  const manifest = await readManifest(folder, name);
  const flaws: string[] = [];
  for (const { file, sha256, bytes } of [...manifest.tables, manifest.files]) {
    const found = await measureFile(join(snapshotFolder(folder, name), file));
    if (!found) flaws.push(`${file} is missing`);
    else if (found.sha256 !== sha256 || found.bytes !== bytes) flaws.push(`${file} was changed`);
  }
  let files = 0;
  // a damaged list of files can't be read
  if (flaws.length === 0)
    for await (const hash of filesOf(folder, name, manifest)) {
      const flaw = await flawOf(folder, hash);
      if (flaw) flaws.push(flaw);
      files += 1;
    }
  if (flaws.length > 0) {
    const more = flaws.length > MAX_COUNT ? ` and ${flaws.length - MAX_COUNT} more` : '';
    throw new BackupError(`Backup ${name} is damaged: ${flaws.slice(0, MAX_COUNT).join('; ')}${more}.`);
  }
  return { name, manifest, files };
}
