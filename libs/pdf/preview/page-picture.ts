import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box } from '../geometry.js';

/** One page of a finished file as a picture. */
export interface PictureRequest {
  /** Names the file's content. */
  sha256: string;
  /** From 1. */
  page: number;
  /** Part of the page, in points from its upper left corner; left out: all of it. */
  box: Box | undefined;
  /** Pixels. */
  width: number;
}

type OpenDocument = Awaited<ReturnType<typeof getDocument>['promise']>;

/** Opened files; a reader turns many pages of one. */
const MAX_OPEN = 3;
const opened = new Map<string, OpenDocument>();

/** A page that is longer than this many pixels would be no page of a book. */
const MAX_HEIGHT = 8_000;

/**
 * A PNG of the page, by another reader than the one that wrote it. `file` is asked for only when the file is not open.
 * Null when the file has no such page, or is no PDF that can be read.
 */
export async function pagePicture(
  { sha256, page, box, width }: PictureRequest,
  file: () => Promise<Uint8Array>,
): Promise<Buffer | null> {
  const document = opened.get(sha256) ?? (await open(sha256, await file()));
  if (!document || page > document.numPages) return null;
  const drawn = await document.getPage(page);
  const whole = drawn.getViewport({ scale: 1 });
  const part = inside(box, whole) ?? { x: 0, y: 0, width: whole.width, height: whole.height };
  const scale = width / part.width;
  const viewport = drawn.getViewport({ scale, offsetX: -part.x * scale, offsetY: -part.y * scale });
  const canvas = createCanvas(width, Math.min(MAX_HEIGHT, Math.max(1, Math.round(part.height * scale))));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  try {
    // oxlint-disable-next-line typescript/consistent-type-assertions -- pdf.js's types ask for a context of the DOM
    await drawn.render({ canvas: null, canvasContext: context as never, viewport }).promise;
  } finally {
    drawn.cleanup();
  }
  return canvas.encode('png');
}

async function open(sha256: string, data: Uint8Array): Promise<OpenDocument | null> {
  const document = await getDocument({ data, useSystemFonts: false, verbosity: 0 }).promise.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'InvalidPDFException') return null;
    throw error;
  });
  if (!document) return null;
  opened.set(sha256, document);
  for (const [oldest, other] of opened) {
    if (opened.size <= MAX_OPEN) break;
    opened.delete(oldest);
    await other.loadingTask.destroy();
  }
  return document;
}

/** Undefined for a box that leaves the page: the file has other measures than were thought. */
function inside(box: Box | undefined, page: { width: number; height: number }): Box | undefined {
  const slack = 1;
  const fits =
    box &&
    box.x >= 0 &&
    box.y >= 0 &&
    box.x + box.width <= page.width + slack &&
    box.y + box.height <= page.height + slack;
  return fits ? box : undefined;
}
