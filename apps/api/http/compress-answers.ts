import compression from 'compression';
import type { Request, Response } from 'express';

/** Answers with tokens or keys in them. Their length must not tell how much of a guess was right (BREACH). */
const SECRET_PATHS = /^\/(api\/auth|admin)([/?]|$)/i;

/**
 * Brotli or gzip, as the client accepts, for JSON, pictures in SVG and other text of 1 kB and more. Not for event
 * streams, which must not wait for more, nor downloads that go on at a byte, nor what is compressed in itself.
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
