import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { chargeStepOf, isWhole } from '#contracts/currencies.js';
import type { RefundAsk, RefundView } from '#contracts/finance.js';
import type { Connection, Database } from '#database/database.js';
import type { RefundRequest } from '#database/generated/client.js';
import { inText } from '#reconciliation/matching/discrepancy.js';
import { reasonPlanKept } from '#billing/plan-at-refund.js';
import { refundablesOf } from '#billing/refundable.js';
import type { NotRefundable } from '#billing/refundable.js';
import { startRefundWorkflow } from '#temporal/start/start-payment.js';
import type { Caller } from '../auth/caller.js';
import { valueAt } from '#contracts/items.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { log } from '../log.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE, TEMPORAL } from '../tokens.js';
import { moneyView } from './billing-view.js';

const WHY_NOT: Record<NotRefundable, string> = {
  'not-paid': 'This payment did not succeed; there is nothing to refund.',
  'refunded-already': 'All of this payment is refunded already, or about to be.',
  disputed: 'The customer disputes this payment; Stripe does not refund it as well.',
};

/** Refunds by staff: recorded with user and reason, then executed once by a workflow. */
@Injectable()
export class RefundsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** Idempotent for the same id. */
  async ask(caller: Caller, paymentId: string, id: string, ask: RefundAsk): Promise<RefundView> {
    const known = await this.db.refundRequest.findUnique({ where: { id } });
    const row = known ?? (await this.db.$transaction((tx) => this.accept(tx, caller, paymentId, id, ask)));
    if (!row.endedAt)
      await startRefundWorkflow(this.temporal, id).catch((err: unknown) =>
        log.warn({ err, requestId: id }, 'a refund waits until Temporal is back'),
      );
    return refundView(await this.db.refundRequest.findUniqueOrThrow({ where: { id } }));
  }

  private async accept(
    tx: Connection,
    caller: Caller,
    paymentId: string,
    id: string,
    { amount, reason, endPlan }: RefundAsk,
  ): Promise<RefundRequest> {
    await tx.$queryRaw`SELECT FROM "Payment" WHERE id = ${paymentId} FOR UPDATE`;
    const payment = await tx.payment.findUnique({ where: { id: paymentId } });
    if (!payment) throw notFound('payment');
    const refundable = valueAt(await refundablesOf(tx, [payment]), paymentId);
    const { left, why } = refundable;
    if (why) throw conflict(why, WHY_NOT[why]);
    const minor = amount === undefined ? left : BigInt(amount);
    const { currency } = payment;
    if (minor > left)
      throw conflict(
        'refund-too-large',
        `Only ${inText({ minor: left, currency })} of this payment is left to refund.`,
      );
    const step = chargeStepOf(currency);
    if (!isWhole(minor, step))
      throw new ProblemException(
        422,
        'invalid-input',
        `amount: in ${currency.toUpperCase()} it must be a multiple of ${step}`,
      );
    const full = minor === payment.amount - payment.refunded;
    const planKeptReason = reasonPlanKept(refundable);
    if (full && endPlan && planKeptReason)
      throw conflict('other-plan', `${planKeptReason} A refund of it ends no plan: ask for it with endPlan false.`);
    await this.audit.recordIn(
      tx,
      caller,
      {
        act: 'refund',
        subjectKind: 'payment',
        subjectId: paymentId,
        reason,
        detail: { amount: String(minor), currency: payment.currency, endPlan: full && endPlan },
      },
      id,
    );
    return tx.refundRequest.create({
      data: {
        id,
        paymentId,
        amount: minor,
        currency: payment.currency,
        reason,
        endPlan: full && endPlan,
        actorId: caller.id,
      },
    });
  }
}

export const refundView = (row: RefundRequest): RefundView => ({
  id: row.id,
  paymentId: row.paymentId,
  amount: moneyView(row.amount, row.currency),
  // oxlint-disable-next-line typescript/consistent-type-assertions -- Stripe's own status of the refund, `requires_action` among them, is passed on
  state: row.state as RefundView['state'],
  refundId: row.refundId,
  message: row.message,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
});
