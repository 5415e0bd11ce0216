import compression from 'compression';
import type { Request, Response } from 'express';

/** Answers that contain tokens or keys. Compression would leak them by length (BREACH). */
const SECRET_PATHS = /^\/(api\/auth|admin)([/?]|$)/i;

/**
 * Brotli or gzip, as the client accepts, for JSON, pictures in SVG and other text of 1 kB and more. Not for event
 * streams, which must not be buffered, nor range responses, nor compressed formats.
 */
export const compressAnswers = compression({
  filter: (request: Request, response: Response) =>
    mayCompress(request, response) && compression.filter(request, response),
});

function mayCompress({ originalUrl }: Request, response: Response): boolean {
  const isStream = String(response.getHeader('Content-Type')).startsWith('text/event-stream');
  const hasCookie = response.hasHeader('Set-Cookie');
  const isPart = response.hasHeader('Content-Range');
  const isDownload = response.hasHeader('Content-Disposition') && response.hasHeader('Accept-Ranges');
  return !isStream && !hasCookie && !isPart && !isDownload && !SECRET_PATHS.test(originalUrl);
}
