import { Inject, Injectable } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import { BULK_ACTIONS, bulkActionItem, bulkActionState, jobFilter } from '#contracts/support.js';
import type {
  BulkActionEffects,
  BulkActionItem,
  BulkActionPlan,
  BulkActionView,
  StartBulkAction,
} from '#contracts/support.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { completeOutcomes } from '#support/bulk-actions/outcomes.js';
import { MAX_JOBS, planBulkAction } from '#support/bulk-actions/bulk-plan.js';
import type { PlannedBulkAction } from '#support/bulk-actions/bulk-plan.js';
import { signalJob } from '#temporal/signal-job.js';
import { startBulkActionWorkflow } from '#temporal/start/start-bulk-action.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';
import { AuditService } from './audit.service.js';
import { person } from './support-jobs.service.js';

const withPeople = { requester: person, approver: person } as const;
type Row = Prisma.BulkActionGetPayload<{ include: typeof withPeople }>;

/** Bulk actions. The jobs are fixed when the action is requested, so that exactly the approved ones are processed. */
@Injectable()
export class BulkActionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async preview(plan: BulkActionPlan): Promise<BulkActionEffects> {
    return (await planBulkAction(this.db, plan, this.config.openai)).effects;
  }

  /** Idempotent for the same id. */
  async start(caller: Caller, id: string, ask: StartBulkAction): Promise<BulkActionView> {
    if (ask.canary !== undefined && ask.action !== 'retry')
      throw new ProblemException(422, 'invalid-input', 'canary: only a retry shows by itself whether it helped');
    if (!(await this.db.bulkAction.findUnique({ where: { id }, select: { id: true } }))) {
      const planned = await planBulkAction(this.db, ask, this.config.openai);
      if (planned.effects.tooMany)
        throw new ProblemException(422, 'too-many-jobs', `filter: at most ${MAX_JOBS} jobs at once; narrow it`);
      if (planned.effects.allowed === 0)
        throw conflict('nothing-to-do', 'The action is possible on none of these jobs.');
      await this.insert(caller, id, ask, planned);
    }
    await this.tryStart(id);
    return this.get(caller, id);
  }

  async list(caller: Caller, { cursor, limit }: PageQuery): Promise<Listing<BulkActionView>> {
    const found = await this.db.bulkAction.findMany({
      where: after(decodeCursor(cursor)),
      include: withPeople,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    await completeOutcomes(
      this.db,
      rows.map(({ id }) => id),
    );
    const counts = await this.countsOf(rows.map(({ id }) => id));
    return { items: rows.map((row) => bulkView(row, counts(row.id), caller)), nextCursor, limit };
  }

  async get(caller: Caller, id: string): Promise<BulkActionView> {
    const row = await this.row(id);
    await completeOutcomes(this.db, [id]);
    return bulkView(row, (await this.countsOf([id]))(id), caller);
  }

  async items(id: string, { cursor, limit }: PageQuery): Promise<Listing<BulkActionItem>> {
    await this.row(id);
    await completeOutcomes(this.db, [id]);
    if (cursor !== undefined && !/^\d{1,5}$/.test(cursor))
      throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from nextCursor of an earlier answer');
    const rows = await this.db.bulkActionItem.findMany({
      where: { bulkId: id, ...(cursor ? { position: { gt: Number(cursor) } } : {}) },
      include: { job: { select: { book: { select: { title: true } } } } },
      orderBy: { position: 'asc' },
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ job, ...item }) => ({
        jobId: item.jobId,
        newJobId: item.newJobId,
        title: job.book.title,
        canary: item.canary,
        state: bulkActionItem.shape.state.parse(item.state),
        message: item.message,
      })),
      nextCursor: rows.length > limit && last ? String(last.position) : null,
      limit,
    };
  }

  async approve(caller: Caller, id: string): Promise<BulkActionView> {
    const row = await this.row(id);
    if (row.state !== 'awaiting-approval') throw conflict('illegal-move', `The bulk action is ${row.state}.`);
    if (row.requesterId === caller.id)
      throw new ProblemException(403, 'second-person-needed', 'Somebody else must approve what you asked for.');
    await this.db.$transaction(async (tx) => {
      const moved = await tx.bulkAction.updateMany({
        where: { id, state: 'awaiting-approval' },
        data: { state: row.canary === null ? 'running' : 'canary', approverId: caller.id },
      });
      if (moved.count === 0) throw conflict('illegal-move', 'Somebody else was quicker.');
      const entry = { act: 'bulk-approve', subjectKind: 'bulk-act', subjectId: id, reason: row.reason } as const;
      await this.audit.recordIn(tx, caller, entry);
    });
    await this.tryStart(id);
    return this.get(caller, id);
  }

  /** Cancels the remaining jobs; processed ones stay as they are. */
  async cancel(caller: Caller, id: string): Promise<BulkActionView> {
    const row = await this.row(id);
    if (row.endedAt) throw conflict('illegal-move', `The bulk action is ${row.state}.`);
    await this.db.$transaction(async (tx) => {
      if (row.state === 'awaiting-approval')
        await tx.bulkAction.update({ where: { id }, data: { state: 'canceled', endedAt: new Date() } });
      const entry = { act: 'bulk-cancel', subjectKind: 'bulk-act', subjectId: id, reason: row.reason } as const;
      await this.audit.recordIn(tx, caller, entry);
    });
    if (row.state !== 'awaiting-approval') await this.sendCancel(row);
    return this.get(caller, id);
  }

  /** Starts and signals an action that was never started; if its workflow was terminated, only the row is updated. */
  private async sendCancel({ id, canary }: Row): Promise<void> {
    const send = () => signalJob(this.temporal, id, `${id}-cancel`, { name: SIGNALS.cancelJob });
    const isGone = (error: unknown): true => {
      if (error instanceof WorkflowNotFoundError) return true;
      throw error;
    };
    if (!(await send().catch(isGone))) return;
    await startBulkActionWorkflow(this.temporal, { bulkId: id, canary: canary !== null });
    if (!(await send().catch(isGone))) return;
    const ended = { state: 'canceled', endedAt: new Date() };
    const { count } = await this.db.bulkAction.updateMany({ where: { id, endedAt: null }, data: ended });
    if (count === 0) throw conflict('illegal-move', 'The bulk action has ended already.');
  }

  private async insert(
    caller: Caller,
    id: string,
    ask: StartBulkAction,
    { effects, items }: PlannedBulkAction,
  ): Promise<void> {
    const { action, filter, reason, canary } = ask;
    let canaries = canary ?? 0;
    await this.db.$transaction(async (tx) => {
      await tx.bulkAction.create({
        data: {
          id,
          action,
          filter,
          reason,
          canary: canary ?? null,
          requesterId: caller.id,
          state: effects.needsApproval ? 'awaiting-approval' : canary ? 'canary' : 'running',
          message: effects.approvalWhy,
        },
      });
      await tx.bulkActionItem.createMany({
        data: items.map(({ jobId, why }, at) => ({
          bulkId: id,
          jobId,
          position: at + 1,
          canary: why === null && canaries-- > 0,
          state: why === null ? 'waiting' : 'left-out',
          message: why,
        })),
      });
      await this.audit.recordIn(tx, caller, {
        act: `bulk-${action}`,
        subjectKind: 'bulk-act',
        subjectId: id,
        reason,
        detail: { filter, jobs: effects.allowed, canary: canary ?? null, needsApproval: effects.needsApproval },
      });
    });
  }

  /** If Temporal is unavailable, the watchdog starts it. */
  private async tryStart(id: string): Promise<void> {
    const row = await this.db.bulkAction.findUniqueOrThrow({ where: { id } });
    if (row.state !== 'running' && row.state !== 'canary') return;
    await startBulkActionWorkflow(this.temporal, { bulkId: id, canary: row.canary !== null }).catch((err: unknown) =>
      log.warn({ err, bulkId: id }, 'a bulk action waits until Temporal is back'),
    );
  }

  private async row(id: string): Promise<Row> {
    const row = await this.db.bulkAction.findUnique({ where: { id }, include: withPeople });
    if (!row) throw notFound('bulk action');
    return row;
  }

  private async countsOf(ids: string[]): Promise<(id: string) => BulkActionView['counts']> {
    const groups = await this.db.bulkActionItem.groupBy({
      by: ['bulkId', 'state'],
      where: { bulkId: { in: ids } },
      _count: true,
    });
    return (id) => {
      const of = (state: string) => groups.find((each) => each.bulkId === id && each.state === state)?._count ?? 0;
      const counts = {
        waiting: of('waiting'),
        acted: of('acted'),
        passed: of('passed'),
        failed: of('failed'),
        leftOut: of('left-out'),
      };
      return { total: Object.values(counts).reduce((a, b) => a + b, 0), ...counts };
    };
  }
}

const bulkView = (row: Row, counts: BulkActionView['counts'], caller: Caller): BulkActionView => ({
  id: row.id,
  action: BULK_ACTIONS.find((action) => action === row.action) ?? 'retry',
  filter: jobFilter.parse(row.filter),
  reason: row.reason,
  canary: row.canary,
  state: bulkActionState.parse(row.state),
  message: row.message,
  requestedBy: row.requester,
  approvedBy: row.approver,
  mayApprove: row.state === 'awaiting-approval' && row.requesterId !== caller.id,
  counts,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
