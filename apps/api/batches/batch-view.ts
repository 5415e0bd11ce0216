import { countItems } from '#batches/complete-items.js';
import type { BatchItemView, BatchView } from '#contracts/batches.js';
import { OPEN_BATCH_STATES, batchItemState, batchKind, batchState } from '#contracts/batches.js';
import type { FileChange } from '#contracts/files.js';
import { jobState } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';

type Row = Prisma.BatchGetPayload<object>;
/** Minimum number of finished books for an estimate. */
const ENOUGH = 3;

export async function batchView(db: Database, row: Row, changedBooks: number | null = null): Promise<BatchView> {
  const counts = await countItems(db, row.id);
  return {
    id: row.id,
    kind: batchKind.parse(row.kind),
    state: batchState.parse(row.state),
    counts,
    eta: etaOf(row, counts),
    message: row.message,
    zip: zipOf(row),
    changedBooks,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** The archive, once the batch has ended; a resumed batch creates a new one. */
export const zipOf = ({ zipSha256, zipSize, createdAt, endedAt }: Row): BatchView['zip'] =>
  zipSha256 && zipSize !== null && endedAt
    ? { sha256: zipSha256, size: Number(zipSize), fileName: `ColorBook ${createdAt.toISOString().slice(0, 10)}.zip` }
    : null;

export function itemView(
  row: Prisma.BatchItemGetPayload<{ include: { book: { select: { title: true } } } }>,
  job: { state: string; done: number; total: number } | undefined,
  changed: FileChange[],
): BatchItemView {
  return {
    position: row.position,
    bookId: row.bookId,
    title: row.book.title,
    state: batchItemState.parse(row.state),
    jobId: job ? row.jobId : null,
    jobState: job ? jobState.parse(job.state) : null,
    progress: { done: job?.done ?? 0, total: job?.total ?? 0 },
    code: row.code,
    message: row.message,
    changed,
  };
}

/** Estimated from the batch's own pace. */
function etaOf(row: Row, counts: BatchView['counts']): BatchView['eta'] {
  const over = counts.completed + counts.failed;
  if (!row.startedAt || !OPEN_BATCH_STATES.includes(batchState.parse(row.state)) || over < ENOUGH) return null;
  const seconds = ((Date.now() - row.startedAt.getTime()) / 1000 / over) * (counts.total - over);
  return { lowSeconds: Math.round(seconds * 0.8), highSeconds: Math.ceil(seconds * 1.4) };
}
