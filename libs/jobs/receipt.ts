import { COVER_PAGE } from '#contracts/jobs.js';
import type { Receipt } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';

/** What a job used and produced, shown to the author when it ends or is canceled. */
export async function receiptOf(db: Database, job: { id: string; book: { id: string } }): Promise<Receipt> {
  const [pages, drawings, calls] = await Promise.all([
    db.page.findMany({
      where: { bookId: job.book.id, number: { gt: COVER_PAGE } },
      select: { number: true, state: true, current: true },
      orderBy: { number: 'asc' },
    }),
    db.artVersion.count({ where: { jobId: job.id } }),
    db.providerCall.aggregate({
      where: { jobId: job.id, state: 'answered' },
      _sum: { costMicros: true },
      _count: true,
      _max: { currency: true },
    }),
  ]);
  const numbers = (keep: (page: (typeof pages)[number]) => boolean) => pages.filter(keep).map(({ number }) => number);
  const isSkipped = ({ state }: { state: string }) => state === 'skipped';
  const isDrawn = (page: { state: string; current: number }) => page.state === 'drawn' && page.current > 0;
  return {
    pagesDrawn: numbers(isDrawn),
    pagesSkipped: numbers(isSkipped),
    pagesMissing: numbers((page) => !isDrawn(page) && !isSkipped(page)),
    drawings,
    providerCalls: calls._count,
    costMicros: Number(calls._sum.costMicros ?? 0n),
    currency: calls._max.currency ?? 'usd',
  };
}
