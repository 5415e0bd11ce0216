import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { newId } from '#database/ids.js';
import { AuditService } from '../support/audit.service.js';
import { SupportActsService } from '../support/support-acts.service.js';
import { TEMPORAL } from '../tokens.js';
import { ProblemException } from '../http/problem-exception.js';
import { boardCaller } from './board-caller.js';
import { BoardRefusal } from './board-refusal.js';
import { executionsOf } from './board-visibility.js';
import { deleteExecution } from './workflow-job.js';
import type { QueueActs } from './workflow-queue.js';

const REASON = 'By the queue board';
/** One click deletes at most this many. */
const MOST = 500;
const MOST_RETRIES = 100;

/** What the board may do: the support desk's own acts, written into the same audit log. */
@Injectable()
export class BoardActsService implements QueueActs {
  constructor(
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(SupportActsService) private readonly acts: SupportActsService,
  ) {}

  /** A job that has ended goes on as a new one, linked to it: never a second run behind the product's back. */
  async retry(workflowId: string): Promise<void> {
    try {
      await this.acts.act(boardCaller(), workflowId, { act: 'retry', reason: REASON }, newId());
    } catch (error) {
      if (error instanceof ProblemException && error.getStatus() < 500) throw new BoardRefusal(error.message);
      throw error;
    }
  }

  /** Those that can't go on are left where they are, and the answer says how many. */
  async promoteAll(type: string): Promise<void> {
    const parked = await executionsOf(this.temporal, type, 'delayed', { start: 0, end: MOST_RETRIES - 1 });
    const results = await Promise.allSettled(parked.map(({ workflowId }) => this.retry(workflowId)));
    const failed = results.filter(({ status }) => status === 'rejected');
    if (failed.length > 0) throw new BoardRefusal(`${failed.length} of ${parked.length} jobs could not go on.`);
  }

  async remove(workflowId: string, runId: string): Promise<void> {
    await this.record(workflowId, 'workflow-delete', { runId });
    await deleteExecution(this.temporal, workflowId, runId);
  }

  async clean(type: string, state: 'completed' | 'failed', graceMs: number): Promise<void> {
    const found = await executionsOf(this.temporal, type, state, { start: 0, end: MOST - 1 });
    const before = Date.now() - graceMs;
    const old = found.filter(({ closeTime }) => closeTime && closeTime.getTime() < before);
    await this.record(type, 'workflows-clean', { state, executions: old.length });
    for (const { workflowId, runId } of old) await deleteExecution(this.temporal, workflowId, runId);
  }

  private record(subjectId: string, act: string, detail: Record<string, unknown>): Promise<number> {
    return this.audit.record(boardCaller(), { act, subjectKind: 'workflow', subjectId, reason: REASON, detail });
  }
}
