import { emailText } from '#i18n/email-texts.js';

/** The email about books that cannot be synced to Drive. `drive`: the account; `link`: the page in the console. */
export const driveWaitingEmail = (
  { email, name, locale }: { email: string; name: string; locale?: string },
  state: 'reconnect' | 'full',
  drive: string,
  link: string,
): { recipient: string; subject: string; body: string } => ({
  recipient: email,
  subject: emailText(`drive.${state}.subject`, {}, locale),
  body: emailText(`drive.${state}.body`, { name, drive, link }, locale),
});
