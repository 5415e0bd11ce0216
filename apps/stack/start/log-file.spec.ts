import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from './log-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a log file', () => {
  it('never exceeds its limit, and keeps two older files', async () => {
    const log = new LogFile(join(folder, 'api.log'), 1_000);
    for (let line = 0; line < 500; line += 1) log.write(Buffer.from(`line ${line}\n`));
    expect((await readdir(folder)).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2']);
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(1_000);
    expect(log.tail(2)).toEqual(['line 498', 'line 499']);
  });

  it('shows the last lines even of partial writes without a line end', () => {
    const log = new LogFile(join(folder, 'pieces.log'));
    for (const piece of ['one\ntw', 'o\n\nthr', 'ee']) log.write(Buffer.from(piece));
    expect(log.tail()).toEqual(['one', 'two', 'three']);
  });
});
