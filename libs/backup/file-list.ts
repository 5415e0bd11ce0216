import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { snapshotFolder } from './manifest.js';
import type { Part } from './manifest.js';

/** The files that a backup's rows name. */
export async function* filesOf(
  folder: string,
  name: string,
  { files, gone }: { files: Pick<Part, 'file'>; gone: string[] },
): AsyncGenerator<string> {
  const without = new Set(gone);
  const source = createReadStream(join(snapshotFolder(folder, name), files.file)).pipe(createGunzip());
  for await (const line of createInterface({ input: source, crlfDelay: Infinity })) {
    const [hash = ''] = line.split('\t');
    if (hash !== '' && !without.has(hash)) yield hash;
  }
}
