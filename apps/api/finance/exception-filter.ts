import type { ExceptionFilter } from '#contracts/finance.js';
import type { Prisma } from '#database/generated/client.js';
import { monthNamed } from '#reconciliation/period-close/month.js';

const UNRESOLVED = ['expected', 'open', 'repairing'];

/** Prisma conditions of a filter. */
export function whereExceptions(filter: ExceptionFilter, now = new Date()): Prisma.ReconciliationExceptionWhereInput {
  const { state, type, ownerId, overdue, runId, month, text } = filter;
  const parts: Prisma.ReconciliationExceptionWhereInput[] = [];
  if (state) parts.push({ state: state === 'unresolved' ? { in: UNRESOLVED } : state });
  if (type) parts.push({ type });
  if (ownerId) parts.push({ ownerId: ownerId === 'nobody' ? null : ownerId });
  if (overdue !== undefined) parts.push(overdue ? isOverdue(now) : { NOT: isOverdue(now) });
  if (runId) parts.push({ runId });
  if (month) {
    const { from, to } = monthNamed(month);
    parts.push({ occurredAt: { gte: from, lt: to } });
  }
  if (text)
    parts.push({
      OR: [
        { subjectId: { contains: text, mode: 'insensitive' } },
        { chargeId: { contains: text, mode: 'insensitive' } },
        { words: { contains: text, mode: 'insensitive' } },
      ],
    });
  return { AND: parts };
}

export const isOverdue = (now: Date): Prisma.ReconciliationExceptionWhereInput => ({
  state: { in: UNRESOLVED },
  dueAt: { lt: now },
});
export const isUnresolved: Prisma.ReconciliationExceptionWhereInput = { state: { in: UNRESOLVED } };
