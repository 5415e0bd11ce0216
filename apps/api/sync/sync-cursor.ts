import { z } from 'zod';
import { ProblemException } from '../http/problem-exception.js';

/** pg_snapshot: xmin:xmax:xip,… with xmin ≤ xmax and the in-progress transactions, ascending. */
const snapshot = z
  .string()
  .regex(/^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$/)
  .refine((value) => {
    const [xmin = '', xmax = '', open = ''] = value.split(':');
    const all = [xmin, ...(open ? open.split(',') : []), xmax].map(BigInt);
    const [first = 0n, ...rest] = all;
    const isBelow = !open || (all.at(-2) ?? 0n) < (all.at(-1) ?? 0n);
    return first > 0n && isBelow && rest.every((each, at) => each >= (all[at] ?? 0n));
  });
const shape = z.object({
  /** The database: transaction ids are meaningless in another one. */
  place: z.string().max(100),
  /** The user whose books were synced. */
  ownerId: z.uuid(),
  /** The device's pg_snapshot. */
  seen: snapshot,
  /** For a multi-page response: the position, and the snapshot after its last page. */
  next: z.object({ after: z.uuid(), until: snapshot }).optional(),
});
export type SyncCursor = z.infer<typeof shape>;

/** As an opaque string. */
export const encodeSyncCursor = (cursor: SyncCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Throws 422 for an invalid cursor. */
export function decodeSyncCursor(cursor: string): SyncCursor {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from an earlier answer, or leave it out');
  }
}
