import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { jobState } from '#contracts/jobs.js';
import type { JobState, JobView, RetryJob } from '#contracts/jobs.js';
import { SIGNALS, type JobSignal } from '#contracts/signals.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { jobInput } from '#books/book-record.js';
import { isTerminal } from '#jobs/job-states.js';
import { isJobEnded } from '#jobs/lock-job.js';
import { leavesNothing } from '#books/skipped-pages.js';
import { steerJob } from '#jobs/steer-job.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { DATABASE, TEMPORAL } from '../tokens.js';
import { JobsService } from './jobs.service.js';

/** Actions on a job. Each is a signal, which Temporal stores even when no worker runs. */
@Injectable()
export class JobActionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(JobsService) private readonly jobs: JobsService,
  ) {}

  async pause(caller: Caller, id: string): Promise<JobView> {
    await this.require(caller, id, ['queued', 'running', 'needs-attention'], 'paused');
    return this.steer(caller, id, { name: SIGNALS.pauseJob }, 'paused');
  }

  async resume(caller: Caller, id: string): Promise<JobView> {
    await this.require(caller, id, ['paused'], 'resumed');
    return this.steer(caller, id, { name: SIGNALS.resumeJob }, 'resumed');
  }

  /** Cancels; finished pages are delivered and the receipt lists the cost. */
  async cancel(caller: Caller, id: string): Promise<JobView> {
    await this.require(caller, id, ['queued', 'running', 'paused', 'needs-attention'], 'canceled');
    return this.steer(caller, id, { name: SIGNALS.cancelJob }, 'canceled', 'canceled');
  }

  /** Redraws pages of a running job, or creates a linked new job for one that has ended. */
  async retry(caller: Caller, id: string, { pages }: RetryJob, newJobId: string): Promise<JobView> {
    const row = await this.jobs.visible(caller, id);
    if (pages) await this.checkPages(row.bookId, pages);
    if (!isTerminal(jobState.parse(row.state))) {
      if (!pages && row.state !== 'needs-attention')
        throw conflict('nothing-to-retry', `The job is ${row.state}; name the pages that you want again.`);
      if (await this.redo(row, pages ?? [], newJobId)) return this.jobs.get(caller, id);
      // its workflow has ended: handle it like an ended job
    }
    if (row.ownerId !== caller.id)
      throw new ProblemException(403, 'wrong-owner', 'Only its author can start a new job for this book.');
    const { ask } = jobInput.parse(row.input);
    const again = ask.kind === 'generate-book' ? { ...ask, pages } : ask;
    return this.jobs.create(caller, newJobId, again, id);
  }

  async retryPage(caller: Caller, id: string, page: number): Promise<JobView> {
    const row = await this.require(caller, id, ['running', 'paused', 'needs-attention'], 'asked for a page again');
    await this.checkPages(row.bookId, [page]);
    if (await this.redo(row, [page], newId())) return this.jobs.get(caller, id);
    throw await this.ended(caller, id, 'asked for a page again');
  }

  async skipPage(caller: Caller, id: string, page: number): Promise<JobView> {
    const row = await this.require(caller, id, ['running', 'paused', 'needs-attention'], 'told to skip a page');
    const found = await this.checkPages(row.bookId, [page]);
    if (found.some(({ state }) => state === 'drawn'))
      throw conflict('page-drawn', `Page ${page} is drawn already; there is nothing to skip.`);
    const all = await this.db.page.findMany({
      where: { bookId: row.bookId },
      select: { number: true, state: true },
    });
    if (leavesNothing(all, [page]))
      throw conflict(
        'last-page',
        'At least one page has to stay: a book without pages cannot be printed. Cancel the job instead.',
      );
    return this.steer(caller, id, { name: SIGNALS.skipPages, pages: [page] }, 'told to skip a page');
  }

  private async checkPages(bookId: string, numbers: number[]): Promise<{ number: number; state: string }[]> {
    const found = await this.db.page.findMany({
      where: { bookId, number: { in: numbers } },
      select: { number: true, state: true, locked: true },
    });
    const unknown = numbers.filter((number) => !found.some((page) => page.number === number));
    if (unknown.length > 0)
      throw new ProblemException(422, 'no-such-page', `pages: this book has no page ${unknown.join(', ')}`);
    const locked = found.filter((page) => page.locked).map(({ number }) => number);
    if (locked.length > 0) throw conflict('page-locked', `Unlock page ${locked.join(', ')} first.`);
    return found;
  }

  private async require(caller: Caller, id: string, from: JobState[], action: string) {
    const row = await this.jobs.visible(caller, id);
    if (!from.includes(jobState.parse(row.state))) throw refuse(row.state, action);
    return row;
  }

  /** Requests a redraw; false when the job has ended. Idempotent for the same `requestId`. */
  private async redo(
    job: { id: string; ownerId: string; bookId: string },
    pages: number[],
    requestId: string,
  ): Promise<boolean> {
    try {
      await this.jobs.reserveRedo(job, pages, requestId);
    } catch (error) {
      if (isJobEnded(error)) return false;
      throw error;
    }
    return (await steerJob(this.connections, job.id, requestId, { name: SIGNALS.retryPages, pages })) === null;
  }

  /** 409 when the job has ended, unless in the `wanted` state. */
  private async steer(
    caller: Caller,
    id: string,
    signal: JobSignal,
    action: string,
    wanted?: JobState,
  ): Promise<JobView> {
    const ended = await steerJob(this.connections, id, newId(), signal);
    if (ended !== null && ended !== wanted) throw refuse(ended, action);
    return this.jobs.get(caller, id);
  }

  private async ended(caller: Caller, id: string, action: string): Promise<ProblemException> {
    return refuse((await this.jobs.visible(caller, id)).state, action);
  }

  private get connections() {
    return { db: this.db, client: this.temporal };
  }
}

const refuse = (state: string, action: string): ProblemException =>
  conflict('illegal-move', `The job is ${state}; it cannot be ${action}.`);
