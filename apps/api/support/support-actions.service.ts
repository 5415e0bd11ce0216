import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import type { ActionDone, ActionOnJob, PlannedAction, SideEffects } from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { planAction } from '#support/actions/action-plan.js';
import { ActionRefused, performAction } from '#support/actions/perform-action.js';
import type { SupportDependencies } from '#support/actions/perform-action.js';
import { sideEffects } from '#support/actions/side-effects.js';
import type { Caller } from '../auth/caller.js';
import { conflict } from '../http/problem-exception.js';
import { JobsService } from '../jobs/jobs.service.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';
import { AuditService } from './audit.service.js';
import { SupportJobsService } from './support-jobs.service.js';

/** Support actions on a job, each with a reason. Preview and action use the same plan. */
@Injectable()
export class SupportActionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(SupportJobsService) private readonly supportJobs: SupportJobsService,
    @Inject(JobsService) private readonly jobs: JobsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async preview(id: string, ask: PlannedAction): Promise<SideEffects> {
    const job = await this.supportJobs.requireRecord(id);
    const { stripe, openai } = this.config;
    return sideEffects(this.db, job, planAction(job, ask), { billing: stripe !== undefined, models: openai });
  }

  /**
   * Recorded first, then executed, so that no action lacks an audit entry. `requestId` makes it idempotent for the
   * audit log, for Temporal and for the new job.
   */
  async perform(caller: Caller, id: string, { reason, ...ask }: ActionOnJob, requestId: string): Promise<ActionDone> {
    const job = await this.supportJobs.requireRecord(id);
    const plan = planAction(job, ask);
    if (plan.why !== null) {
      const before = await this.earlier(id, requestId);
      if (before) return this.done(caller, id, before.newJobId, before.seq);
      throw conflict('act-not-possible', plan.why);
    }
    const auditSeq = await this.audit.record(
      caller,
      {
        act: ask.action,
        subjectKind: 'job',
        subjectId: id,
        reason,
        detail: {
          bookId: job.bookId,
          stateBefore: job.state,
          ...(plan.pages.length > 0 ? { pages: plan.pages } : {}),
          ...(plan.newJob ? { newJobId: requestId } : {}),
        },
      },
      requestId,
    );
    try {
      const newJobId = await performAction(this.engines(), job, plan, requestId, reason);
      return await this.done(caller, id, newJobId, auditSeq);
    } catch (error) {
      if (error instanceof ActionRefused) throw conflict('act-not-possible', error.message);
      throw error;
    }
  }

  private engines(): SupportDependencies {
    return { db: this.db, client: this.temporal, billing: this.config.stripe !== undefined };
  }

  /** True for a repeat of an executed action, whose job is no longer in the required state. */
  private async earlier(id: string, requestId: string): Promise<{ newJobId: string | null; seq: number } | null> {
    const entry = await this.db.auditEntry.findFirst({
      where: { subjectId: id, detail: { path: ['requestId'], equals: requestId } },
      select: { seq: true },
    });
    if (!entry) return null;
    const made = await this.db.job.findUnique({ where: { id: requestId }, select: { id: true } });
    return { seq: entry.seq, newJobId: made?.id ?? null };
  }

  private async done(caller: Caller, id: string, newJobId: string | null, auditSeq: number): Promise<ActionDone> {
    return { job: await this.jobs.get(caller, newJobId ?? id), newJobId, auditSeq };
  }
}
