import { jsonObject } from '#contracts/json-object.js';
import { isOneOf } from '#contracts/known-values.js';
import { ALERT_RULES } from '#contracts/alerts.js';
import type { AlertRuleName } from '#contracts/alerts.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { Figures } from './figures.js';
import { alertEmail } from './alert-email.js';
import type { Moment } from './alert-email.js';
import { CLEAR, RULES, valuesOf } from './rules.js';
import type { Finding } from './rules.js';

/** Recipients of alert notifications. */
export interface AlertRecipients {
  mailTo: string[];
  /** A webhook is set; its calls are written down here and made by calls.ts. */
  webhook: boolean;
  publicUrl: string;
}

interface Found extends Finding {
  rule: AlertRuleName;
}
interface EvaluatedRules {
  found: Found[];
  /** Rules whose figures could not be had: their alerts stay as they are. */
  unknown: AlertRuleName[];
  /** For how long a rule's condition has to be gone, in ms. */
  clearMs: Map<string, number>;
}

/** Findings per rule at most: in a flood, the first ones are enough. */
const MAX_FINDINGS = 20;
const MINUTE_MS = 60_000;
const keyOf = ({ rule, subject }: { rule: string; subject: string }): string => `${rule}\n${subject}`;

/**
 * Opens, keeps and resolves alerts by what the rules find, and stores the notifications in the same transaction: each
 * opening and each resolution is recipients once, however often and by however many this is done. Gives the rules of which
 * nothing was known.
 */
export async function updateAlerts(
  db: Database,
  figures: Figures,
  recipients: AlertRecipients,
): Promise<AlertRuleName[]> {
  const { at } = figures;
  const { found, unknown, clearMs } = await evaluateRules(db, figures);
  const unresolved = await db.alert.findMany({ where: { state: { not: 'resolved' } } });
  const byKey = new Map(unresolved.map((alert) => [keyOf(alert), alert]));
  for (const finding of found) {
    const alert = byKey.get(keyOf(finding));
    byKey.delete(keyOf(finding));
    if (!alert) await open(db, finding, at, recipients);
    else
      await db.alert.updateMany({
        where: { id: alert.id, state: { not: 'resolved' } },
        data: { message: finding.message, seenAt: at, clearAt: null },
      });
  }
  for (const alert of byKey.values()) {
    if (isOneOf(unknown, alert.rule)) continue;
    const clearAt = alert.clearAt ?? at;
    const wait = clearMs.get(alert.rule) ?? CLEAR.usual * MINUTE_MS;
    if (at.getTime() - clearAt.getTime() >= wait) await resolve(db, alert.id, clearAt, at, recipients);
    else if (!alert.clearAt)
      await db.alert.updateMany({ where: { id: alert.id, state: { not: 'resolved' } }, data: { clearAt } });
  }
  return unknown;
}

/** A rule that is switched off finds nothing. */
async function evaluateRules(db: Database, figures: Figures): Promise<EvaluatedRules> {
  const rows = await db.alertRule.findMany();
  const evaluated: EvaluatedRules = { found: [], unknown: [], clearMs: new Map() };
  for (const rule of ALERT_RULES) {
    const row = rows.find(({ name }) => name === rule);
    const values = valuesOf(RULES[rule], jsonObject.parse(row?.settings ?? {}));
    evaluated.clearMs.set(rule, values.clear * MINUTE_MS);
    const findings = row?.enabled === false ? [] : RULES[rule].find(figures, values);
    if (!findings) evaluated.unknown.push(rule);
    else evaluated.found.push(...findings.slice(0, MAX_FINDINGS).map((finding) => ({ rule, ...finding })));
  }
  return evaluated;
}

async function open(
  db: Database,
  { rule, subject, message }: Found,
  at: Date,
  recipients: AlertRecipients,
): Promise<void> {
  const id = newId();
  const { severity } = RULES[rule];
  await db.$transaction(async (tx) => {
    // Somebody else may have opened it since we evaluated: the partial index lets one of us.
    const { count } = await tx.alert.createMany({
      data: [{ id, rule, subject, severity, message, openedAt: at, seenAt: at }],
      skipDuplicates: true,
    });
    if (count > 0) await notifyAlert(tx, id, 'opened', recipients);
  });
}

async function resolve(db: Database, id: string, clearAt: Date, at: Date, recipients: AlertRecipients): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.alert.updateMany({
      where: { id, state: { not: 'resolved' } },
      data: { state: 'resolved', clearAt, resolvedAt: at },
    });
    if (count > 0) await notifyAlert(tx, id, 'resolved', recipients);
  });
}

async function notifyAlert(
  tx: Connection,
  id: string,
  moment: Moment,
  { mailTo, webhook, publicUrl }: AlertRecipients,
): Promise<void> {
  const alert = await tx.alert.findUniqueOrThrow({ where: { id } });
  if (webhook) await tx.alertCall.create({ data: { id: newId(), alertId: id, moment } });
  const email = alertEmail(alert, moment, publicUrl);
  await tx.outgoingMail.createMany({ data: mailTo.map((recipient) => ({ id: newId(), recipient, ...email })) });
}
