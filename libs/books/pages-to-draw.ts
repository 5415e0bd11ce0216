import { COVER_PAGE } from '#contracts/jobs.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { Connection } from '#database/database.js';

/**
 * All that have no drawing yet, or the set that was asked for; what this job has drawn and what is locked stays. Cover
 * last. Asked again after a continue-as-new, it leaves out what was done before.
 */
export async function pagesToDraw(
  db: Connection,
  { jobId, bookId, ask }: { jobId: string; bookId: string; ask: CreateJob },
): Promise<number[]> {
  if (ask.kind !== 'generate-book') return [];
  const chosen = ask.pages;
  const rows = await db.page.findMany({
    where: {
      bookId,
      locked: false,
      ...(chosen
        ? { number: { in: chosen }, NOT: { state: 'drawn', art: { some: { jobId } } } }
        : { OR: [{ current: 0 }, { state: { not: 'drawn' } }] }),
    },
    select: { number: true },
    orderBy: { number: 'asc' },
  });
  const numbers = rows.map(({ number }) => number);
  return [...numbers.filter((number) => number > COVER_PAGE), ...numbers.filter((number) => number === COVER_PAGE)];
}
