import { z } from 'zod';

export const pageQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PageQuery = z.infer<typeof pageQuery>;

/** A bounded slice of a list; `nextCursor` is opaque, null at the end. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), limit: z.int() });
export interface Listing<T> {
  items: T[];
  nextCursor: string | null;
  limit: number;
}
