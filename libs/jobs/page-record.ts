import { COVER_PAGE } from '#contracts/jobs.js';
import type { JobEvent, PageWorkState } from '#contracts/jobs.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { appendEvents } from './event-log.js';
import type { BookJob } from './book-record.js';

type Owner = Pick<BookJob, 'id' | 'ownerId'> & { project: { id: string } };

/** Art pages of a book and how many of them are done (drawn, locked or skipped); the cover is not counted. */
export async function countProgress(db: Connection, projectId: string): Promise<{ done: number; total: number }> {
  const rows = await db.page.groupBy({
    by: ['state'],
    where: { projectId, number: { gt: COVER_PAGE } },
    _count: true,
  });
  const count = (states: string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count, 0);
  return { done: count(['drawn', 'skipped']), total: count(['pending', 'drawing', 'drawn', 'refused', 'skipped']) };
}

/** Writes progress to the job's row and tells it; the caller may be inside a transaction. */
export async function progressEvent(tx: Connection, job: Owner): Promise<JobEvent> {
  // pages that end at the same moment count one after the other, so that progress never goes back
  await tx.$queryRaw`SELECT FROM "Job" WHERE id = ${job.id}::uuid FOR UPDATE`;
  const { done, total } = await countProgress(tx, job.project.id);
  await tx.job.update({ where: { id: job.id }, data: { done, total } });
  return { type: 'job.progress', done, total };
}

export async function recordProgress(db: Database, job: Owner): Promise<void> {
  await db.$transaction(async (tx) => appendEvents(tx, job, [await progressEvent(tx, job)]));
}

/** Puts pages into a state that needs no drawing, and tells each. */
export async function markPages(
  db: Database,
  job: Owner,
  numbers: number[],
  state: 'pending' | 'skipped',
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.page.updateMany({
      where: { projectId: job.project.id, number: { in: numbers } },
      data: { state, attempts: 0, code: null, message: null },
    });
    await appendEvents(
      tx,
      job,
      numbers.map((number) => ({ type: 'page.state' as const, number, state })),
    );
  });
}

/** A refusal that waits for a person: the page shows the code and plain words. */
export async function refusePage(
  db: Database,
  job: Owner,
  number: number,
  { code, message }: { code: string; message: string },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.page.updateMany({
      where: { projectId: job.project.id, number },
      data: { state: 'refused', code, message, attempts: 0 },
    });
    await appendEvents(tx, job, [{ type: 'page.state', number, state: 'refused', code, message }]);
  });
}

export interface PageToDraw {
  id: string;
  number: number;
  text: string;
  prompt: string;
  attempts: number;
  locked: boolean;
  /** Drawings that exist; the next one is a variation of this number. */
  versions: number;
}

/** Marks a page as being drawn and counts the start; a start that never ends (a crash) stays counted. */
export async function beginPage(db: Database, job: Owner, number: number): Promise<PageToDraw> {
  return db.$transaction(async (tx) => {
    const page = await tx.page.update({
      where: { projectId_number: { projectId: job.project.id, number } },
      data: { state: 'drawing' satisfies PageWorkState, attempts: { increment: 1 } },
      include: { _count: { select: { art: true } } },
    });
    await appendEvents(tx, job, [{ type: 'page.state', number, state: 'drawing' }]);
    return { ...page, versions: page._count.art };
  });
}

/** A start that ended in a fault of the ground (database, disk) is not the page's fault. */
export async function forgiveStart(db: Database, pageId: string): Promise<void> {
  await db.page.updateMany({ where: { id: pageId, attempts: { gt: 0 } }, data: { attempts: { decrement: 1 } } });
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
    const inserted = await tx.artVersion.createManyAndReturn({
      data: [
        {
          ...drawing,
          id: newId(),
          pageId: page.id,
          jobId: job.id,
          version: page.versions + 1,
          costMicros: BigInt(drawing.costMicros),
        },
      ],
      skipDuplicates: true,
      select: { version: true },
    });
    const version = inserted[0]?.version;
    if (version === undefined) return;
    await tx.page.update({
      where: { id: page.id },
      data: { state: 'drawn', current: version, code: null, message: null, attempts: 0 },
    });
    await tx.job.updateMany({ where: { id: job.id, firstPageAt: null }, data: { firstPageAt: new Date() } });
    await tx.jobStep.create({
      data: { id: newId(), jobId: job.id, step: 'page', provider: drawing.provider, durationMs: drawing.durationMs },
    });
    await appendEvents(tx, job, [
      { type: 'page.state', number: page.number, state: 'drawn', version },
      await progressEvent(tx, job),
      ...drawing.notes.map((message) => ({ type: 'job.note' as const, message })),
    ]);
  });
}
