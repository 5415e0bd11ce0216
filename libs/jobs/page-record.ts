import { COVER_PAGE } from '#contracts/jobs.js';
import type { StreamEvent } from '#contracts/jobs.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { appendEvents } from '#events/event-log.js';
import { noteFailure } from './failure-log.js';
import type { BookJob } from '#books/book-record.js';
import { jobEnded, lockOpenJob } from './lock-job.js';

type Owner = Pick<BookJob, 'id' | 'ownerId'> & { book: { id: string } };

/** Art pages of a book and how many of them are done (drawn, locked or skipped); the cover is not counted. */
export async function countProgress(db: Connection, bookId: string): Promise<{ done: number; total: number }> {
  const rows = await db.page.groupBy({
    by: ['state'],
    where: { bookId, number: { gt: COVER_PAGE } },
    _count: true,
  });
  const count = (states: string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count, 0);
  return { done: count(['drawn', 'skipped']), total: count(['pending', 'drawing', 'drawn', 'refused', 'skipped']) };
}

/**
 * Writes progress to the job's row, which the caller has locked, and returns its event: pages that end at the
 * same moment count one after the other, so that progress never goes back.
 */
async function progressEvent(tx: Connection, job: Owner): Promise<StreamEvent> {
  const [row] = await tx.$queryRaw<{ done: number; total: number }[]>`
    UPDATE "Job" SET done = counted.done, total = counted.total, "updatedAt" = now()
    FROM (
      SELECT count(*) FILTER (WHERE state IN ('drawn', 'skipped'))::int AS done, count(*)::int AS total
      FROM "Page" WHERE "bookId" = ${job.book.id}::uuid AND number > ${COVER_PAGE}
    ) AS counted
    WHERE id = ${job.id}::uuid
    RETURNING counted.done, counted.total`;
  return { type: 'job.progress', done: row?.done ?? 0, total: row?.total ?? 0 };
}

export async function recordProgress(db: Database, job: Owner): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    await appendEvents(tx, job, [await progressEvent(tx, job)]);
  });
}

/** Puts pages into a state that needs no drawing, and publishes each. */
export async function markPages(
  db: Database,
  job: Owner,
  numbers: number[],
  state: 'pending' | 'skipped',
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    await tx.page.updateMany({
      where: { bookId: job.book.id, number: { in: numbers } },
      data: { state, attempts: 0, code: null, message: null },
    });
    await appendEvents(
      tx,
      job,
      numbers.map((number) => ({ type: 'page.state' as const, number, state })),
    );
  });
}

/** A permanent failure that needs attention: the page shows its code and message. */
export async function refusePage(
  db: Database,
  job: Owner,
  number: number,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    const refused = await tx.page.updateMany({
      where: { bookId: job.book.id, number, NOT: { state: 'refused', code } },
      data: { state: 'refused', code, message, attempts: 0 },
    });
    if (refused.count === 0) return; // said before, by a try that did not live to hear it
    await noteFailure(tx, { job, page: number, step: 'pages', code, message });
    await appendEvents(tx, job, [{ type: 'page.state', number, state: 'refused', code, message }]);
  });
}

/** Pages that a canceled job was still drawing show what they had before. */
export async function releasePages(db: Database, job: Owner): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    await tx.page.updateMany({
      where: { bookId: job.book.id, state: { in: ['drawing', 'pending', 'refused'] }, current: { gt: 0 } },
      data: { state: 'drawn', code: null, message: null },
    });
    await tx.page.updateMany({
      where: { bookId: job.book.id, state: 'drawing', current: 0 },
      data: { state: 'pending', attempts: 0 },
    });
  });
}

export interface PageToDraw {
  id: string;
  number: number;
  text: string;
  prompt: string;
  attempts: number;
  /** Drawings that exist; the next one is a variation of this number. */
  versions: number;
}

/** The page shows what this job drew for this round, or is locked. One statement, since it runs for every page. */
export async function isDrawn(db: Database, job: Owner, ask: { number: number; round: number }): Promise<boolean> {
  const [page] = await db.$queryRaw<{ drawn: boolean }[]>`
    SELECT (locked AND current > 0) OR (state = 'drawn' AND EXISTS (
      SELECT FROM "ArtVersion" WHERE "pageId" = page.id AND "jobId" = ${job.id}::uuid AND round = ${ask.round}
    )) AS drawn
    FROM "Page" AS page WHERE "bookId" = ${job.book.id}::uuid AND number = ${ask.number}`;
  return page?.drawn ?? false;
}

/**
 * Marks a page as being drawn and counts the start; a start that never ends (a crash) stays counted. Null while the job
 * is paused. One statement, since it runs for every page; the job's row is locked in it, so that its end comes before or
 * after. Throws a permanent failure `job-ended`.
 */
