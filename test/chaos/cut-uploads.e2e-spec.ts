import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database/ids.js';
import { DriveAccount } from '#drive/connection/rate-limits.js';
import { bookFolder } from '#drive/transfer/folders.js';
import { openDrive } from '#drive/connection/open-drive.js';
import { planSync } from '#drive/sync/plan-sync.js';
import { DrivePlatform } from '../support/drive-platform.js';

const MIB = 1024 * 1024;
const SIZE = 64 * MIB;
/** Of the uploader; more is never sent again after a cut. */
const CHUNK = 8 * MIB;
/** Each run cuts elsewhere; more at once by the environment. */
const UPLOADS = Number(process.env['UPLOADS'] ?? 1);
const CUTS = 64;

interface Sent {
  method: string;
  path: string;
  contentRange: string | null;
  bytes: number;
  status: number;
}

describe(`an upload of 64 MiB, cut by kill -9 at ${UPLOADS * CUTS} random bytes`, () => {
  let drive: DrivePlatform;
  beforeAll(async () => {
    drive = await DrivePlatform.start();
    expect(await drive.connect()).toBe('/drive?outcome=connected');
  });
  afterAll(() => drive?.stop());

  /** A book whose interior is 64 MiB that nothing can pack. */
  async function largeBook() {
    const { db, store } = drive.platform;
    const bookId = await drive.finishedBook(1);
    const content = randomBytes(SIZE);
    const { sha256, size } = await store.put(content);
    await db.artifact.updateMany({ where: { bookId, kind: 'interior-pdf' }, data: { sha256, size } });
    const connection = await db.driveConnection.findFirstOrThrow();
    await db.driveBook.create({ data: { bookId, connectionId: connection.id } });
    const account = new DriveAccount({ db, ...openDrive(drive.settings, 'http://books.test')! }, connection.id);
    const folderId = await bookFolder(db, account, bookId);
    await planSync({ db, store }, account, bookId);
    const file = await db.driveFile.findFirstOrThrow({ where: { bookId, kind: 'interior' } });
    return {
      bookId,
      folderId,
      fileId: file.id,
      connectionId: connection.id,
      ownerId: connection.ownerId,
      md5: createHash('md5').update(content).digest('hex'),
    };
  }
  type Book = Awaited<ReturnType<typeof largeBook>>;

  /** Runs one worker until it kills itself; returns its last heartbeat, and whether it finished. */
  async function runWorker(
    book: Book,
    last: string | null,
    dieAfter: number,
  ): Promise<{ last: string | null; ended: boolean }> {
    const { keys, ...google } = drive.settings;
    const order = {
      ...book,
      databaseUrl: drive.platform.databaseUrl,
      artifacts: join(drive.platform.directory, 'artifacts'),
      google: { ...google, keys: keys.map(({ id, key }) => ({ id, key: key.toString('base64') })) },
      job: { id: newId(), ownerId: book.ownerId },
      last: last === null ? null : (JSON.parse(last) as object),
      dieAfter,
    };
    const { NODE_OPTIONS: _jestOptions, ...env } = process.env;
    const child = spawn(
      process.execPath,
      [join(process.cwd(), 'test/chaos/transfer-and-die.mjs'), JSON.stringify(order)],
      { env, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let [output, errorOutput] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (errorOutput += text.toString()));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The child ended with ${code}: ${errorOutput}`);
    // the last line may have been cut with the process
    const lines = output.split('\n').slice(0, -1);
    return { last: lines.at(-1) ?? last, ended: signal === null };
  }

  it('sends at most a chunk again after each cut, and leaves one file, whole', async () => {
    const books: Book[] = [];
    for (let at = 0; at < UPLOADS; at += 1) books.push(await largeBook());
    await drive.google.admin('DELETE', 'requests');
    let kills = 0;
    const upload = async (book: Book): Promise<void> => {
      // a run ends this many bytes after the previous one, whatever Google had received by then
      let last: string | null = null;
      const cuts = Array.from({ length: CUTS }, () => Math.floor(Math.random() * SIZE)).sort((a, b) => a - b);
      for (const [cut, at] of cuts.entries()) {
        const run = await runWorker(book, last, at - (cuts[cut - 1] ?? 0));
        // on a busy machine a run gets further than planned, so the last cuts may have nothing left
        if (run.ended) return;
        last = run.last;
        kills += 1;
      }
      expect(await runWorker(book, last, Number.MAX_SAFE_INTEGER)).toMatchObject({ ended: true });
    };
    for (let at = 0; at < UPLOADS; at += 2) await Promise.all(books.slice(at, at + 2).map(upload));
    expect(kills).toBeGreaterThan((UPLOADS * CUTS) / 2);

    const { requests } = await drive.google.admin<{ requests: Sent[] }>('GET', 'requests');
    for (const book of books) {
      const remote = (await drive.remote(book.bookId)).filter((each) => drive.marks(each)['kind'] === 'interior');
      expect(remote.map(({ content }) => content)).toEqual([expect.objectContaining({ md5: book.md5, size: SIZE })]);
      const [row] = await drive.platform.db.driveFile.findMany({ where: { id: book.fileId } });
      expect(row).toMatchObject({ state: 'synced', syncedMd5: book.md5, remoteId: remote[0]!.id, session: null });
    }
    // pieces of each upload in the order in which they came; a session is identified by its address
    const pieces = Map.groupBy(
      requests.filter(({ contentRange }) => /^bytes \d/.test(contentRange ?? '')),
      ({ path }) => new URL(path, 'http://google').searchParams.get('upload_id'),
    );
    expect(pieces.size).toBe(UPLOADS);
    for (const sent of pieces.values()) {
      let reached = 0;
      for (const { contentRange, bytes } of sent) {
        const start = Number(/^bytes (\d+)-/.exec(contentRange!)![1]);
        expect(start).toBeLessThanOrEqual(reached);
        expect(reached - start).toBeLessThanOrEqual(CHUNK);
        reached = Math.max(reached, start + bytes);
      }
      expect(reached).toBe(SIZE);
    }
  }, 900_000);
});
