import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readBatchList } from './make-batch.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-list-'));
});
afterAll(() => rm(folder, { recursive: true }));

const keyOf = async (text: string): Promise<string> => {
  const path = join(folder, 'list.csv');
  await writeFile(path, text);
  return (await readBatchList(path)).key;
};

it('gives a list the key of the books that it asks for, however they are written', async () => {
  const key = await keyOf('theme,pages\nowls,8\nfoxes,12\n');
  expect(await keyOf('theme,pages\r\n"owls",8\r\nfoxes,12\r\n')).toBe(key);
  expect(await keyOf('theme,pages\nowls,8\nfoxes,13\n')).not.toBe(key);
  expect(await keyOf('theme,pages\nfoxes,12\nowls,8\n')).not.toBe(key);
});
