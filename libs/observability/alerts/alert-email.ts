import type { Prisma } from '#database/generated/client.js';
import { emailText } from '#i18n/email-texts.js';
import { titleOf, wholeUnits } from './rules.js';
import { runbookOf } from './view.js';

export type Moment = 'opened' | 'resolved';
type Alert = Prisma.AlertGetPayload<object>;

/** “4 minutes” */
function lengthText(from: Date, to: Date, locale: string): string {
  const { count, unit } = wholeUnits(to.getTime() - from.getTime());
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }).format(count);
}

/** The email about an alert: what is wrong comes first, since it is read on a phone at night. */
export function alertEmail(
  alert: Alert,
  moment: Moment,
  publicUrl: string,
  locale = 'en',
): { subject: string; body: string } {
  const rule = titleOf(alert.rule);
  const title = alert.subject ? emailText('alert.about', { title: rule, subject: alert.subject }, locale) : rule;
  const kind = moment === 'resolved' ? 'resolved' : alert.severity === 'critical' ? 'critical' : 'warning';
  return {
    subject: emailText(`alert.subject.${kind}`, { title }, locale),
    body: emailText(
      `alert.body.${moment}`,
      {
        message: alert.message,
        lasted: alert.resolvedAt ? lengthText(alert.openedAt, alert.resolvedAt, locale) : '',
        since: alert.openedAt.toISOString(),
        runbook: `${publicUrl}${runbookOf(alert.rule)}`,
        alerts: `${publicUrl}/monitoring/alerts`,
      },
      locale,
    ),
  };
}
