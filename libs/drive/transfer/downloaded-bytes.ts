import { isAnyArrayBuffer } from 'node:util/types';

/** What Drive answers to `alt: 'media'` as an `arraybuffer`; the client's types know only the answer in JSON. */
export function downloadedBytes(data: unknown): Buffer {
  if (!isAnyArrayBuffer(data)) throw new TypeError('Drive was asked for bytes and gave something else');
  return Buffer.from(data);
}
