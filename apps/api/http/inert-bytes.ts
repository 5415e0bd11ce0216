import type { Response } from 'express';

/** For files and pictures, which are never pages: should a browser open one all the same, it runs and loads nothing. */
export const INERT = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Headers of bytes that somebody's texts went into. */
export function asInertBytes(response: Response): void {
  response.setHeader('Content-Security-Policy', INERT);
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
