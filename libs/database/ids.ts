import { randomUUIDv7 } from 'node:crypto';

/** Time-ordered id (RFC 9562 UUIDv7): new rows land together in the index. */
export const newId = (): string => randomUUIDv7();
