import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const LIMIT_KB = 150;
const dist = join(import.meta.dirname, '../../dist/console');

describe('the first load of the console', () => {
  it(`is at most ${LIMIT_KB} kB of JavaScript after gzip, whatever the page`, async () => {
    const page = await readFile(join(dist, 'index.html'), 'utf8');
    const files = [
      ...new Set([...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '')),
    ];
    expect(files.length).toBeGreaterThan(1);
    const sizes = await Promise.all(
      files.map(async (file) => gzipSync(await readFile(join(dist, file)), { level: 9 }).length),
    );
    expect(Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000)).toBeLessThanOrEqual(LIMIT_KB);
  });
});
