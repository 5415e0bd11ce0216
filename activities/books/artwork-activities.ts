import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { CancelledFailure } from '@temporalio/activity';
import type { Context } from '@temporalio/activity';
import type { Illustrator } from '#artwork/illustrator.js';
import { lineArtToSvg } from '#artwork/line-art/svg.js';
import type { Provider } from '#contracts/book.js';
import { COVER_PAGE } from '#contracts/jobs.js';
import type { PageRequest, PageResult } from '#contracts/work.js';
import type { Database } from '#database/database.js';
import { asDatabaseFailure } from '#database/database-fault.js';
import { Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';
import { loadBookJob } from '#books/book-record.js';
import type { BookJob } from '#books/book-record.js';
import { enterStep } from '#jobs/job-record.js';
import { isJobEnded } from '#jobs/lock-job.js';
import { startPage, finishPage, undoAttempt, isDrawn, refusePage } from '#jobs/page-record.js';
import type { PageToDraw } from '#jobs/page-record.js';
import { artRequestOf } from '#books/art-request.js';
import { measureCall } from '#observability/metrics/provider-series.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { callContext } from './story-activities.js';
import { runActivity } from '../run-activity.js';

export interface DrawingDeps {
  db: Database;
  store: ArtifactStore;
  illustrators: Partial<Record<Provider, Illustrator>>;
}

/** Attempts at one page that ended in a provider failure or a worker crash before the page needs attention. */
const MAX_ATTEMPTS = 5;

/**
 * Draws pages one after another; each is committed and published by itself, and a retry finds what is already drawn. A pause
 * takes effect between two pages: those that were not started have no result.
 */
export const createArtworkActivities = (deps: DrawingDeps) => ({
  drawPages: ({ jobId, asks }: { jobId: string; asks: PageRequest[] }): Promise<PageResult[]> =>
    runActivity(async (context) => {
      const job = await loadBookJob(deps.db, jobId);
      if (job.step !== 'pages') await enterStep(deps.db, jobId, 'pages');
      const results: PageResult[] = [];
      for (const ask of asks) {
        if (context.cancellationSignal.aborted) throw new CancelledFailure('The job was canceled');
        const outcome = await drawPage(deps, context, job, ask);
        if (outcome === 'paused') break;
        results.push({ number: ask.number, outcome });
        await yieldToEventLoop();
      }
      return results;
    }),
});

async function drawPage(
  deps: DrawingDeps,
  context: Context,
  job: BookJob,
  { number, round }: PageRequest,
): Promise<PageResult['outcome'] | 'paused'> {
  const { db } = deps;
  if (await isDrawn(db, job, { number, round })) return 'drawn';
  const page = await startPage(db, job, number);
  if (!page) return 'paused';
  try {
    if (page.attempts > MAX_ATTEMPTS)
      throw new PermanentFailure(
        'page-keeps-crashing',
        'Drawing this page broke down again and again; change its prompt or skip it.',
      );
    await drawOnce(deps, context, job, page, round);
    return 'drawn';
  } catch (error) {
    if (context.cancellationSignal.aborted || isJobEnded(error)) throw error;
    const refusal = refusalFor(error, page);
    if (!refusal) {
      if (isInfrastructureFailure(error)) await undoAttempt(db, job, page.id);
      throw error;
    }
    if (!(error instanceof Failure))
      context.log.error('Drawing a page failed with an unexpected error', { error, number });
    await refusePage(db, job, number, refusal);
    return 'refused';
  }
}

async function drawOnce(
  deps: DrawingDeps,
  context: Context,
  job: BookJob,
  page: PageToDraw,
  round: number,
): Promise<void> {
  const { db, store } = deps;
  const illustrator = deps.illustrators[job.provider];
  if (!illustrator) throw new PermanentFailure('provider-unauthorized', `No key is set up for ${job.provider}.`);
  const { book } = job;
  const started = performance.now();
  const step = `page-${page.number}/${round}`;
  const kind = page.number === COVER_PAGE ? 'cover' : 'page';
  const ask = artRequestOf(book, page);
  const drawn = await measureCall({ provider: job.provider, kind }, () =>
    illustrator.draw(ask, callContext(context, job, step, kind, db, store)),
  );
  const { sha256, size } = await store.put(Buffer.from(lineArtToSvg(drawn.art)));
  await finishPage(db, job, page, {
    round,
    sha256,
    size,
    provider: drawn.provider,
    model: drawn.model,
    variation: page.versions,
    prompt: page.prompt,
    costMicros: Math.round(drawn.cost.micros),
    currency: drawn.cost.currency.toLowerCase(),
    notes: drawn.notes,
    durationMs: Math.round(performance.now() - started),
  });
}

/** A permanent failure, or a provider failure that occurred too often; null when the activity should be retried. */
function refusalFor(error: unknown, page: PageToDraw): PermanentFailure | null {
  if (error instanceof PermanentFailure) return error;
  if (isInfrastructureFailure(error) || page.attempts < MAX_ATTEMPTS) return null;
  const why = error instanceof Failure ? error.message : 'The artist failed with an unexpected error.';
  return new PermanentFailure('provider-keeps-failing', `Tried ${page.attempts} times. ${why}`, { cause: error });
}

/** Failures unrelated to this page: it waits for as long as they last. */
const isInfrastructureFailure = (error: unknown): boolean =>
  error instanceof TransientFailure
    ? !error.code.startsWith('provider-') || error.code === 'provider-rate-limited'
    : asDatabaseFailure(error) !== null;
