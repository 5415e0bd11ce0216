import { emailText } from '#i18n/email-texts.js';
import type { EmailMessage } from '#mail/outbox.js';

interface Person {
  email: string;
  name: string;
  locale?: string;
}

export const verifyEmail = ({ email, name, locale }: Person, link: string): EmailMessage => ({
  recipient: email,
  subject: emailText('verify.subject', {}, locale),
  body: emailText('verify.body', { name, link }, locale),
});

export const resetPasswordEmail = ({ email, name, locale }: Person, link: string): EmailMessage => ({
  recipient: email,
  subject: emailText('resetPassword.subject', {}, locale),
  body: emailText('resetPassword.body', { name, link }, locale),
});

export const passwordChangedEmail = ({ email, name, locale }: Person, link: string): EmailMessage => ({
  recipient: email,
  subject: emailText('passwordChanged.subject', {}, locale),
  body: emailText('passwordChanged.body', { name, link }, locale),
});
