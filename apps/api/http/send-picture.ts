import type { Response } from 'express';
import { asInertBytes } from './inert-bytes.js';

/** Sends a private picture with its content hash as ETag: 304 while it is unchanged. */
export function sendPicture(
  response: Response,
  mediaType: string,
  { sha256, body }: { sha256: string; body: Buffer },
): Promise<void> {
  return sendPictureOf(response, mediaType, sha256, () => Promise.resolve(body));
}

/** The same for a picture that is rendered on demand; `name` identifies its content. */
export async function sendPictureOf(
  response: Response,
  mediaType: string,
  name: string,
  make: () => Promise<Buffer>,
): Promise<void> {
  const tag = `"${name}"`;
  const { 'if-none-match': known } = response.req.headers;
  const body = known?.includes(tag) ? null : await make();
  asInertBytes(response);
  response.setHeader('Cache-Control', 'private, no-cache');
  response.setHeader('ETag', tag);
  if (!body || response.req.fresh) {
    response.status(304).end();
    return;
  }
  response.type(mediaType).send(body);
}
