import type { JobSummary, JobView } from '#contracts/jobs.js';
import { jobKind, jobState, jobStep, receipt } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { jobInput } from '#books/book-record.js';
import { shownState } from '../books/book-view.js';

export const withTitle = { book: { select: { title: true, notes: true } } } as const;
type JobRow = Prisma.JobGetPayload<{ include: typeof withTitle }>;
type PageRow = Pick<Prisma.PageGetPayload<object>, 'number' | 'state' | 'locked' | 'current' | 'code' | 'message'>;

/** Of each of these jobs that a batch asked for, the batch. */
export async function batchesOf(db: Database, jobIds: string[]): Promise<Map<string, string>> {
  const items = await db.batchItem.findMany({
    where: { jobId: { in: jobIds } },
    select: { jobId: true, batchId: true },
  });
  return new Map(items.map(({ jobId, batchId }) => [jobId, batchId]));
}

export function jobSummary(row: JobRow, batches: Map<string, string>): JobSummary {
  return {
    id: row.id,
    kind: jobKind.parse(row.kind),
    state: jobState.parse(row.state),
    bookId: row.bookId,
    title: row.book.title,
    provider: jobInput.parse(row.input).provider,
    step: jobStep.parse(row.step),
    progress: { done: row.done, total: row.total },
    failure: row.code ? { code: row.code, message: row.message ?? '' } : null,
    receipt: row.receipt ? receipt.parse(row.receipt) : null,
    retryOf: row.retryOfId,
    batchId: batches.get(row.id) ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    firstPageAt: row.firstPageAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

export const jobView = (
  row: JobRow,
  batches: Map<string, string>,
  pages: PageRow[],
  notes: string[],
  eta: JobView['eta'],
): JobView => ({
  ...jobSummary(row, batches),
  eta,
  notes,
  pages: pages.map((page) => ({
    number: page.number,
    state: shownState(page),
    version: page.current,
    code: page.code,
    message: page.message,
  })),
});
