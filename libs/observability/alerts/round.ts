import type { Config } from '#config/config.js';
import { makeCalls } from './calls.js';
import { gatherFigures } from './gather.js';
import type { Sources } from './gather.js';
import { keepAlerts } from './keep-alerts.js';

export interface AlertDeps extends Sources {
  alerts: Config['alerts'];
  publicUrl: string;
}

/** All rules once: what is wrong is opened, what is over resolved, who is to be told is told. Safe to repeat. */
export async function alertRound({ alerts, publicUrl, ...sources }: AlertDeps): Promise<void> {
  const { db } = sources;
  const at = new Date();
  const figures = await gatherFigures(sources, at);
  const told = { mailTo: alerts.mailTo, webhook: alerts.webhook !== undefined, publicUrl };
  const unknown = await keepAlerts(db, figures, told);
  const round = { at, tookMs: Date.now() - at.getTime(), unknown };
  await db.alertRound.upsert({ where: { id: 1 }, create: round, update: round });
  if (alerts.webhook) await makeCalls(db, alerts.webhook, publicUrl);
}
