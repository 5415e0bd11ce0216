import { createHash } from 'node:crypto';
import { cleanLines } from '#artwork/tracing/line-cleanup.js';
import { isReadablePicture } from '#artwork/line-art/picture-format.js';
import { lineArtToSvg, svgToLineArt } from '#artwork/line-art/svg.js';
import { UnusableImage } from '#artwork/tracing/unusable-image.js';
import type { Connection } from '#database/database.js';
import type { DriveFile } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { TransientFailure } from '#failures/failure.js';
import { countDownloaded } from '#observability/metrics/drive-series.js';
import { downloadedBytes } from './downloaded-bytes.js';
import { note } from './file-transfer.js';
import type { FileTransfer } from './file-transfer.js';
import { otherShapeMessage, type Size } from './picture-shape.js';
import { MAX_BYTES, openPicture } from './readable-picture.js';
import { RESOLVED_FILE } from '../sync/file-step.js';
import type { RemoteFile } from './remote-files.js';

/**
 * Takes a picture that was changed in Drive into the book, as a new version of its page, drawn again as lines as any
 * picture from outside is. What cannot become a page waits for its author. Safe to repeat.
 */
export async function takePicture(
  transfer: FileTransfer,
  row: DriveFile,
  there: RemoteFile,
  show: boolean,
): Promise<void> {
  const started = performance.now();
  await note(transfer, row.id, { state: 'downloading' });
  try {
    const bytes = await download(transfer, there);
    const svg = await asLines(transfer, row, bytes);
    const stored = await transfer.store.put(Buffer.from(svg));
    const drawing = { ...stored, durationMs: Math.round(performance.now() - started) };
    await transfer.db.$transaction((tx) => addVersion(tx, row, there, drawing, show));
    await note(transfer, row.id, {});
  } catch (error) {
    if (!(error instanceof UnusableImage)) throw error;
    await note(transfer, row.id, {
      state: 'conflict',
      conflict: 'unreadable',
      choice: null,
      remoteMd5: there.md5,
      message: `The picture in Drive cannot become a page: ${error.message}`,
    });
  }
}

/** The whole file, checked against Drive's MD5. Throws `UnusableImage` when it is too large to be a page. */
async function download({ account, signal }: FileTransfer, there: RemoteFile): Promise<Buffer> {
  if (there.size > MAX_BYTES) throw new UnusableImage('It is too large.');
  const { data } = await account.run((drive) =>
    drive.files.get(
      { fileId: there.id, alt: 'media', supportsAllDrives: true },
      { responseType: 'arraybuffer', signal },
    ),
  );
  const bytes = downloadedBytes(data);
  countDownloaded(bytes.length);
  if (createHash('md5').update(bytes).digest('hex') !== there.md5)
    throw new TransientFailure(
      'drive-unavailable',
      'A picture changed while it was fetched from Drive; it is fetched again.',
    );
  return bytes;
}

/** Any usual picture, as lines of the page's own size. Throws `UnusableImage`. */
async function asLines({ db, store }: FileTransfer, row: DriveFile, bytes: Buffer): Promise<string> {
  const page = await db.page.findUniqueOrThrow({
    where: { bookId_number: { bookId: row.bookId, number: row.page } },
    include: { art: { select: { version: true, sha256: true } } },
  });
  const shown = page.art.find(({ version }) => version === page.current);
  const before = shown && (await store.read(shown.sha256));
  if (!before)
    throw new TransientFailure(
      'storage-unavailable',
      'The drawing that was changed is missing from the artifact store.',
    );
  const { width, height } = svgToLineArt(before.toString());
  await refuseOtherShape(bytes, { width, height });
  return lineArtToSvg(await cleanLines(await asPng(bytes), { width, height, shape: { width, height } }));
}

/** Throws `UnusableImage` with the pixels that the page wants: who draws in Drive knows pixels, not points. */
async function refuseOtherShape(bytes: Buffer, page: Size): Promise<void> {
  if (!isReadablePicture(bytes)) return; // reported by `asPng`
  const { width = 0, height = 0 } = await openPicture(bytes)
    .metadata()
    .catch((): Partial<Size> => ({}));
  const words = width * height > 0 ? otherShapeMessage({ width, height }, page) : null;
  if (words) throw new UnusableImage(words);
}

async function asPng(bytes: Buffer): Promise<Buffer> {
  if (!isReadablePicture(bytes)) throw new UnusableImage('It is not a PNG, JPEG or WebP picture.');
  try {
    return await openPicture(bytes).png().toBuffer();
  } catch (error) {
    throw new UnusableImage('It is not a picture, or it is damaged.', { cause: error });
  }
}

async function addVersion(
  tx: Connection,
  row: DriveFile,
  there: RemoteFile,
  drawing: { sha256: string; size: number; durationMs: number },
  show: boolean,
): Promise<void> {
  const where = { bookId_number: { bookId: row.bookId, number: row.page } };
  // the page's row is locked from here on: versions get their numbers one after the other
  const page = await tx.page.update({ where, data: { version: { increment: 1 } } });
  const versions = await tx.artVersion.findMany({
    where: { pageId: page.id },
    select: { version: true, sha256: true },
  });
  const known = versions.find(({ sha256 }) => sha256 === drawing.sha256);
  const version = known?.version ?? Math.max(0, ...versions.map((each) => each.version)) + 1;
  if (!known)
    await tx.artVersion.create({
      data: {
        id: newId(),
        pageId: page.id,
        version,
        jobId: null,
        round: 0,
        ...drawing,
        provider: 'drive',
        model: '',
        variation: 0,
        prompt: page.prompt,
      },
    });
  if (show)
    await tx.page.update({
      where,
      data: { current: version, ...(page.state === 'drawing' ? {} : { state: 'drawn', code: null, message: null }) },
    });
  await tx.driveFile.update({
    where: { id: row.id },
    data: {
      ...RESOLVED_FILE,
      state: show ? 'synced' : 'waiting',
      // what is shown here now is what lies there; kept beside ours, ours is still to be sent
      syncedKey: show ? drawing.sha256 : null,
      syncedMd5: there.md5,
      size: BigInt(drawing.size),
      syncedAt: new Date(),
    },
  });
}
