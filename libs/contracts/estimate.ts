import { z } from 'zod';
import { MAX_ART_PAGES, provider } from './book.js';

export const estimateQuery = z.strictObject({
  pages: z.coerce.number().int().min(1).max(MAX_ART_PAGES),
  provider: provider.optional().meta({ description: 'Left out: the deployment’s default' }),
});
export type EstimateQuery = z.infer<typeof estimateQuery>;

/** What a book would take, from what this deployment's latest books took; null where it has made none yet. */
export const bookEstimate = z
  .object({
    provider,
    drawings: z.int().meta({ description: 'Pages and the cover' }),
    time: z.object({ lowSeconds: z.number(), highSeconds: z.number() }).nullable(),
    cost: z.object({ lowMicros: z.int(), highMicros: z.int(), currency: z.string() }).nullable(),
  })
  .meta({ id: 'BookEstimate' });
export type BookEstimate = z.infer<typeof bookEstimate>;
