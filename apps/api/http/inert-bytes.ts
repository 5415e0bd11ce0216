import type { Response } from 'express';

/** CSP for files and pictures: if a browser opens one as a page, it runs and loads nothing. */
export const INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Headers of files with user content. */
export function asInertBytes(response: Response): void {
  response.setHeader('Content-Security-Policy', INERT);
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
