import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { asInertBytes } from './inert-bytes.js';
import { ProblemException } from './problem-exception.js';

interface SentFile {
  sha256: string;
  size: number;
  mediaType: string;
  fileName: string;
}

/** Streams a stored file as a download. Supports one byte range, so that an interrupted download can resume. */
export async function sendFile(
  request: Request,
  response: Response,
  file: SentFile,
  open: (range?: { start: number; end: number }) => Promise<Readable>,
): Promise<void> {
  asInertBytes(response);
  response.setHeader('Content-Type', file.mediaType);
  response.setHeader('ETag', `"${file.sha256}"`);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Content-Disposition', contentDisposition(file.fileName));
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const range = oneRange(request, file.size);
  if (range) response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
  response.setHeader('Content-Length', String(range ? range.end - range.start + 1 : file.size));
  try {
    await pipeline(await open(range), response);
  } catch (error) {
    if (!response.headersSent) throw error;
    response.destroy();
  }
}

function oneRange(request: Request, size: number): { start: number; end: number } | undefined {
  const ranges = request.range(size, { combine: true });
  if (ranges === undefined || ranges === -2) return undefined;
  if (ranges === -1) throw new ProblemException(416, 'range-not-satisfiable', `The file has ${size} bytes.`);
  return ranges.length === 1 ? ranges[0] : undefined;
}

/** RFC 6266: an ASCII name for old clients, the full name in filename*. */
function contentDisposition(given: string): string {
  const name = given.toWellFormed().replace(/[\\/]|\p{Cc}/gu, ' ');
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain.trim() || 'book.pdf'}"; filename*=UTF-8''${encoded}`;
}
