import type { Config } from '#config/config.js';
import type { AlertRuleName } from '#contracts/alerts.js';
import { makeCalls } from './calls.js';
import { gatherFigures } from './gather.js';
import type { Sources } from './gather.js';
import { updateAlerts } from './update-alerts.js';

export interface AlertDeps extends Sources {
  alerts: Config['alerts'];
  publicUrl: string;
}

/** The watchdog's round: the same, and a note that it was done, by which everybody sees that there is a watchdog. */
export async function watchdogRound(deps: AlertDeps): Promise<void> {
  const at = new Date();
  const unknown = await alertRound(deps, at);
  const round = { at, tookMs: Date.now() - at.getTime(), unknown };
  await deps.db.alertRound.upsert({ where: { id: 1 }, create: round, update: round });
}

/**
 * All rules once: what is wrong is opened, what is over resolved, who is to be recipients is recipients. Safe to repeat, and to do
 * by several at once. Gives the rules whose figures could not be had.
 */
export async function alertRound(
  { alerts, publicUrl, ...sources }: AlertDeps,
  at = new Date(),
): Promise<AlertRuleName[]> {
  const { db } = sources;
  const figures = await gatherFigures(sources, at);
  const recipients = { mailTo: alerts.mailTo, webhook: alerts.webhook !== undefined, publicUrl };
  const unknown = await updateAlerts(db, figures, recipients);
  if (alerts.webhook) await makeCalls(db, alerts.webhook, publicUrl);
  return unknown;
}
