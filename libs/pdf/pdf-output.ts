import PdfkitDocument from 'pdfkit';
import type PDFKit from 'pdfkit';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflate, type ZlibOptions } from 'node:zlib';
import { printable } from '#contracts/text.js';
import type { Box } from './geometry.js';

/** Bytes that may wait for a slow reader before the writer stops to let them drain. */
const WAITING_BYTES = 1024 * 1024;

const deflatePart = promisify<Buffer, ZlibOptions, Buffer>(deflate);

/** pdfkit's stream of a page's operators, as far as it is packed here (`PDFReference` in its source). */
interface PageContent {
  buffer: Uint8Array[];
  compress: boolean;
  data: { Filter?: string };
}

/** What a viewer shows about the document, and what makes its bytes the same each time. */
export interface DocumentFacts {
  title: string;
  author: string;
  year: number;
}

/**
 * A PDF that is being written to a stream. PDF 1.3: it cannot say "transparent", and it is what PDF/X-1a builds on.
 * The creation date is the first day of the book's year, and the file id follows from it, so that the same book gives
 * the same bytes.
 */
export class PdfOutput {
  readonly document: PDFKit.PDFDocument;
  readonly #out: Writable;
  readonly #piped: Promise<void>;
  #failed = false;

  constructor(facts: DocumentFacts, out: Writable) {
    this.#out = out;
    this.document = new PdfkitDocument({
      autoFirstPage: false,
      margin: 0,
      pdfVersion: '1.3',
      info: {
        Title: printable(facts.title).replaceAll('\n', ' '),
        Author: printable(facts.author).replaceAll('\n', ' '),
        Creator: 'ColorBook Engine',
        Producer: 'ColorBook Engine (PDFKit)',
        CreationDate: new Date(Date.UTC(facts.year, 0, 1)),
      },
    });
    this.#piped = pipeline(this.document, out);
    this.#piped.catch(() => (this.#failed = true));
  }

  /**
   * Starts a page; the one before is finished and sent. Content is drawn in points from the upper left.
   * No ArtBox: PDF/X (ISO 15930) allows a TrimBox or an ArtBox, never both.
   */
  addPage({ media, trim }: { media: { width: number; height: number }; trim: Box }): void {
    this.document.addPage({ size: [media.width, media.height], margin: 0 });
    const page = this.document.page.dictionary.data;
    const corners = ({ x, y, width, height }: Box): number[] =>
      [x, media.height - y - height, x + width, media.height - y].map((value) => Math.round(value * 1000) / 1000);
    Object.assign(page, {
      MediaBox: corners({ x: 0, y: 0, ...media }),
      BleedBox: corners({ x: 0, y: 0, ...media }),
      TrimBox: corners(trim),
    });
  }

  /**
   * Packs the page's content on libuv's threads; pdfkit would do it on this one, when the page is flushed. Level 4
   * takes half the time of zlib's usual 6 and makes drawings 2 % larger.
   */
  async packPage(): Promise<void> {
    // oxlint-disable-next-line typescript/consistent-type-assertions -- pdfkit's types leave out what a reference buffers
    const content = this.document.page.content as unknown as PageContent;
    if (content.buffer.length === 0) return;
    const packed = await deflatePart(Buffer.concat(content.buffer), { level: 4 });
    content.compress = false;
    content.data.Filter = 'FlateDecode';
    content.buffer = [packed];
  }

  /** Lets what was written flow; waits while the reader is behind. Rejects when the reader failed. */
  async drain(): Promise<void> {
    await setImmediate();
    while (this.document.readableLength > WAITING_BYTES && !this.#failed) {
      if (this.#out.writableNeedDrain) await Promise.race([once(this.#out, 'drain'), this.#piped]);
      else await setImmediate();
    }
    if (this.#failed) await this.#piped;
  }

  /** Writes fonts, catalog and cross-references; resolves when the reader has all of it. */
  async end(): Promise<void> {
    this.document.end();
    await this.#piped;
  }

  /** Gives up: the reader is destroyed with the reason and never takes the file for whole. */
  abandon(reason: unknown): void {
    this.#out.destroy(reason instanceof Error ? reason : new Error(String(reason)));
  }
}
