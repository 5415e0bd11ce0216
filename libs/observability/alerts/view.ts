import { alertSeverity, alertState } from '#contracts/alerts.js';
import type { AlertRuleName, AlertView } from '#contracts/alerts.js';
import type { Prisma } from '#database/generated/client.js';
import { titleOf } from './rules.js';

export const withPerson = { acknowledgedBy: { select: { name: true } } } as const;
type Row = Prisma.AlertGetPayload<{ include: typeof withPerson }>;

/** Where a rule's section of docs/runbook.md is shown, below the console's own address. */
export const runbookOf = (rule: string): string => `/monitoring/runbook#${rule}`;

export const alertView = (row: Row): AlertView => ({
  id: row.id,
  // oxlint-disable-next-line typescript/consistent-type-assertions -- an alert of a rule that is gone is still shown
  rule: row.rule as AlertRuleName,
  title: titleOf(row.rule),
  subject: row.subject,
  severity: alertSeverity.parse(row.severity),
  state: alertState.parse(row.state),
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
