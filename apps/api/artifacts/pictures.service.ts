import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { printSettings } from '#contracts/book.js';
import type { PicturePart } from '#contracts/files.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { madeFromOf } from '#books/file-state.js';
import { coverBoxes, pageBoxes } from '#pdf/geometry.js';
import type { Box } from '#pdf/geometry.js';
import { Busy, openPagePictures } from '#pdf/preview/pooled-pictures.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import { DATABASE } from '../tokens.js';
import { ArtifactsService } from './artifacts.service.js';

type File = Prisma.ArtifactGetPayload<object>;
export interface PageAsk {
  page: number;
  part: PicturePart;
  width: number;
}

/** Size of the picture cache of each API process, in bytes. */
const MAX_CACHED_BYTES = 32 * 1024 * 1024;

/** Renders pages of finished PDF files as pictures. */
@Injectable()
export class PicturesService implements OnModuleDestroy {
  private readonly pictures = openPagePictures();
  /** Least recently used first. */
  private readonly cache = new Map<string, Buffer>();
  private readonly underWay = new Map<string, Promise<Buffer>>();

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ArtifactsService) private readonly artifacts: ArtifactsService,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.pictures.close();
  }

  /** Cache key and ETag: the same name has the same bytes. */
  nameOf = ({ sha256 }: File, { page, part, width }: PageAsk): string => `${sha256}-${page}-${part}-${width}`;

  async of(file: File, ask: PageAsk): Promise<Buffer> {
    const name = this.nameOf(file, ask);
    const known = this.cache.get(name);
    if (known) {
      this.store(name, known);
      return known;
    }
    const making = this.underWay.get(name) ?? this.make(file, ask, name);
    this.underWay.set(name, making);
    return making;
  }

  private async make(file: File, ask: PageAsk, name: string): Promise<Buffer> {
    try {
      const { sha256 } = file;
      const box = await this.boxOf(file, ask);
      const made = await this.pictures.picture({ sha256, page: ask.page, box, width: ask.width }, () =>
        this.artifacts.read(file),
      );
      if (!made) throw notFound('page');
      this.store(name, made);
      return made;
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      throw new ProblemException(503, 'busy', 'Too many pages are being looked at; try again in a moment.');
    } finally {
      this.underWay.delete(name);
    }
  }

  private store(name: string, picture: Buffer): void {
    this.cache.delete(name);
    this.cache.set(name, picture);
    let bytes = [...this.cache.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [oldest, { length }] of this.cache) {
      if (bytes <= MAX_CACHED_BYTES) break;
      this.cache.delete(oldest);
      bytes -= length;
    }
  }

  /** Uses the dimensions stored with the file; files of earlier releases use those of the book. */
  private async boxOf(file: File, { page, part }: PageAsk): Promise<Box | undefined> {
    if (part === 'all') return undefined;
    const { print, pageCount } = madeFromOf(file) ?? (await this.measuresOf(file));
    if (file.kind === 'interior-pdf') return pageBoxes(print, page, pageCount).trim;
    const boxes = coverBoxes(print, pageCount);
    return part === 'trim' ? boxes.trim : boxes[part];
  }

  private async measuresOf({ jobId, bookId }: File) {
    const [book, interior] = await Promise.all([
      this.db.book.findUniqueOrThrow({ where: { id: bookId }, select: { print: true } }),
      this.db.artifact.findUnique({ where: { jobId_kind: { jobId, kind: 'interior-pdf' } } }),
    ]);
    return { print: printSettings.parse(book.print), pageCount: interior?.pageCount ?? 0 };
  }
}
