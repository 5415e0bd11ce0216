import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type Stripe from 'stripe';
import type {
  ExceptionsBatchRequest,
  ExceptionsBatchResult,
  ExceptionView,
  RepairAsk,
  RepairPreview,
} from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import { Failure } from '#failures/failure.js';
import { publishAccountEvent } from '#events/event-log.js';
import { claimRepair, repairId, timesRepaired } from '#reconciliation/repairs/claim.js';
import { previewRepair } from '#reconciliation/repairs/preview.js';
import { startRepairWorkflow } from '#temporal/start/start-reconciliation.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { log } from '../log.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE, STRIPE, TEMPORAL } from '../tokens.js';
import { ExceptionsService } from './exceptions.service.js';

/** Repairs: previewed, confirmed as previewed, executed once. */
@Injectable()
export class RepairsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(STRIPE) private readonly stripe: Stripe | undefined,
    @Inject(ExceptionsService) private readonly items: ExceptionsService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async preview(id: string): Promise<RepairPreview> {
    const item = await this.items.row(id);
    if (!this.stripe) throw conflict('no-billing', 'No payments are taken here.');
    try {
      const preview = await previewRepair({ db: this.db, stripe: this.stripe, publish: publishAccountEvent }, item);
      if (!preview)
        throw conflict('no-repair', 'There is no safe repair for this; look into it and resolve it by hand.');
      return preview;
    } catch (error) {
      if (error instanceof Failure && error.code === 'stripe-refused') throw conflict('stripe-refused', error.message);
      throw error;
    }
  }

  /** Recorded with user and reason, then executed by a workflow; refused if its effect differs from the preview. */
  async confirm(caller: Caller, id: string, { digest, reason }: RepairAsk): Promise<ExceptionView> {
    const preview = await this.preview(id);
    if (!preview.possible) throw conflict('repair-not-possible', preview.why ?? 'The repair is not possible.');
    if (preview.digest !== digest)
      throw conflict('repair-changed', 'The repair would do something else by now; look at it again.');
    const { repair, changes } = preview;
    await this.db.$transaction(async (tx) => {
      if (!(await claimRepair(tx, id, { actorId: caller.id, repair, reason })))
        throw conflict('illegal-move', 'This exception is settled already, or a repair is under way.');
      const entry = { act: 'finance-repair', subjectKind: 'reconciliation-item', subjectId: id, reason } as const;
      await this.audit.recordIn(tx, caller, { ...entry, detail: { repair, changes, digest } });
    });
    const workflowId = repairId(id, await timesRepaired(this.db, id));
    await startRepairWorkflow(this.temporal, workflowId, { itemId: id }).catch((err: unknown) =>
      log.warn({ err, itemId: id }, 'a repair waits until Temporal is back'),
    );
    return this.items.get(id);
  }

  /** Processes each item on its own: a failure is reported and does not stop the others. */
  async bulk(caller: Caller, { ids, action, ownerId, reason }: ExceptionsBatchRequest): Promise<ExceptionsBatchResult> {
    if (action === 'assign' && ownerId === undefined)
      throw new ProblemException(422, 'invalid-input', 'ownerId: say to whom; null for nobody');
    if (action === 'assign' && ownerId) await this.items.requireStaff(ownerId);
    const result: ExceptionsBatchResult = { done: [], left: [] };
    for (const id of new Set(ids)) {
      try {
        if (action === 'resolve') await this.items.resolve(caller, id, reason);
        else if (action === 'assign') await this.items.patch(id, { ownerId: ownerId ?? null });
        else await this.repairUnseen(caller, id, reason);
        result.done.push(id);
      } catch (error) {
        if (!(error instanceof ProblemException)) throw error;
        result.left.push({ id, why: error.message });
      }
    }
    return result;
  }

  /** Repairs that refund money are excluded: each needs its own preview. */
  private async repairUnseen(caller: Caller, id: string, reason: string): Promise<void> {
    const { digest, movesMoney } = await this.preview(id);
    if (movesMoney) throw conflict('moves-money', 'This repair moves money; confirm it by itself.');
    await this.confirm(caller, id, { digest, reason });
  }
}
