import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

/** In a process of its own: the bundler is native, and takes no objects of Jest's context. Prints the code of all chunks. */
const BUILD = `
import { build } from 'vite';
import { messages } from '${import.meta.dirname}/messages-plugin.ts';
const folder = process.argv[1];
const { output } = await build({
  configFile: false, root: folder, logLevel: 'silent', plugins: [messages(folder + '/locales')],
  build: { write: false, minify: false, rollupOptions: { input: folder + '/main.js' } },
});
console.log(JSON.stringify(output.map(({ code }) => code ?? '')));`;

describe('the build of message catalogs', () => {
  let folder: string;
  let chunks: string[];
  const chunksWith = (text: string): string[] => chunks.filter((code) => code.includes(text));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-messages-'));
    const texts = { plain: "Don't touch it", count: '{count, plural, one {# page} other {# pages}}' };
    const german = { books: { plain: 'Nicht berühren' }, drive: { full: 'Voll' }, emails: { greeting: 'Hallo' } };
    const main = `import en from './messages.en.json'; import * as other from 'virtual:languages'; console.log(en, other);`;
    await mkdir(join(folder, 'locales'));
    await writeFile(join(folder, 'messages.en.json'), JSON.stringify(texts));
    await writeFile(join(folder, 'locales/de.json'), JSON.stringify(german));
    await writeFile(join(folder, 'main.js'), main);
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', BUILD, folder]);
    chunks = JSON.parse(stdout);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('parses what has arguments, and leaves the rest as text', () => {
    expect(chunksWith("Don't touch it")).toHaveLength(1);
    expect(chunksWith('count, plural')).toEqual([]);
    expect(chunksWith('" pages"')).toHaveLength(1);
  });

  it('cuts the file of another language into a chunk for each feature', () => {
    const [books, ...others] = chunksWith('Nicht berühren');
    expect([books !== undefined, others]).toEqual([true, []]);
    expect(books).not.toContain('Voll');
    expect(chunksWith('import(').join()).toContain('de/books');
    // these are read by the api and the workers
    expect(chunksWith('Hallo')).toEqual([]);
  });
});
