import { Inject, Injectable } from '@nestjs/common';
import type { CustomerBilling, GrantAsk, GrantView } from '#contracts/finance.js';
import { planId } from '#contracts/plans.js';
import type { Database } from '#database/database.js';
import { publishAccountEvent } from '#events/event-log.js';
import { refundablesOf } from '#billing/refundable.js';
import type { Caller } from '../auth/caller.js';
import { valueAt } from '#contracts/items.js';
import { notFound } from '../http/problem-exception.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE } from '../tokens.js';
import { paymentSummary, withCustomer } from './billing-view.js';
import { BillingService } from './billing.service.js';

const MAX_COUNT = 24;
const DAY_MS = 24 * 60 * 60 * 1000;

/** An author's plan and payments for support, and granted plans. */
@Injectable()
export class CustomerBillingService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BillingService) private readonly billing: BillingService,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async get(userId: string): Promise<CustomerBilling> {
    if ((await this.db.user.count({ where: { id: userId } })) === 0) throw notFound('customer');
    const [billing, payments, grants] = await Promise.all([
      this.billing.view(userId),
      this.db.payment.findMany({
        where: { order: { userId } },
        include: withCustomer,
        orderBy: { at: 'desc' },
        take: MAX_COUNT,
      }),
      this.db.entitlement.findMany({
        where: { userId, orderId: null },
        orderBy: { createdAt: 'desc' },
        take: MAX_COUNT,
      }),
    ]);
    const refundables = await refundablesOf(this.db, payments);
    return {
      billing,
      payments: payments.map((row) =>
        paymentSummary(row, { payoutId: null, openItems: 0, refundable: valueAt(refundables, row.id) }),
      ),
      grants: grants.map((row): GrantView => ({
        id: row.id,
        plan: planId.parse(row.plan),
        reason: row.reason ?? '',
        from: row.startsAt.toISOString(),
        until: row.endsAt.toISOString(),
        revokedAt: row.revokedAt?.toISOString() ?? null,
      })),
    };
  }

  /** Grants a plan for a number of days, with a reason. Idempotent for the same id. */
  async grant(caller: Caller, userId: string, id: string, { plan, days, reason }: GrantAsk): Promise<CustomerBilling> {
    if ((await this.db.user.count({ where: { id: userId } })) === 0) throw notFound('customer');
    await this.db.$transaction(async (tx) => {
      if (await tx.entitlement.findUnique({ where: { id } })) return;
      await this.audit.recordIn(
        tx,
        caller,
        { act: 'grant-plan', subjectKind: 'user', subjectId: userId, reason, detail: { plan, days } },
        id,
      );
      const startsAt = new Date();
      const endsAt = new Date(startsAt.getTime() + days * DAY_MS);
      await tx.entitlement.create({ data: { id, userId, plan, reason, startsAt, endsAt } });
      await publishAccountEvent(tx, userId);
    });
    return this.get(userId);
  }
}
