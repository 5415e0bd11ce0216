import { createHash } from 'node:crypto';

/** Names what a provider is asked: the same text for the same request, another one as soon as a word of it is edited. */
export const requestDigest = (asked: unknown): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
