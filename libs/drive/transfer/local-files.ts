import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { LineArt } from '#artwork/line-art/line-art.js';
import { renderPng } from '#artwork/line-art/raster.js';
import { svgToLineArt } from '#artwork/line-art/svg.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { DriveFileKind } from '#contracts/drive.js';
import type { Database } from '#database/database.js';
import { TransientFailure } from '#failures/failure.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { NO_PAGE } from '../sync/drive-events.js';
import type { Upload } from './resumable-upload.js';

/** Pixels per inch of a page's picture: what printers ask for. */
const PRINT_DPI = 300;
const MAX_PIXELS = 3840 * 2400;

/** A file as the book has it now. */
export interface LocalFile {
  kind: DriveFileKind;
  page: number;
  name: string;
  mediaType: string;
  /** Names the content: another content has another key. */
  key: string;
  /** Its author wants this page to stay as it is. */
  locked: boolean;
}

/** All files of a book in Drive, except the manifest that lists them. */
export async function localFiles(db: Database, bookId: string): Promise<LocalFile[]> {
  const [pages, printed] = await Promise.all([
    db.page.findMany({
      where: { bookId, current: { gt: 0 } },
      select: { number: true, current: true, locked: true, art: { select: { version: true, sha256: true } } },
      orderBy: { number: 'asc' },
    }),
    db.artifact.findMany({ where: { bookId }, orderBy: { createdAt: 'desc' }, take: 20 }),
  ]);
  const files = (['interior-pdf', 'cover-pdf'] as const).flatMap((kind): LocalFile[] => {
    const newest = printed.find((each) => each.kind === kind);
    if (!newest) return [];
    const { sha256, mediaType } = newest;
    const [short, name] =
      kind === 'interior-pdf' ? (['interior', 'Interior.pdf'] as const) : (['cover', 'Cover.pdf'] as const);
    return [{ kind: short, page: NO_PAGE, name, mediaType, key: sha256, locked: false }];
  });
  const pictures = pages.flatMap(({ number, current, locked, art }): LocalFile[] => {
    const shown = art.find(({ version }) => version === current);
    if (!shown) return [];
    const name = number === COVER_PAGE ? 'Cover picture.png' : `Page ${String(number).padStart(3, '0')}.png`;
    return [{ kind: 'page', page: number, name, mediaType: 'image/png', key: shown.sha256, locked }];
  });
  return [...pictures, ...files];
}

/** What is in the folder, for programs and for whoever finds it in ten years. Made from what was synced. */
export async function manifestOf(db: Database, bookId: string): Promise<{ file: LocalFile; text: string }> {
  const [book, files] = await Promise.all([
    db.book.findUniqueOrThrow({ where: { id: bookId } }),
    db.driveFile.findMany({
      where: { bookId, kind: { not: 'manifest' }, syncedMd5: { not: null } },
      orderBy: [{ kind: 'asc' }, { page: 'asc' }],
    }),
  ]);
  const text = `${JSON.stringify(
    {
      format: 'colorbook-drive/1',
      book: { id: book.id, title: book.title, version: book.version },
      files: files.map(({ kind, page, name, syncedMd5 }) => ({
        kind,
        ...(page === NO_PAGE ? {} : { page }),
        name,
        md5: syncedMd5,
      })),
    },
    null,
    2,
  )}\n`;
  const key = createHash('sha256').update(text).digest('hex');
  return {
    file: { kind: 'manifest', page: NO_PAGE, name: 'manifest.json', mediaType: 'application/json', key, locked: false },
    text,
  };
}

/** The bytes of a file and their MD5, as Drive computes it. A picture is rendered, a PDF is streamed from the store. */
export async function contentOf(
  deps: { db: Database; store: ArtifactStore },
  bookId: string,
  file: LocalFile,
): Promise<Upload & { md5: string }> {
  if (file.kind === 'manifest') return inMemory(file, Buffer.from((await manifestOf(deps.db, bookId)).text));
  if (file.kind === 'page') {
    const svg = await deps.store.read(file.key);
    if (!svg) throw missing(file);
    return inMemory(file, await renderPng(svg.toString(), pictureWidth(svgToLineArt(svg.toString()))));
  }
  const open = async (start: number, end = Number.MAX_SAFE_INTEGER): Promise<Readable> => {
    const source = await deps.store.open(file.key, start === 0 ? undefined : { start, end });
    if (!source) throw missing(file);
    return source;
  };
  const digest = createHash('md5');
  let size = 0;
  const blocks: AsyncIterable<Buffer> = await open(0);
  for await (const block of blocks) {
    digest.update(block);
    size += block.length;
  }
  return { size, mediaType: file.mediaType, md5: digest.digest('hex'), open: (start) => open(start, size - 1) };
}

function inMemory({ mediaType }: LocalFile, bytes: Buffer): Upload & { md5: string } {
  return {
    size: bytes.length,
    mediaType,
    md5: createHash('md5').update(bytes).digest('hex'),
    open: (start) => Promise.resolve(Readable.from([bytes.subarray(start)])),
  };
}

/** Pixels: for print, but never more than a picture that comes back may have. */
const pictureWidth = ({ width, height }: LineArt): number =>
  Math.floor(Math.min((width / 72) * PRINT_DPI, Math.sqrt((MAX_PIXELS * width) / height)));

const missing = ({ name, key }: LocalFile): TransientFailure =>
  new TransientFailure('storage-unavailable', `“${name}” is missing from the artifact store (${key.slice(0, 12)}…).`);
