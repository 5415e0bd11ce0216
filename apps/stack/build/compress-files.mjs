/** Brotli and gzip copies of built files, made once at the build and served as they are. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const TEXT = /\.(js|css|svg|html|json)$/;
/** Smaller files fit into one packet anyway. */
const LEAST_BYTES = 1024;
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Writes `name.br` and `name.gz` beside each text file of the folder, where they are smaller. */
export function compressFiles(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !TEXT.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    if (content.length < LEAST_BYTES) continue;
    const copies = { br: brotliCompressSync(content, BEST), gz: gzipSync(content, { level: 9 }) };
    for (const [ending, copy] of Object.entries(copies))
      if (copy.length < content.length) writeFileSync(`${path}.${ending}`, copy);
  }
}
