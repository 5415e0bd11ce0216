import { ProblemException } from './problem-exception.js';

/** A position in a list ordered by (createdAt desc, id desc), as an opaque string. */
export interface Place {
  createdAt: Date;
  id: string;
}

export const encodeCursor = ({ createdAt, id }: Place): string =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString('base64url');

/** Throws 422 for an invalid cursor. */
export function decodeCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const createdAt = new Date(at);
  if (Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from nextCursor of an earlier answer');
  return { createdAt, id };
}

/** Prisma filter for rows after this position, newest first. */
export const after = (place: Place | null) =>
  place ? { OR: [{ createdAt: { lt: place.createdAt } }, { createdAt: place.createdAt, id: { lt: place.id } }] } : {};

/** Takes `limit` rows of `limit + 1` fetched ones. */
export function cut<T extends Place>(rows: T[], limit: number): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}
