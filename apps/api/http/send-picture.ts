import type { Response } from 'express';
import { asInertBytes } from './inert-bytes.js';

/** A private picture, named by its content: asked for again while it is the same, it is not sent again. */
export function sendPicture(
  response: Response,
  mediaType: string,
  { sha256, body }: { sha256: string; body: Buffer },
): void {
  asInertBytes(response);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('ETag', `"${sha256}"`);
  if (response.req.fresh) {
    response.status(304).end();
    return;
  }
  response.type(mediaType).send(body);
}
