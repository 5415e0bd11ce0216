import { z } from 'zod';

const moment = z.iso.datetime();

/** What is watched. Each has its rule in libs/observability/alerts/rules.ts and its section in docs/runbook.md. */
export const ALERT_RULES = [
  'error-rate',
  'jobs-parked',
  'queue-wait',
  'success-rate',
  'queue-unpolled',
  'disk-full',
  'reconciliation-stale',
  'discrepancies-open',
  'webhook-inbox',
  'drive-waiting',
  'drive-misconfigured',
  'provider-refuses',
  'mail-stuck',
  'provider-cost',
] as const;
export const alertRuleName = z.enum(ALERT_RULES);
export type AlertRuleName = z.infer<typeof alertRuleName>;

/** `acknowledged`: a staff member works on it. Resolved by the watchdog alone, when the condition has stayed gone. */
export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const;
export const alertState = z.enum(ALERT_STATES);
export type AlertState = z.infer<typeof alertState>;

export const ALERT_SEVERITIES = ['warning', 'critical'] as const;
export const alertSeverity = z.enum(ALERT_SEVERITIES);
export type AlertSeverity = z.infer<typeof alertSeverity>;

export const alertView = z
  .object({
    id: z.uuid(),
    rule: alertRuleName,
    title: z.string(),
    subject: z.string().meta({ description: 'Which of several: a task queue, a currency, an error; else empty' }),
    severity: alertSeverity,
    state: alertState,
    message: z.string().meta({ description: 'As it was last found' }),
    openedAt: moment,
    seenAt: moment.meta({ description: 'When the condition was last found to hold' }),
    clearAt: moment.nullable().meta({ description: 'Since when it is gone; null while it holds' }),
    acknowledged: z.object({ at: moment, by: z.string().nullable(), note: z.string() }).nullable(),
    resolvedAt: moment.nullable(),
    runbook: z.string().meta({ description: 'Its section in docs/runbook.md' }),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof alertView>;

export const listAlerts = z.strictObject({
  state: z.enum(['unresolved', ...ALERT_STATES]).default('unresolved'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListAlerts = z.infer<typeof listAlerts>;

export const alertCounts = z.object({ open: z.int(), acknowledged: z.int() }).meta({ id: 'AlertCounts' });
export type AlertCounts = z.infer<typeof alertCounts>;

export const acknowledgeAlert = z.strictObject({ note: z.string().trim().max(500).default('') });
export type AcknowledgeAlert = z.infer<typeof acknowledgeAlert>;

export const alertSetting = z.object({
  name: z.string(),
  words: z.string(),
  unit: z.string(),
  value: z.number(),
  usual: z.number().meta({ description: 'What it is when nobody has set it' }),
  min: z.number(),
  max: z.number(),
});

export const alertRuleView = z
  .object({
    name: alertRuleName,
    title: z.string(),
    about: z.string(),
    severity: alertSeverity,
    enabled: z.boolean(),
    settings: z.array(alertSetting),
    runbook: z.string(),
    updatedAt: moment.nullable().meta({ description: 'When somebody set it; null: as it came' }),
  })
  .meta({ id: 'AlertRule' });
export type AlertRuleView = z.infer<typeof alertRuleView>;

export const patchAlertRule = z
  .strictObject({
    enabled: z.boolean().optional(),
    settings: z
      .record(z.string().max(40), z.number().nullable())
      .optional()
      .meta({ description: 'By name; null: as it came' }),
    reason: z.string().trim().min(3).max(500),
  })
  .refine(({ enabled, settings }) => enabled !== undefined || settings !== undefined, {
    message: 'Send enabled, settings, or both.',
  });
export type PatchAlertRule = z.infer<typeof patchAlertRule>;

/** Body of a webhook call; the signature covers it. */
export const alertCallBody = z.object({
  id: z.uuid().meta({ description: 'Of this call: the same at each try' }),
  moment: z.enum(['opened', 'resolved']),
  alert: alertView.omit({ acknowledged: true, clearAt: true }),
  url: z.url(),
});
export type AlertCallBody = z.infer<typeof alertCallBody>;
