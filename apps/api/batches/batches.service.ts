import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { BatchItems, BatchView, CreateBatch, ListBatchItems, ListBatches } from '#contracts/batches.js';
import type { FileChange } from '#contracts/files.js';
import type { Listing } from '#contracts/pagination.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { appendEvent } from '#events/event-log.js';
import { fileChangesOf, withJobEnd } from '#books/file-state.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { signalJob } from '#temporal/signal-job.js';
import { startBatchWorkflow } from '#temporal/start/start-batch.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { visibleTo } from '../jobs/jobs.service.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, STORE, TEMPORAL } from '../tokens.js';
import { batchView, itemView, zipOf } from './batch-view.js';

type Row = Prisma.BatchGetPayload<object>;

@Injectable()
export class BatchesService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(STORE) private readonly store: ArtifactStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Accepts a batch atomically: commits its rows, then starts its workflow. Idempotent. */
  async create(caller: Caller, id: string, ask: CreateBatch): Promise<BatchView> {
    const known = await this.db.batch.findFirst({ where: { id, ownerId: caller.id } });
    if (!known) await this.insert(caller, id, ask);
    await this.tryStart(id);
    return this.get(caller, id);
  }

  async list(caller: Caller, { cursor, limit }: ListBatches): Promise<Listing<BatchView>> {
    const found = await this.db.batch.findMany({
      where: { ownerId: caller.id, ...after(decodeCursor(cursor)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    return { items: await Promise.all(rows.map((row) => batchView(this.db, row))), nextCursor, limit };
  }

  async get(caller: Caller, id: string): Promise<BatchView> {
    const row = await this.visible(caller, id);
    if (!zipOf(row)) return batchView(this.db, row);
    const items = await this.db.batchItem.findMany({
      where: { batchId: id, state: 'completed' },
      select: { jobId: true },
    });
    const changes = await this.changesOf(items.map(({ jobId }) => jobId));
    return batchView(this.db, row, [...changes.values()].filter((changed) => changed.length > 0).length);
  }

  async items(caller: Caller, id: string, { after: position, limit, state }: ListBatchItems): Promise<BatchItems> {
    await this.visible(caller, id);
    const found = await this.db.batchItem.findMany({
      where: { batchId: id, position: { gt: position }, ...(state ? { state } : {}) },
      orderBy: { position: 'asc' },
      include: { book: { select: { title: true } } },
      take: limit + 1,
    });
    const rows = found.slice(0, limit);
    const jobs = await this.db.job.findMany({
      where: { id: { in: rows.map(({ jobId }) => jobId) } },
      select: { id: true, state: true, done: true, total: true },
    });
    const byId = new Map(jobs.map((job) => [job.id, job]));
    const changes = await this.changesOf(jobs.map((job) => job.id));
    const items = rows.map((row) => itemView(row, byId.get(row.jobId), changes.get(row.jobId) ?? []));
    return { items, next: found.length > limit ? (rows.at(-1)?.position ?? null) : null, limit };
  }

  /** Changes of each job's book since the job created its files. */
  private async changesOf(jobIds: string[]): Promise<Map<string, FileChange[]>> {
    const files = await this.db.artifact.findMany({ where: { jobId: { in: jobIds } }, include: withJobEnd });
    const changes = await fileChangesOf(this.db, files, this.config.stripe !== undefined);
    return new Map(
      [...Map.groupBy(files, ({ jobId }) => jobId)].map(([jobId, own]) => [
        jobId,
        [...new Set(own.flatMap(({ id }) => changes.get(id) ?? []))],
      ]),
    );
  }

  /** Queued books are canceled; running books deliver their finished pages. */
  async cancel(caller: Caller, id: string): Promise<BatchView> {
    const row = await this.own(caller, id);
    if (row.endedAt) throw conflict('batch-ended', 'This batch has ended already.');
    await this.sendCancel(id);
    return this.get(caller, id);
  }

  /** A workflow that was never started, or was terminated, is restarted and then receives the signal. */
  private async sendCancel(id: string): Promise<void> {
    const send = () => signalJob(this.temporal, id, `cancel:${id}`, { name: SIGNALS.cancelJob });
    try {
      await send();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const row = await this.db.batch.findUniqueOrThrow({ where: { id } });
      if (row.endedAt) throw conflict('batch-ended', 'This batch has ended already.');
      await startBatchWorkflow(this.temporal, row);
      await send();
    }
  }

  /** Retries failed books only: waiting jobs get a retry signal, ended ones a new job. */
  async retry(caller: Caller, id: string): Promise<BatchView> {
    await this.own(caller, id);
    await this.db.$transaction(async (tx) => {
      // writes of the earlier attempt are committed before this, or have no effect
      const reopened = await tx.batch.updateMany({
        where: { id, endedAt: { not: null } },
        data: { state: 'queued', message: null, endedAt: null, attempt: { increment: 1 } },
      });
      if (reopened.count === 0) throw conflict('batch-running', 'This batch is still at work.');
      const failed = await tx.batchItem.findMany({
        where: { batchId: id, state: { in: ['failed', 'canceled', 'parked'] } },
        select: { position: true, jobId: true },
      });
      if (failed.length === 0) throw conflict('nothing-failed', 'No book of this batch failed.');
      const open = await tx.job.findMany({
        where: { id: { in: failed.map(({ jobId }) => jobId) }, endedAt: null },
        select: { id: true },
      });
      const parked = new Set(open.map((job) => job.id));
      for (const { position, jobId } of failed)
        await tx.batchItem.update({
          where: { batchId_position: { batchId: id, position } },
          data: { state: 'waiting', code: null, message: null, ...(parked.has(jobId) ? {} : { jobId: newId() }) },
        });
    });
    await this.tryStart(id);
    return this.get(caller, id);
  }

  /** The archive, for its author only. */
  async zip(caller: Caller, id: string): Promise<{ sha256: string; size: number; fileName: string }> {
    const zip = zipOf(await this.own(caller, id));
    if (!zip) throw notFound('file');
    return zip;
  }

  async open(sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const content = await this.store.open(sha256, range);
    if (!content) throw notFound('file');
    return content;
  }

  private async insert({ id: ownerId }: Caller, id: string, { kind, bookIds }: CreateBatch): Promise<void> {
    await this.requireVerified(ownerId);
    await this.requireOwn(ownerId, bookIds);
    await this.db.$transaction(async (tx) => {
      const { count } = await tx.batch.createMany({ data: [{ id, ownerId, kind }], skipDuplicates: true });
      if (count === 0) return;
      await tx.batchItem.createMany({
        data: bookIds.map((bookId, at) => ({ batchId: id, position: at + 1, bookId, jobId: newId() })),
      });
      const none = { completed: 0, failed: 0, total: bookIds.length };
      await appendEvent(tx, { id, ownerId }, { type: 'batch.progress', batchId: id, state: 'queued', ...none });
    });
  }

  private async requireVerified(id: string): Promise<void> {
    if ((await this.db.user.count({ where: { id, verifiedAt: { not: null } } })) > 0) return;
    throw new ProblemException(
      403,
      'email-not-verified',
      'Confirm your email address first: follow the link in the mail that we sent you.',
    );
  }

  private async requireOwn(ownerId: string, bookIds: string[]): Promise<void> {
    const own = await this.db.book.findMany({
      where: { id: { in: bookIds }, ownerId, deletedAt: null },
      select: { id: true },
    });
    const known = new Set(own.map(({ id }) => id));
    const missing = bookIds.filter((id) => !known.has(id));
    if (missing.length === 0) return;
    throw new ProblemException(
      422,
      'no-such-book',
      `bookIds: these are no books of yours: ${missing.slice(0, 10).join(', ')}`,
    );
  }

  /** If the start fails, the watchdog starts it later. */
  private async tryStart(id: string): Promise<void> {
    const row = await this.db.batch.findUniqueOrThrow({ where: { id } });
    if (row.state !== 'queued') return;
    await startBatchWorkflow(this.temporal, row).catch((err: unknown) =>
      log.warn({ err, batchId: id }, 'a batch stays queued until Temporal is back'),
    );
  }

  private async visible(caller: Caller, id: string): Promise<Row> {
    const row = await this.db.batch.findFirst({ where: { id, ...visibleTo(caller) } });
    if (!row) throw notFound('batch');
    return row;
  }

  private async own(caller: Caller, id: string): Promise<Row> {
    const row = await this.db.batch.findFirst({ where: { id, ownerId: caller.id } });
    if (!row) throw notFound('batch');
    return row;
  }
}
