import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createArtworkActivities } from '#activities/books/artwork-activities.js';
import { createJobActivities } from '#activities/books/job-activities.js';
import { createPdfActivities } from '#activities/books/pdf-activities.js';
import { createStoryActivities } from '#activities/books/story-activities.js';
import { loadBookJob } from '#books/book-record.js';
import { moveJob } from '#jobs/job-record.js';
import { startPage, undoAttempt, recordProgress } from '#jobs/page-record.js';
import { submitBook } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

/**
 * A worker stands still for longer than Temporal waits for a heartbeat, its job ends meanwhile, and then it goes on: nothing
 * that it writes may change what the ended job left behind, or what a newer job makes of the same book.
 */
describe('a worker that wakes after its job has ended', () => {
  const artist = new QuickIllustrator('openai');
  const writer = new QuickStoryteller('openai');
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: { openai: artist }, storytellers: { openai: writer } });
  });
  afterAll(() => platform?.stop());
  beforeEach(() => {
    artist.misbehave = () => undefined;
    writer.misbehave = () => undefined;
  });

  const run = <A extends object, R>(activity: (ask: A) => Promise<R>, ask: A): Promise<R> =>
    new MockActivityEnvironment().run(activity, ask);
  const artworkActivities = () => ({
    ...createJobActivities({ db: platform.db }),
    ...createArtworkActivities({ db: platform.db, store: platform.store, illustrators: { openai: artist } }),
    ...createStoryActivities({ db: platform.db, store: platform.store, storytellers: { openai: writer } }),
    ...createPdfActivities({ db: platform.db, store: platform.store, billing: false }),
  });
  const submit = (more: { bookId?: string; pages?: number[] } = {}) =>
    submitBook(platform, { pages: 3, provider: 'openai' }, { ...more, start: false });

  /** Everything that the job and its book are shown by. */
  async function shown(bookId: string) {
    const { db } = platform;
    const ofJobs = { jobId: { in: (await db.job.findMany({ where: { bookId } })).map(({ id }) => id) } };
    return {
      book: await db.book.findUniqueOrThrow({ where: { id: bookId } }),
      pages: await db.page.findMany({ where: { bookId }, orderBy: { number: 'asc' }, include: { art: true } }),
      jobs: await db.job.findMany({ where: { bookId }, orderBy: { createdAt: 'asc' } }),
      files: await db.artifact.findMany({ where: { bookId }, orderBy: { id: 'asc' } }),
      events: await db.event.findMany({ where: { subjectId: ofJobs.jobId }, orderBy: { seq: 'asc' } }),
      failures: await db.failure.findMany({ where: ofJobs, orderBy: { id: 'asc' } }),
      steps: await db.jobStep.findMany({ where: ofJobs, orderBy: { id: 'asc' } }),
      usage: await db.usageEntry.findMany({ where: ofJobs, orderBy: { id: 'asc' } }),
    };
  }

  it('leaves the book of an ended job as it is, whichever step it was at', async () => {
    const { db } = platform;
    const { jobId, bookId } = await submit();
    await moveJob(db, jobId, 'running');
    const open = artworkActivities();
    await run(open.planBook, { jobId });
    await run(open.drawPages, { jobId, asks: [0, 1].map((number) => ({ number, round: 0 })) });
    await run(open.printBook, { jobId });
    await db.page.updateMany({ where: { bookId, number: 2 }, data: { state: 'drawing', attempts: 2 } });
    const ended = await loadBookJob(db, jobId);
    await moveJob(db, jobId, 'canceled');
    const page = await db.page.findFirstOrThrow({ where: { bookId, number: 2 } });
    const before = await shown(bookId);
    const late: Record<string, () => Promise<unknown>> = {
      writeStory: () => run(open.writeStory, { jobId }),
      planBook: () => run(open.planBook, { jobId }),
      'drawPages, a new page': () => run(open.drawPages, { jobId, asks: [{ number: 3, round: 0 }] }),
      'drawPages, another round': () => run(open.drawPages, { jobId, asks: [{ number: 1, round: 1 }] }),
      skipPages: () => run(open.skipPages, { jobId, pages: [2, 3] }),
      refusePage: () => run(open.refusePage, { jobId, number: 3, code: 'content-refused', message: 'no' }),
      releasePages: () => run(open.releasePages, { jobId }),
      printBook: () => run(open.printBook, { jobId }),
      finishJob: () => run(open.finishJob, { jobId, outcome: 'completed' }),
      moveJob: () => run(open.moveJob, { jobId, state: 'paused' }),
      undoAttempt: () => undoAttempt(db, ended, page.id),
      recordProgress: () => recordProgress(db, ended),
    };
    for (const [name, step] of Object.entries(late)) {
      await step().catch((error: { type?: string; code?: string }) =>
        expect([name, error.type ?? error.code]).toEqual([name, 'job-ended']),
      );
      expect([name, await shown(bookId)]).toEqual([name, before]);
    }
  });

  it('neither shows its artwork nor starts the next page, though a newer job works on the book', async () => {
    const { db } = platform;
    const { jobId, bookId } = await submit();
    await moveJob(db, jobId, 'running');
    await run(artworkActivities().planBook, { jobId });
    let wake = (): void => undefined;
    const frozen = new Promise<void>((resolve) => (wake = resolve));
    let asleep = false;
    artist.misbehave = ({ number }) => {
      if (number !== 1 || asleep) return undefined;
      asleep = true;
      return frozen;
    };
    const drawing = run(artworkActivities().drawPages, { jobId, asks: [1, 2].map((number) => ({ number, round: 0 })) });
    const end = drawing.catch((error: unknown) => error);
    await eventually('the artist is at work', async () => asleep);
    await moveJob(db, jobId, 'canceled');
    const next = await submit({ bookId });
    await moveJob(db, next.jobId, 'running');
    await run(artworkActivities().planBook, { jobId: next.jobId });
    await run(artworkActivities().drawPages, { jobId: next.jobId, asks: [{ number: 1, round: 0 }] });
    const before = await shown(bookId);
    wake();
    expect(await end).toMatchObject({ type: 'job-ended' });
    expect(await shown(bookId)).toEqual(before);
  });

  it('owes what a call cost that was answered after the end', async () => {
    const { db } = platform;
    const { jobId } = await submit();
    await moveJob(db, jobId, 'running');
    await run(artworkActivities().planBook, { jobId });
    artist.misbehave = async () => void (await moveJob(db, jobId, 'canceled'));
    await run(artworkActivities().drawPages, { jobId, asks: [{ number: 1, round: 0 }] }).catch(() => undefined);
    const calls = await db.providerCall.findMany({ where: { jobId } });
    expect(calls.map(({ state, costMicros }) => [state, costMicros])).toEqual([['answered', 1_000n]]);
    const posted = await db.ledgerTransaction.findMany({ where: { causeId: jobId }, include: { postings: true } });
    expect(posted.map(({ postings }) => postings.map(({ account, amount }) => [account, amount]).sort())).toEqual([
      [
        ['provider-costs', 1n],
        ['provider-payable', -1n],
      ],
    ]);
  });

  it('waits for an end that is being committed, and then does nothing', async () => {
    const { db } = platform;
    const { jobId, bookId } = await submit();
    await moveJob(db, jobId, 'running');
    const job = await loadBookJob(db, jobId);
    let began: Promise<unknown> = Promise.resolve();
    await db.$transaction(
      async (tx) => {
        await tx.job.update({ where: { id: jobId }, data: { state: 'canceled', endedAt: new Date() } });
        began = startPage(db, job, 1).catch((error: unknown) => error);
        await eventually('it waits for the job’s row', async () => {
          const [row] = await db.$queryRaw<{ waiting: boolean }[]>`
            SELECT EXISTS (SELECT FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%drawing%') AS waiting`;
          return row!.waiting;
        });
      },
      { timeout: 30_000 },
    );
    expect(await began).toMatchObject({ code: 'job-ended' });
    const page = await db.page.findFirstOrThrow({ where: { bookId, number: 1 } });
    expect([page.state, page.attempts]).toEqual(['pending', 0]);
  });
});
