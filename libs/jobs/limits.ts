import { COVER_PAGE } from '#contracts/jobs.js';
import type { CreateJob } from '#contracts/jobs.js';
import type { QuotaView } from '#contracts/payments.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { reserve } from '#billing/usage.js';
import type { Reservation } from '#billing/usage.js';
import { lockOpenJob } from './lock-job.js';
import { pagesToDraw } from '#books/pages-to-draw.js';

/** The author's plan does not hold that many drawings any more this month. */
export class QuotaExceeded extends Error {
  override name = 'QuotaExceeded';
  constructor(
    readonly asked: number,
    readonly quota: QuotaView,
    readonly planName: string,
  ) {
    super(
      `This needs ${asked} ${asked === 1 ? 'drawing' : 'drawings'}, and ${quota.left} of ${quota.limit} are left this month ` +
        `on the ${planName} plan. Choose a larger plan, make fewer pages, or wait until ${quota.until.slice(0, 10)}.`,
    );
  }
}

/** Reserves the drawings that a job will make, in the transaction that accepts it. Throws `QuotaExceeded`. */
export async function reserveForJob(
  tx: Connection,
  job: { id: string; ownerId: string; ask: CreateJob; billing: boolean },
): Promise<Reservation> {
  const pages = await pagesToDraw(tx, { jobId: job.id, bookId: job.ask.bookId, ask: job.ask });
  return take(tx, job, pages.filter((page) => page > COVER_PAGE).length, `reserve:${job.id}`);
}

/** Pages that a running job has drawn, and is asked for again, are drawings more. Throws `QuotaExceeded`, or a permanent failure `job-ended`. */
export async function reserveForRedo(
  db: Database,
  job: { id: string; ownerId: string; bookId: string; billing: boolean },
  pages: number[],
  requestId: string = newId(),
): Promise<void> {
  if (!job.billing || pages.length === 0) return;
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id); // nothing would ever release what an ended job holds
    const drawn = await tx.page.count({
      where: { bookId: job.bookId, number: { in: pages, gt: COVER_PAGE }, state: 'drawn' },
    });
    if (drawn > 0) await take(tx, job, drawn, `redo:${job.id}:${requestId}`);
  });
}

async function take(
  tx: Connection,
  { id, ownerId, billing }: { id: string; ownerId: string; billing: boolean },
  generations: number,
  key: string,
): Promise<Reservation> {
  const reservation = await reserve(tx, { userId: ownerId, jobId: id, key, generations, billing });
  if (!reservation.granted) throw new QuotaExceeded(generations, reservation.quota, reservation.access.plan.name);
  return reservation;
}
