import { z } from 'zod';
import { fileChange } from './files.js';
import { jobState } from './jobs.js';

/** What is done with every book of a batch. `generate` draws what is missing, `regenerate` all that is not locked. */
export const BATCH_KINDS = ['generate', 'regenerate', 'export', 'sync-drive'] as const;
export const batchKind = z.enum(BATCH_KINDS);
export type BatchKind = z.infer<typeof batchKind>;

export const BATCH_STATES = [
  'queued',
  'running',
  'packing',
  'completed',
  'completed-with-failures',
  'canceled',
  'failed',
] as const;
export const batchState = z.enum(BATCH_STATES);
export type BatchState = z.infer<typeof batchState>;
export const OPEN_BATCH_STATES: readonly BatchState[] = ['queued', 'running', 'packing'];

/** `parked`: the book waits for its author; it counts as failed until it is retried. */
export const BATCH_ITEM_STATES = ['waiting', 'running', 'completed', 'parked', 'failed', 'canceled'] as const;
export const batchItemState = z.enum(BATCH_ITEM_STATES);
export type BatchItemState = z.infer<typeof batchItemState>;

export const MAX_BATCH_BOOKS = 1_000;

export const createBatch = z.strictObject({
  kind: batchKind,
  bookIds: z
    .array(z.uuid())
    .min(1)
    .max(MAX_BATCH_BOOKS)
    .refine((ids) => new Set(ids).size === ids.length, { message: 'name each book once' }),
});
export type CreateBatch = z.infer<typeof createBatch>;

const moment = z.iso.datetime();
const counts = z.object({
  total: z.int(),
  completed: z.int(),
  failed: z.int().meta({ description: 'Parked ones and canceled ones included' }),
  running: z.int(),
});

export const batchView = z
  .object({
    id: z.uuid(),
    kind: batchKind,
    state: batchState,
    counts,
    eta: z.object({ lowSeconds: z.number(), highSeconds: z.number() }).nullable(),
    message: z.string().nullable(),
    zip: z.object({ size: z.int(), sha256: z.string(), fileName: z.string() }).nullable(),
    changedBooks: z
      .int()
      .nullable()
      .meta({ description: 'Books of the archive that have changed since; null in lists, and without an archive' }),
    createdAt: moment,
    startedAt: moment.nullable(),
    endedAt: moment.nullable(),
  })
  .meta({ id: 'Batch' });
export type BatchView = z.infer<typeof batchView>;

export const batchItemView = z
  .object({
    position: z.int(),
    bookId: z.uuid(),
    title: z.string(),
    state: batchItemState,
    jobId: z.uuid().nullable(),
    jobState: jobState.nullable(),
    progress: z.object({ done: z.int(), total: z.int() }),
    code: z.string().nullable(),
    message: z.string().nullable(),
    changed: z.array(fileChange).meta({ description: 'What of the book has changed since this batch made its files' }),
  })
  .meta({ id: 'BatchItem' });
export type BatchItemView = z.infer<typeof batchItemView>;

export const listBatches = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type ListBatches = z.infer<typeof listBatches>;

export const listBatchItems = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).meta({ description: 'Position to go on behind' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  state: batchItemState.optional(),
});
export type ListBatchItems = z.infer<typeof listBatchItems>;
export const batchItems = z.object({ items: z.array(batchItemView), next: z.int().nullable(), limit: z.int() });
export type BatchItems = z.infer<typeof batchItems>;
