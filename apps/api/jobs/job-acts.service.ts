import { Inject, Injectable } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { SignalDefinition } from '@temporalio/common';
import type { JobState, JobView, RetryJob } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import { jobInput } from '#jobs/book-record.js';
import { moveJob } from '#jobs/job-record.js';
import { isTerminal } from '#jobs/job-states.js';
import { CLIENT_TIMEOUT_MS } from '#temporal/connection.js';
import { cancelJob, pauseJob, resumeJob, retryPages, skipPages } from '#workflows/messages.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { DATABASE, TEMPORAL } from '../tokens.js';
import { JobsService } from './jobs.service.js';

/** What people do to a running job. Each is a signal: Temporal keeps it although no worker is up. */
@Injectable()
export class JobActsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(JobsService) private readonly jobs: JobsService,
  ) {}

  async pause(caller: Caller, id: string): Promise<JobView> {
    await this.require(caller, id, ['queued', 'running', 'needs-attention'], 'paused');
    return this.signal(caller, id, pauseJob, []);
  }

  async resume(caller: Caller, id: string): Promise<JobView> {
    await this.require(caller, id, ['paused'], 'resumed');
    return this.signal(caller, id, resumeJob, []);
  }

  /** Keeps and delivers what is finished; the receipt says what was used. */
  async cancel(caller: Caller, id: string): Promise<JobView> {
    await this.require(caller, id, ['queued', 'running', 'paused', 'needs-attention'], 'cancelled');
    try {
      return await this.signal(caller, id, cancelJob, []);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      await moveJob(this.db, id, 'canceled'); // its workflow was never started: nothing was used
      return this.jobs.get(caller, id);
    }
  }

  /** On a job that runs: draws pages again. On one that has ended: a new job for the same book, linked to this one. */
  async retry(caller: Caller, id: string, { pages }: RetryJob, newJobId: string): Promise<JobView> {
    const row = await this.jobs.visible(caller, id);
    if (pages) await this.checkPages(row.projectId, pages);
    if (!isTerminal(row.state as JobState)) {
      if (!pages && row.state !== 'needs-attention')
        throw conflict('nothing-to-retry', `The job is ${row.state}; name the pages that you want again.`);
      await this.jobs.reserveRedo(row, pages ?? []);
      return this.signal(caller, id, retryPages, [pages ?? []]);
    }
    if (row.ownerId !== caller.id)
      throw new ProblemException(403, 'wrong-owner', 'Only its author can start a new job for this book.');
    const { ask } = jobInput.parse(row.input);
    const again = ask.kind === 'generate-book' ? { ...ask, pages } : ask;
    return this.jobs.create(caller, newJobId, again, id);
  }

  async retryPage(caller: Caller, id: string, page: number): Promise<JobView> {
    const row = await this.require(caller, id, ['running', 'paused', 'needs-attention'], 'asked for a page again');
    await this.checkPages(row.projectId, [page]);
    await this.jobs.reserveRedo(row, [page]);
    return this.signal(caller, id, retryPages, [[page]]);
  }

  async skipPage(caller: Caller, id: string, page: number): Promise<JobView> {
    const row = await this.require(caller, id, ['running', 'paused', 'needs-attention'], 'told to skip a page');
    const found = await this.checkPages(row.projectId, [page]);
    if (found.some(({ state }) => state === 'drawn'))
      throw conflict('page-drawn', `Page ${page} is drawn already; there is nothing to skip.`);
    return this.signal(caller, id, skipPages, [[page]]);
  }

  private async checkPages(projectId: string, numbers: number[]): Promise<{ number: number; state: string }[]> {
    const found = await this.db.page.findMany({
      where: { projectId, number: { in: numbers } },
      select: { number: true, state: true, locked: true },
    });
    const unknown = numbers.filter((number) => !found.some((page) => page.number === number));
    if (unknown.length > 0)
      throw new ProblemException(422, 'no-such-page', `pages: this book has no page ${unknown.join(', ')}`);
    const locked = found.filter((page) => page.locked).map(({ number }) => number);
    if (locked.length > 0) throw conflict('page-locked', `Unlock page ${locked.join(', ')} first.`);
    return found;
  }

  private async require(caller: Caller, id: string, from: JobState[], act: string) {
    const row = await this.jobs.visible(caller, id);
    if (!from.includes(row.state as JobState))
      throw conflict('illegal-move', `The job is ${row.state}; it cannot be ${act}.`);
    return row;
  }

  private async signal<A extends unknown[]>(
    caller: Caller,
    id: string,
    signal: SignalDefinition<A>,
    args: A,
  ): Promise<JobView> {
    await this.temporal.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
      this.temporal.workflow.getHandle(id).signal(signal, ...args),
    );
    return this.jobs.get(caller, id);
  }
}
