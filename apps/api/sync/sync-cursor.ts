import { z } from 'zod';
import { ProblemException } from '../http/problem-exception.js';

/** xmin:xmax:xip,… with xmin ≤ xmax and what was still open from xmin on and before xmax, ascending. */
const snapshot = z
  .string()
  .regex(/^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$/)
  .refine((value) => {
    const [xmin = '', xmax = '', open = ''] = value.split(':');
    const all = [xmin, ...(open ? open.split(',') : []), xmax].map(BigInt);
    const isBelow = !open || all.at(-2)! < all.at(-1)!;
    return all[0]! > 0n && isBelow && all.every((each, at) => at === 0 || each >= all[at - 1]!);
  });
const shape = z.object({
  /** Which database it is of: numbers of transactions mean nothing to another one. */
  place: z.string().max(100),
  /** Whose books: nobody else was told of theirs. */
  ownerId: z.uuid(),
  /** What the device has seen: pg_snapshot. */
  seen: snapshot,
  /** While an answer goes on: where, and what has been seen when it is over. */
  next: z.object({ after: z.uuid(), until: snapshot }).optional(),
});
export type SyncCursor = z.infer<typeof shape>;

/** As an opaque word. */
export const encodeSyncCursor = (cursor: SyncCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Throws 422 for anything that this API did not hand out. */
export function decodeSyncCursor(cursor: string): SyncCursor {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from an earlier answer, or leave it out');
  }
}
