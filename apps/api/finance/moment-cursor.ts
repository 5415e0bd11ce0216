import { ProblemException } from '../http/problem-exception.js';

/** A position in a list ordered by (moment desc, id desc); ids are ours or Stripe's. */
export interface MomentPlace {
  at: Date;
  id: string;
}

export const encodeMomentCursor = ({ at, id }: MomentPlace): string =>
  Buffer.from(`${at.toISOString()} ${id}`).toString('base64url');

/** Throws 422 for an invalid cursor. */
export function placeOf(cursor: string | undefined): MomentPlace | null {
  if (cursor === undefined) return null;
  const [word = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const at = new Date(word);
  if (Number.isNaN(at.getTime()) || !/^[\w-]{1,255}$/.test(id))
    throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from nextCursor of an earlier answer');
  return { at, id };
}

/** Takes `limit` rows of `limit + 1` fetched ones. */
export function cutAt<T>(
  found: T[],
  limit: number,
  place: (row: T) => MomentPlace,
): { rows: T[]; nextCursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > limit && last ? encodeMomentCursor(place(last)) : null };
}
