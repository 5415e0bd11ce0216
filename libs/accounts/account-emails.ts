import type { Retained } from '#contracts/account.js';
import { emailText } from '#i18n/email-texts.js';

interface Addressee {
  email: string;
  name: string;
  locale?: string;
}
interface EmailMessage {
  recipient: string;
  subject: string;
  body: string;
}

/** `link`: of the page where the archive is downloaded. */
export const exportEmail = ({ email, name, locale }: Addressee, until: Date, link: string): EmailMessage => ({
  recipient: email,
  subject: emailText('export.subject', {}, locale),
  body: emailText('export.body', { name, until, link }, locale),
});

/** `link`: takes the erasure back. */
export const gracePeriodEmail = (
  { email, name, locale }: Addressee,
  eraseAt: Date,
  link: string,
  hasPlan: boolean,
): EmailMessage => ({
  recipient: email,
  subject: emailText('gracePeriod.subject', {}, locale),
  body: emailText('gracePeriod.body', { name, eraseAt, link, plan: hasPlan ? 'yes' : 'no' }, locale),
});

export const erasureCanceledEmail = ({ email, name, locale }: Addressee): EmailMessage => ({
  recipient: email,
  subject: emailText('erasureCanceled.subject', {}, locale),
  body: emailText('erasureCanceled.body', { name }, locale),
});

export function erasureCompletedEmail({ email, name, locale }: Addressee, kept: readonly Retained[]): EmailMessage {
  const retained = kept.map((kind) => `- ${emailText(`retained.${kind}`, {}, locale)}`).join('\n');
  return {
    recipient: email,
    subject: emailText('erasureCompleted.subject', {}, locale),
    body: emailText('erasureCompleted.body', { name, retained }, locale),
  };
}
