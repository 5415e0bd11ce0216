import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dataOf } from '#client/api-client.js';
import { StackClient } from '../support/stack-client.js';
import { startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { unzip } from '../support/unzip.js';

const BOOKS = 24;
const PAGES = 6;

describe('a batch whose workers are killed all the time', () => {
  let stack: RunningStack;
  let home: string;
  let client: StackClient;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-batch-'));
    stack = await startStack({ home, workers: 2, env: { RATE_LIMIT_PER_MINUTE: '100000' } });
    client = new StackClient(stack);
  });
  afterAll(async () => {
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('ends with every book in the archive once, and each page drawn once', async () => {
    const bookIds: string[] = [];
    for (let at = 0; at < BOOKS; at += 1) {
      const form = { theme: 'forest animals', title: `Book ${at + 1}`, pages: PAGES, seed: at };
      bookIds.push((await dataOf(client.api('author').POST('/api/books', { body: form }))).id);
    }
    const { id } = await dataOf(client.api('author').POST('/api/batches', { body: { kind: 'generate', bookIds } }));
    const look = () => dataOf(client.api('author').GET('/api/batches/{id}', { params: { path: { id } } }));
    let kills = 0;
    let batch = await look();
    for (const end = Date.now() + 240_000; batch.endedAt === null && Date.now() < end; batch = await look()) {
      await delay(400 + Math.random() * 1_600);
      const pid = stack.state().processes.find(({ name }) => name === `worker-${1 + (kills % 2)}`)?.pid;
      if (!pid || kills >= 12) continue;
      process.kill(pid, 'SIGKILL');
      kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(4);
    expect(batch).toMatchObject({ state: 'completed', counts: { total: BOOKS, completed: BOOKS, failed: 0 } });

    const files = await unzip(await client.bytes('author', `/api/batches/${id}/zip`));
    const wanted = bookIds.flatMap((_, at) => [`Book ${at + 1}/Cover.pdf`, `Book ${at + 1}/Interior.pdf`]);
    expect([...files.keys()].sort()).toEqual([...wanted, 'manifest.csv', 'manifest.json'].sort());
    for (const name of wanted) expect(files.get(name)!.subarray(0, 5).toString()).toBe('%PDF-');
    for (const bookId of bookIds) {
      const { items } = await dataOf(
        client.api('author').GET('/api/books/{id}/pages', { params: { path: { id: bookId } } }),
      );
      expect(items.map(({ art }) => art.length)).toEqual(Array(PAGES + 1).fill(1));
    }
  }, 300_000);
});
