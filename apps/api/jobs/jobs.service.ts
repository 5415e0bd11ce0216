import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import { storyForm } from '#contracts/book.js';
import type { CreateJob, JobSummary, JobView, ListJobs } from '#contracts/jobs.js';
import { COVER_PAGE, jobKind, jobState } from '#contracts/jobs.js';
import { distinctNotes } from '#contracts/notes.js';
import type { Listing } from '#contracts/pagination.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { jobInput } from '#books/book-record.js';
import { estimate, remainingWork } from '#jobs/eta.js';
import { insertJob } from '#jobs/insert-job.js';
import { reserveForRedo } from '#jobs/limits.js';
import { isTerminal } from '#jobs/job-states.js';
import { stepHistory } from '#jobs/step-history.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { withinLimits } from '../http/within-limits.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { BooksService } from '../books/books.service.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';
import { batchesOf, jobSummary, jobView, withTitle } from './job-view.js';
import { log } from '../log.js';

/** The data of a `job.note` event. */
const note = z.object({ message: z.string() });
type JobRow = Prisma.JobGetPayload<{ include: typeof withTitle }>;

/** Jobs visible to a caller: all for support staff, otherwise their own. */
export const visibleTo = (caller: Caller): { ownerId?: string } =>
  caller.role === 'support' || caller.role === 'admin' ? {} : { ownerId: caller.id };

@Injectable()
export class JobsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(BooksService) private readonly books: BooksService,
  ) {}

  /**
   * Accepts a job: commits the row, then starts its workflow. If the start fails, the job stays queued and
   * the watchdog starts it, so that an accepted job is never lost. Idempotent for the same id.
   */
  async create(caller: Caller, id: string, ask: CreateJob, retryOfId?: string): Promise<JobView> {
    const existing = await this.db.job.findFirst({ where: { id, ownerId: caller.id } });
    if (!existing) await this.insert(caller, id, ask, retryOfId);
    await this.tryStart(id);
    return this.get(caller, id);
  }

  async list(caller: Caller, { cursor, limit, ...filter }: ListJobs): Promise<Listing<JobSummary>> {
    const found = await this.db.job.findMany({
      where: { ...filter, ...visibleTo(caller), ...after(decodeCursor(cursor)) },
      include: withTitle,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    const batches = await batchesOf(
      this.db,
      rows.map(({ id }) => id),
    );
    return { items: rows.map((row) => jobSummary(row, batches)), nextCursor, limit };
  }

  async get(caller: Caller, id: string): Promise<JobView> {
    const row = await this.visible(caller, id);
    const [batches, pages, noted] = await Promise.all([
      batchesOf(this.db, [id]),
      this.db.page.findMany({
        where: { bookId: row.bookId },
        select: { number: true, state: true, locked: true, current: true, code: true, message: true },
        orderBy: { number: 'asc' },
      }),
      this.db.event.findMany({ where: { subjectId: id, type: 'job.note' }, orderBy: { seq: 'asc' }, take: 200 }),
    ]);
    const notes = noted.map(({ data }) => note.parse(data).message);
    return jobView(row, batches, pages, distinctNotes(notes), await this.eta(row));
  }

  /** The row; 404 when it is not visible to the caller. */
  async visible(caller: Caller, id: string): Promise<JobRow> {
    const row = await this.db.job.findFirst({ where: { id, ...visibleTo(caller) }, include: withTitle });
    if (!row) throw notFound('job');
    return row;
  }

  /** Sequence number of a job's newest event. */
  async lastEvent(id: string): Promise<bigint> {
    const { _max } = await this.db.event.aggregate({ where: { subjectId: id }, _max: { seq: true } });
    return _max.seq ?? 0n;
  }

  private async insert(caller: Caller, id: string, ask: CreateJob, retryOfId?: string): Promise<void> {
    const book = await this.books.owned(caller, ask.bookId);
    await this.requireVerified(caller);
    const form = storyForm.parse(book.form);
    const provider = (ask.kind === 'generate-book' && ask.provider) || form.provider || this.config.defaultProvider;
    if (provider === 'openai' && !this.config.openai)
      throw new ProblemException(422, 'provider-not-set-up', 'provider: no OpenAI key is set up here; use "built-in"');
    await this.checkPages(ask);
    if (
      !(await withinLimits(
        insertJob(this.db, { id, ownerId: caller.id, ask, provider, retryOfId, billing: this.billing }),
      ))
    )
      throw conflict('job-active', 'A job is working on this book already; wait for it, or cancel it.');
  }

  private get billing(): boolean {
    return this.config.stripe !== undefined;
  }

  /** Redraws finished pages of a running job; idempotent for a `requestId`. */
  async reserveRedo(
    job: { id: string; ownerId: string; bookId: string },
    pages: number[],
    requestId: string,
  ): Promise<void> {
    await withinLimits(reserveForRedo(this.db, { ...job, billing: this.billing }, pages, requestId));
  }

  /** Drawing costs money, so it requires a verified email address. */
  private async requireVerified({ id }: Caller): Promise<void> {
    if ((await this.db.user.count({ where: { id, verifiedAt: { not: null } } })) > 0) return;
    throw new ProblemException(
      403,
      'email-not-verified',
      'Confirm your email address first: follow the link in the mail that we sent you, or have it sent again.',
    );
  }

  private async checkPages(ask: CreateJob): Promise<void> {
    const chosen = ask.kind === 'generate-book' ? ask.pages : undefined;
    const pages = await this.db.page.findMany({
      where: { bookId: ask.bookId, ...(chosen ? { number: { in: chosen } } : {}) },
      select: { number: true, locked: true, current: true },
    });
    if (ask.kind === 'export-book' && !pages.some(({ number, current }) => number > COVER_PAGE && current > 0))
      throw conflict('nothing-to-print', 'No page of this book is drawn yet.');
    if (!chosen) return;
    const unknown = chosen.filter((number) => !pages.some((page) => page.number === number));
    if (unknown.length > 0)
      throw new ProblemException(422, 'no-such-page', `pages: this book has no page ${unknown.join(', ')}`);
    const locked = pages.filter((page) => page.locked).map(({ number }) => number);
    if (locked.length > 0) throw conflict('page-locked', `Unlock page ${locked.join(', ')} first.`);
  }

  /** Starts the workflow; if that fails, the watchdog starts it later. */
  private async tryStart(id: string): Promise<void> {
    const job = await this.db.job.findUniqueOrThrow({ where: { id }, include: withTitle });
    if (job.state !== 'queued') return;
    try {
      await startJobWorkflow(this.temporal, { ...job, kind: jobKind.parse(job.kind), title: job.book.title });
    } catch (err) {
      log.warn({ err, jobId: id }, 'a job stays queued until Temporal is back');
    }
  }

  private async eta(row: JobRow): Promise<JobView['eta']> {
    if (isTerminal(jobState.parse(row.state)) || row.state === 'paused') return null;
    const { provider } = jobInput.parse(row.input);
    const history = await stepHistory(this.db, provider);
    const own = ownPace(row);
    if (own !== null && !history.has('pages')) history.set('pages', { low: own * 0.8, high: own * 1.5 });
    return estimate(remainingWork(row), history);
  }
}

/** Milliseconds per page of this job so far; null before its first pages. */
function ownPace(row: JobRow): number | null {
  if (!row.startedAt || row.done < 2) return null;
  return (Date.now() - row.startedAt.getTime()) / row.done;
}
