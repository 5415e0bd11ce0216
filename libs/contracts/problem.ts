import { z } from 'zod';

/** RFC 9457 problem details. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'Stable URI of this kind of problem' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
