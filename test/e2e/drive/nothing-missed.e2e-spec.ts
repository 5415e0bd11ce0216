import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { DriveFileView } from '#contracts/drive.js';
import { newId } from '#database/ids.js';
import { DrivePlatform } from '../../support/drive-platform.js';
import { MIA } from '../../support/google-admin.js';
import { eventually } from '../../support/stack.js';

const HOUSE = { kind: 'error', match: '/upload/drive/v3/files', status: 403, reason: 'domainPolicy' };

describe('a sync in the background', () => {
  let drive: DrivePlatform;
  let book: string;

  beforeAll(async () => {
    drive = await DrivePlatform.start();
    expect(await drive.connect()).toBe('/drive?outcome=connected');
  });
  afterAll(() => drive?.stop());
  beforeEach(async () => {
    await admin('DELETE', 'faults');
    await admin('PATCH', `accounts/${MIA}`, { limit: null });
  });
  // the next test's syncs are about its own books only
  afterEach(async () => {
    const open = await drive.platform.db.job.findMany({ where: { kind: 'sync-drive', endedAt: null } });
    for (const { id } of open) await drive.api.ask('POST', `/api/jobs/${id}/cancel`, { as: 'author' });
    await drive.quiet();
    await drive.platform.db.driveBook.deleteMany();
  });

  const admin = <T = Record<string, unknown>>(method: string, path: string, body?: object | Buffer) =>
    drive.google.admin<T>(method, path, body);
  const fileOf = async (kind: string, page: number | null = null): Promise<DriveFileView> =>
    (await drive.files(book)).find((each) => each.kind === kind && each.page === page)!;
  const redraw = (page: number) => drive.run({ kind: 'generate-book', bookId: book, pages: [page] });
  const shownOf = async (number: number): Promise<string> => {
    const where = { bookId_number: { bookId: book, number } };
    const page = await drive.platform.db.page.findUniqueOrThrow({ where, include: { art: true } });
    return page.art.find(({ version }) => version === page.current)!.provider;
  };
  const md5Of = async (page: number): Promise<string> => (await drive.picture(book, page)).content!.md5;
  /** As somebody replaces a picture in Drive. */
  const edit = async (page: number): Promise<void> => {
    const { id } = await drive.picture(book, page);
    const bytes = await (await fetch(`${drive.google.sandbox.adminUrl}/files/${id}/content`)).arrayBuffer();
    const { width, height } = await sharp(Buffer.from(bytes)).metadata();
    const ring = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><circle cx="${width / 2}" cy="${height / 2}" r="${width / 3}" fill="none" stroke="#000" stroke-width="12"/></svg>`;
    await admin('PUT', `files/${id}/content`, await sharp(Buffer.from(ring)).png().toBuffer());
  };
  const resolve = async (file: DriveFileView, choice: string): Promise<void> => {
    const { status } = await drive.api.ask('POST', `/api/drive/files/${file.id}/resolve`, {
      as: 'author',
      body: { choice },
    });
    expect(status).toBe(200);
  };
  /** What the author's schedule does. */
  const onSchedule = async (): Promise<void> => {
    const { id: connectionId } = await drive.platform.db.driveConnection.findFirstOrThrow();
    await drive.platform.client.workflow.execute('syncDrive', {
      workflowId: `drive-sync:${newId()}`,
      taskQueue: ORCHESTRATION_QUEUE,
      args: [{ connectionId, everything: false }],
    });
  };
  const keptBook = async (): Promise<void> => {
    book = await drive.finishedBook(2);
    await drive.enableSync(book);
    await drive.quiet();
    // our own changes come back in the feed; from here on it has only those of others
    await onSchedule();
    await drive.quiet();
  };
  /** A sync that has planned what to carry, and waits for its author then. */
  const parkedSync = async (): Promise<string> => {
    await redraw(2);
    await admin('POST', 'faults', HOUSE);
    return drive.run({ kind: 'sync-drive', bookId: book }, 'needs-attention');
  };
  const wake = async (jobId: string): Promise<void> => {
    await admin('DELETE', 'faults');
    await drive.api.ask('POST', `/api/jobs/${jobId}/retry`, { as: 'author', body: {} });
    await drive.reach(jobId, 'completed');
  };

  it('makes one folder for all books, though the first ones come at once', async () => {
    const books = [await drive.finishedBook(1), await drive.finishedBook(1), await drive.finishedBook(1)];
    await admin('POST', 'faults', { kind: 'slow', match: 'GET /drive/v3/files', ms: 400, times: 12 });
    await Promise.all(books.map((each) => drive.enableSync(each)));
    await drive.quiet();
    const { files } = await admin<{ files: { name: string; isTrashed: boolean }[] }>('GET', 'files');
    expect(files.filter(({ name, isTrashed }) => name === 'ColorBook Engine' && !isTrashed)).toHaveLength(1);
  });

  it('sends on schedule what changed here only', async () => {
    await keptBook();
    const before = await md5Of(2);
    await redraw(2);
    await onSchedule();
    await drive.quiet();
    expect(await md5Of(2)).not.toBe(before);
    await onSchedule();
    await drive.quiet();
    const jobs = await drive.platform.db.job.count({ where: { kind: 'sync-drive' } });
    await onSchedule();
    expect(await drive.platform.db.job.count({ where: { kind: 'sync-drive' } })).toBe(jobs);
  });

  it('comes back to what was changed in Drive while the book was being synced', async () => {
    await keptBook();
    const waits = await parkedSync();
    await edit(1);
    await onSchedule();
    await wake(waits);
    await eventually('the picture is taken', async () => (await shownOf(1)) === 'drive');
  });

  it('comes back to a choice that was made while the book was being synced', async () => {
    await keptBook();
    await redraw(1);
    await edit(1);
    await drive.sync();
    const waits = await parkedSync();
    const file = await fileOf('page', 1);
    expect(file.conflict).toBe('both-changed');
    await resolve(file, 'keep-drive');
    await wake(waits);
    await eventually('the choice is carried out', async () => (await shownOf(1)) === 'drive');
    expect(await fileOf('page', 1)).toMatchObject({ state: 'synced', conflict: null });
  });

  it('puts a manifest back that was thrown away, when its author wants it', async () => {
    await keptBook();
    const old = (await drive.remote(book)).find(({ name }) => name === 'manifest.json')!;
    await admin('PATCH', `files/${old.id}`, { trashed: true });
    await drive.sync();
    expect((await fileOf('manifest')).conflict).toBe('gone');
    await resolve(await fileOf('manifest'), 'keep-mine');
    const { id } = await drive.platform.db.job.findFirstOrThrow({
      where: { bookId: book, kind: 'sync-drive' },
      orderBy: { createdAt: 'desc' },
    });
    await drive.reach(id, 'completed');
    expect((await fileOf('manifest')).state).toBe('synced');
    expect((await drive.remote(book)).filter(({ name }) => name === 'manifest.json')).toHaveLength(1);
  });

  it('sends a newer file again when it arrives damaged', async () => {
    await keptBook();
    await redraw(2);
    await admin('POST', 'faults', { kind: 'corrupt-upload', match: '/upload/drive/v3/files', times: 1 });
    await drive.run({ kind: 'sync-drive', bookId: book });
    expect(await fileOf('page', 2)).toMatchObject({ state: 'synced', conflict: null });
    const { syncedMd5 } = await drive.platform.db.driveFile.findFirstOrThrow({ where: { bookId: book, page: 2 } });
    expect(await md5Of(2)).toBe(syncedMd5);
  });

  it('keeps back the end of a long upload when the file was edited in Drive meanwhile', async () => {
    await keptBook();
    const { db, store } = drive.platform;
    const { sha256, size } = await store.put(randomBytes(20 * 2 ** 20));
    await db.artifact.updateMany({ where: { bookId: book, kind: 'interior-pdf' }, data: { sha256, size } });
    const { id } = (await drive.remote(book)).find(({ name }) => name === 'Interior.pdf')!;
    await admin('POST', 'faults', { kind: 'slow', match: `PUT /upload/drive/v3/files/${id}`, ms: 3_000, times: 1 });
    const { body } = await drive.api.ask<{ id: string }>('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'sync-drive', bookId: book },
    });
    await eventually('the upload has begun', async () => {
      const row = await db.driveFile.findFirstOrThrow({ where: { bookId: book, kind: 'interior' } });
      return row.state === 'uploading' && row.session !== null;
    });
    const edited = Buffer.from('%PDF annotated');
    await admin('PUT', `files/${id}/content`, edited);
    await drive.reach(body.id, 'completed');
    expect(await fileOf('interior')).toMatchObject({ state: 'conflict', conflict: 'edited' });
    const interior = (await drive.remote(book)).find((each) => each.id === id)!;
    expect(interior.content!.md5).toBe(createHash('md5').update(edited).digest('hex'));
  });

  it('remembers that a Drive is full while another book has nothing to send', async () => {
    await keptBook();
    const waiting = await drive.finishedBook(1);
    await admin('PATCH', `accounts/${MIA}`, { limit: 1 });
    const parked = (await drive.enableSync(waiting)).jobId!;
    await drive.reach(parked, 'needs-attention');
    await drive.run({ kind: 'sync-drive', bookId: book });
    expect((await drive.connection()).connection).toMatchObject({ state: 'full' });
    await admin('PATCH', `accounts/${MIA}`, { limit: null });
    await onSchedule();
    await drive.reach(parked, 'completed');
    expect((await drive.connection()).connection).toMatchObject({ state: 'connected', message: null });
  });
});
