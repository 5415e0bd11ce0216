import type { AlertRuleName, AlertSeverity, AlertState, AlertView } from '#contracts/alerts.js';
import type { Prisma } from '#database/generated/client.js';
import { RULES } from './rules.js';

export const withPerson = { acknowledgedBy: { select: { name: true } } } as const;
type Row = Prisma.AlertGetPayload<{ include: typeof withPerson }>;

/** Where a rule's section of docs/runbook.md is shown, below the console's own address. */
export const runbookOf = (rule: string): string => `/monitoring/runbook#${rule}`;

export const alertView = (row: Row): AlertView => ({
  id: row.id,
  rule: row.rule as AlertRuleName,
  title: RULES[row.rule as AlertRuleName]?.title ?? row.rule,
  subject: row.subject,
  severity: row.severity as AlertSeverity,
  state: row.state as AlertState,
  message: row.message,
  openedAt: row.openedAt.toISOString(),
  seenAt: row.seenAt.toISOString(),
  clearAt: row.clearAt?.toISOString() ?? null,
  acknowledged: row.acknowledgedAt
    ? { at: row.acknowledgedAt.toISOString(), by: row.acknowledgedBy?.name ?? null, note: row.note }
    : null,
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
  runbook: runbookOf(row.rule),
});
