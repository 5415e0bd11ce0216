import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import { jobState } from '#contracts/jobs.js';
import type { JobSummary } from '#contracts/jobs.js';
import type { Listing } from '#contracts/pagination.js';
import { jobLog } from '#contracts/support.js';
import type {
  JobCounts,
  JobFilter,
  JobLog,
  ListLogs,
  ListSupportJobs,
  SupportJob,
  SupportJobSummary,
  Timeline,
} from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { possibleActions } from '#support/actions/action-plan.js';
import { explain } from '#support/jobs/explanation.js';
import type { EndedBy } from '#support/jobs/explanation.js';
import { countByState, jobsWhere } from '#support/jobs/job-filter.js';
import { loadSupportJobRecord } from '#support/jobs/support-job.js';
import type { SupportJobRecord } from '#support/jobs/support-job.js';
import { timelineOf } from '#support/jobs/timeline.js';
import { workflowOf } from '#support/jobs/fetch-workflow.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import { batchesOf, jobSummary } from '../jobs/job-view.js';
import { JobsService } from '../jobs/jobs.service.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';
import { AuditService } from './audit.service.js';

export const person = { select: { id: true, email: true, name: true } } as const;
const withOwner = {
  owner: person,
  book: {
    select: {
      title: true,
      notes: true,
      pages: {
        where: { state: 'refused' },
        select: { number: true, code: true, message: true },
        orderBy: { number: 'asc' },
        take: 50,
      },
    },
  },
} as const;

/** Jobs of all authors, for support. Access to an author's content is recorded. */
@Injectable()
export class SupportJobsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async list({ cursor, limit, ...filter }: ListSupportJobs): Promise<Listing<SupportJobSummary>> {
    const found = await this.db.job.findMany({
      where: { AND: [await jobsWhere(this.db, filter), after(decodeCursor(cursor))] },
      include: withOwner,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    const batches = await batchesOf(
      this.db,
      rows.map(({ id }) => id),
    );
    const items = rows.map((row) => {
      const refused = row.endedAt ? [] : row.book.pages;
      return {
        ...causeOf(jobSummary(row, batches), refused),
        owner: row.owner,
        refusedPages: refused.map(({ number }) => number),
      };
    });
    return { items, nextCursor, limit };
  }

  /** Counts by state within the other filters. */
  async counts(filter: JobFilter): Promise<JobCounts> {
    const groups = await countByState(this.db, filter);
    const byState: JobCounts['byState'] = {};
    for (const { state, count } of groups) byState[jobState.parse(state)] = count;
    return { total: groups.reduce((sum, { count }) => sum + count, 0), byState };
  }

  async get(caller: Caller, id: string): Promise<SupportJob> {
    const record = await this.requireRecord(id);
    const [job, owner, temporal, relatives, failures, looked, ended] = await Promise.all([
      this.jobs.get(caller, id),
      this.db.user.findUniqueOrThrow({ where: { id: record.ownerId }, ...person }),
      workflowOf(this.temporal, id, this.config.temporal.uiUrl),
      this.relativesOf(id),
      this.db.failure.findMany({
        where: { jobId: id },
        distinct: ['fingerprint'],
        select: { fingerprint: true },
        take: 50,
      }),
      this.db.auditEntry.findFirst({
        where: { subjectId: id, act: 'look', actorId: caller.id },
        select: { seq: true },
      }),
      this.endedBy(id),
    ]);
    return {
      job,
      owner,
      explanation: explain(record, ended),
      acts: possibleActions(record),
      fingerprints: failures.map(({ fingerprint }) => fingerprint),
      temporal,
      relatives,
      input: looked ? inputOf(record) : null,
      mayLook: true,
    };
  }

  /** Reveals the author's input after recording user and reason. */
  async revealInput(caller: Caller, id: string, reason: string): Promise<SupportJob> {
    const record = await this.requireRecord(id);
    await this.audit.record(caller, {
      act: 'look',
      subjectKind: 'job',
      subjectId: id,
      reason,
      detail: { bookId: record.bookId },
    });
    return this.get(caller, id);
  }

  async timeline(id: string): Promise<Timeline> {
    await this.requireRecord(id);
    return timelineOf(this.db, this.temporal, id);
  }

  async logs(id: string, query: ListLogs): Promise<Listing<JobLog>> {
    await this.requireRecord(id);
    const { cursor, limit, level } = query;
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor))
      throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from nextCursor of an earlier answer');
    // several workers write with a delay, so sequence numbers are not in order of time
    const last = cursor ? await this.db.jobLog.findFirst({ where: { id: BigInt(cursor), jobId: id } }) : null;
    if (cursor && !last)
      throw new ProblemException(422, 'invalid-cursor', 'cursor: take it from nextCursor of an earlier answer');
    const rest = last ? { OR: [{ at: { lt: last.at } }, { at: last.at, id: { lt: last.id } }] } : {};
    const rows = await this.db.jobLog.findMany({
      where: { jobId: id, ...(level ? { level } : {}), ...rest },
      orderBy: [{ at: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const items = rows.slice(0, limit).map(({ jobId: _job, at, ...line }) => ({
      ...line,
      id: String(line.id),
      level: jobLog.shape.level.parse(line.level),
      at: at.toISOString(),
    }));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null, limit };
  }

  async requireRecord(id: string): Promise<SupportJobRecord> {
    const record = await loadSupportJobRecord(this.db, id);
    if (!record) throw notFound('job');
    return record;
  }

  /** The termination's reason from the audit log, also of a bulk action. */
  private async endedBy(id: string): Promise<EndedBy | null> {
    const entry = await this.db.auditEntry.findFirst({
      where: { subjectId: id, act: 'terminate' },
      orderBy: { seq: 'desc' },
      select: { actorId: true, actorEmail: true, reason: true },
    });
    if (!entry) return null;
    const actor = await this.db.user.findUnique({ where: { id: entry.actorId }, select: { name: true } });
    return { name: actor?.name ?? entry.actorEmail, reason: entry.reason };
  }

  private async relativesOf(id: string): Promise<SupportJob['relatives']> {
    const [self, later] = await Promise.all([
      this.db.job.findUniqueOrThrow({ where: { id }, select: { retryOfId: true } }),
      this.db.job.findMany({
        where: { retryOfId: id },
        select: { id: true, state: true },
        orderBy: { createdAt: 'asc' },
        take: 50,
      }),
    ]);
    const before = self.retryOfId
      ? await this.db.job.findUnique({ where: { id: self.retryOfId }, select: { id: true, state: true } })
      : null;
    return [
      ...(before ? [{ id: before.id, state: jobState.parse(before.state), relation: 'retry-of' as const }] : []),
      ...later.map((job) => ({ id: job.id, state: jobState.parse(job.state), relation: 'retried-by' as const })),
    ];
  }
}

/** A job that waits for refused pages shows the first refusal. */
function causeOf<T extends { failure: JobSummary['failure'] }>(
  job: T,
  [page]: { code: string | null; message: string | null }[],
): T {
  const { failure } = job;
  return failure?.code === 'pages-refused' && page?.code
    ? { ...job, failure: { code: page.code, message: page.message ?? failure.message } }
    : job;
}

const inputOf = ({ ask, provider, form, pages }: SupportJobRecord) => ({
  ask,
  provider,
  form,
  prompts: pages.map(({ number, prompt }) => ({ number, prompt })),
});