export async function startPage(db: Database, job: Owner, number: number): Promise<PageToDraw | null> {
  const [page] = await db.$queryRaw<PageToDraw[]>`
    WITH job AS (
      SELECT id FROM "Job" WHERE id = ${job.id}::uuid AND "endedAt" IS NULL AND state <> 'paused' FOR SHARE
    ), page AS (
      UPDATE "Page" SET state = 'drawing', attempts = attempts + 1, "updatedAt" = now()
      FROM job
      WHERE "Page"."bookId" = ${job.book.id}::uuid AND "Page".number = ${number}
      RETURNING "Page".id, number, text, prompt, attempts
    ), told AS (
      INSERT INTO "Event" ("subjectKind", "subjectId", "ownerId", type, data)
      SELECT 'job', ${job.id}::uuid, ${job.ownerId}::uuid, 'page.state', jsonb_build_object('number', number, 'state', 'drawing')
      FROM page
    )
    SELECT page.*, (SELECT count(*)::int FROM "ArtVersion" WHERE "pageId" = page.id) AS versions FROM page`;
  if (page) return page;
  const { endedAt } = await db.job.findUniqueOrThrow({ where: { id: job.id }, select: { endedAt: true } });
  if (endedAt) throw jobEnded();
  if ((await db.page.count({ where: { bookId: job.book.id, number } })) === 0)
    throw new Error(`The book has no page ${number}`);
  return null;
}

/** An attempt that ended in an infrastructure failure (database, disk) does not count against the page. */
export async function undoAttempt(db: Database, job: Owner, pageId: string): Promise<void> {
  await db.page.updateMany({
    where: { id: pageId, attempts: { gt: 0 }, book: { jobs: { some: { id: job.id, endedAt: null } } } },
    data: { attempts: { decrement: 1 } },
  });
}

export interface FinishedDrawing {
  round: number;
  sha256: string;
  size: number;
  provider: string;
  model: string;
  variation: number;
  prompt: string;
  costMicros: number;
  currency: string;
  notes: string[];
  durationMs: number;
}

/** Commits a drawing: version, page, progress and events together. A repeat for the same job and round changes nothing. */
export async function finishPage(db: Database, job: Owner, page: PageToDraw, drawing: FinishedDrawing): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockOpenJob(tx, job.id);
    const version = await storeDrawing(tx, job, page, drawing);
    if (version === null) return showDrawing(tx, job, page, drawing.round);
    await appendEvents(tx, job, [
      { type: 'page.state', number: page.number, state: 'drawn', version },
      await progressEvent(tx, job),
      ...drawing.notes.map((message) => ({ type: 'job.note' as const, message })),
    ]);
  });
}

/** Null when the drawing of this job and round is already there. */
async function storeDrawing(
  tx: Connection,
  job: Owner,
  page: PageToDraw,
  drawing: FinishedDrawing,
): Promise<number | null> {
  const { round, sha256, size, provider, model, variation, prompt, costMicros, currency, notes, durationMs } = drawing;
  const [stored] = await tx.$queryRaw<{ version: number }[]>`
    WITH art AS (
      INSERT INTO "ArtVersion" (id, "pageId", "jobId", version, round, sha256, size, provider, model, variation, prompt,
        "costMicros", currency, notes, "durationMs")
      VALUES (${newId()}::uuid, ${page.id}::uuid, ${job.id}::uuid,
        (SELECT COALESCE(max(version), 0) + 1 FROM "ArtVersion" WHERE "pageId" = ${page.id}::uuid), ${round}, ${sha256}, ${size},
        ${provider}, ${model}, ${variation}, ${prompt}, ${costMicros}, ${currency}, ${notes}, ${durationMs})
      ON CONFLICT DO NOTHING
      RETURNING version
    ), page AS (
      UPDATE "Page" SET state = 'drawn', current = art.version, code = NULL, message = NULL, attempts = 0, "updatedAt" = now()
      FROM art WHERE "Page".id = ${page.id}::uuid
    ), job AS (
      UPDATE "Job" SET "firstPageAt" = COALESCE("firstPageAt", clock_timestamp()), "updatedAt" = now()
      FROM art WHERE "Job".id = ${job.id}::uuid
    ), step AS (
      INSERT INTO "JobStep" (id, "jobId", step, provider, "durationMs")
      SELECT ${newId()}::uuid, ${job.id}::uuid, 'page', ${provider}, ${durationMs} FROM art
    ), usage AS (
      INSERT INTO "UsageEntry" (key, "userId", period, "jobId", kind, generations)
      SELECT concat('settle:', reserved."jobId", ':', ${page.number}::int, ':', ${round}::int), reserved."userId", reserved.period,
        reserved."jobId", 'settle', 1
      FROM art CROSS JOIN LATERAL (
        SELECT * FROM "UsageEntry" WHERE "jobId" = ${job.id}::uuid AND kind = 'reserve' ORDER BY id DESC LIMIT 1
      ) AS reserved
      WHERE ${page.number}::int > ${COVER_PAGE}
      ON CONFLICT (key) DO NOTHING
    )
    SELECT version FROM art`;
  return stored?.version ?? null;
}

/** The drawing was committed before, by a try that did not live to say so: the page shows it. */
async function showDrawing(tx: Connection, job: Owner, page: PageToDraw, round: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Page" SET state = 'drawn', current = art.version, attempts = 0, "updatedAt" = now()
    FROM "ArtVersion" AS art
    WHERE "Page".id = ${page.id}::uuid AND art."pageId" = "Page".id AND art."jobId" = ${job.id}::uuid AND art.round = ${round}`;
}
