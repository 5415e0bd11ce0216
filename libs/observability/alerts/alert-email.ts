import type { Prisma } from '#database/generated/client.js';
import { inText, titleOf } from './rules.js';
import { runbookOf } from './view.js';

export type Moment = 'opened' | 'resolved';
type Alert = Prisma.AlertGetPayload<object>;

/** The email about an alert: what is wrong comes first, since it is read on a phone at night. */
export function alertEmail(alert: Alert, moment: Moment, publicUrl: string): { subject: string; body: string } {
  const title = titleOf(alert.rule);
  const word = moment === 'resolved' ? 'Resolved' : alert.severity === 'critical' ? 'Critical' : 'Warning';
  const about = alert.subject ? ` (${alert.subject})` : '';
  const lasted = alert.resolvedAt ? inText(alert.resolvedAt.getTime() - alert.openedAt.getTime()) : '';
  return {
    subject: `[ColorBook] ${word}: ${title}${about}`,
    body: [
      moment === 'resolved' ? `It is over after ${lasted}. At last it was:` : 'This was found:',
      '',
      alert.message,
      '',
      `Since ${alert.openedAt.toISOString()} (UTC).`,
      '',
      `What to do: ${publicUrl}${runbookOf(alert.rule)}`,
      `All alerts: ${publicUrl}/monitoring/alerts`,
      '',
    ].join('\n'),
  };
}
