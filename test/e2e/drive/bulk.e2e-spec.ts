import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BatchItems, BatchView } from '#contracts/batches.js';
import type { AskOptions } from '../../support/api.js';
import { DrivePlatform } from '../../support/drive-platform.js';
import { eventually } from '../../support/stack.js';

jest.setTimeout(600_000);

describe('many books, brought to Drive at once', () => {
  let drive: DrivePlatform;

  beforeAll(async () => {
    drive = await DrivePlatform.start();
  });
  afterAll(() => drive?.stop());

  const bring = async (bookIds: string[], as: AskOptions['as'] = 'author') => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = { kind: 'sync-drive', bookIds };
    const made = await drive.api.ask<BatchView>('POST', '/api/batches', { as, body, headers });
    const path = `/api/batches/${made.body.id}`;
    const look = async () => (await drive.api.ask<BatchView>('GET', path, { as })).body;
    await eventually('the batch has ended', async () => (await look()).endedAt !== null);
    const { items } = (await drive.api.ask<BatchItems>('GET', `${path}/items`, { as })).body;
    return { batch: await look(), items };
  };

  it('fails book by book as long as there is no Drive, and says what to do', async () => {
    const book = await drive.finishedBook(2);
    const { batch, items } = await bring([book]);
    expect(batch.state).toBe('completed-with-failures');
    expect(items[0]).toMatchObject({
      state: 'failed',
      code: 'drive-not-connected',
      message: expect.stringContaining('Connect'),
    });
  });

  it('lies there whole, each file once, though nobody had switched the books on', async () => {
    const books = [await drive.finishedBook(2), await drive.finishedBook(2), await drive.finishedBook(2)];
    expect(await drive.connect()).toBe('/drive?outcome=connected');
    const { batch } = await bring(books);
    expect(batch).toMatchObject({ state: 'completed', counts: { total: 3, completed: 3, failed: 0 } });
    const rows = await drive.platform.db.driveFile.findMany({ where: { bookId: { in: books } } });
    expect(rows.length).toBeGreaterThan(3 * 3);
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'synced'));
    expect(new Set(rows.map(({ remoteId }) => remoteId)).size).toBe(rows.length);
    const folders = await drive.platform.db.driveBook.findMany({ where: { bookId: { in: books }, on: true } });
    expect(new Set(folders.map(({ folderId }) => folderId)).size).toBe(3);
  });
});
