import { describe, expect, it } from '@jest/globals';
import { Buffer } from 'node:buffer';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import type { Response } from 'express';
import { projectRoot } from '../../stack/project.js';
import { type Cell, plain, sendCsv, text } from './csv.js';

/** A response as far as a file needs one, and what was sent through it. */
class Sent extends Writable {
  readonly headers = new Map<string, string>();
  readonly #chunks: Buffer[] = [];

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
  setHeader = (name: string, value: string): this => (this.headers.set(name.toLowerCase(), value), this);
  set = this.setHeader;
  type = (value: string): this => this.setHeader('content-type', value);
  attachment = (name: string): this => this.setHeader('content-disposition', name);
}

async function send(columns: string[], rows: Cell[][]): Promise<Buffer> {
  const sent = new Sent();
  const each = async function* () {
    yield* rows;
  };
  await sendCsv(sent as unknown as Response, 'list.csv', columns, each());
  return sent.bytes;
}

describe('sendCsv', () => {
  it('begins with the byte order mark by which spreadsheets know UTF-8', async () => {
    const bytes = await send(['Stripe’s'], [[text('Zoë’s book')]]);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe('Stripe’s\r\nZoë’s book\r\n');
  });

  it('has the mark and the header also when there are no rows', async () => {
    expect((await send(['a', 'b'], [])).toString()).toBe('\uFEFFa,b\r\n');
  });

  it.each(['a\rb', 'a\nb', 'a\tb', 'a"b', 'a,b', '=1+1', ' ', '١٢٣', '🦊'])('gives %j back', async (words) => {
    const [, [cell] = []] = parse(await send(['x'], [[text(words)]]), { bom: true }) as string[][];
    expect(cell).toBe(words.startsWith('=') ? `'${words}` : words);
  });

  it('leaves numbers as numbers', async () => {
    const bytes = await send(
      ['x', 'y'],
      [
        [plain('-12.50'), plain(3)],
        [plain(null), plain(0)],
      ],
    );
    expect(bytes.toString()).toBe('\uFEFFx,y\r\n-12.50,3\r\n,0\r\n');
  });
});

describe('CSV files', () => {
  it('are all written in the one format', () => {
    const sources = globSync('{apps,libs,activities}/**/*.ts', { cwd: projectRoot() })
      .filter((path) => !path.endsWith('.spec.ts'))
      .map((path) => readFileSync(join(projectRoot(), path), 'utf8'));
    const writers = sources.filter((source) => /from 'csv-stringify/.test(source));
    expect(writers.filter((source) => !source.includes('...CSV_FORMAT'))).toEqual([]);
    expect(writers.length).toBeGreaterThan(1);
  });
});
