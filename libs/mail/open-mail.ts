import type { Config } from '#config/config.js';
import { FileSender } from './file-sender.js';
import type { MailSender } from './mail-sender.js';
import { SmtpSender } from './smtp-sender.js';

/** The way of sending that the configuration names. */
export const openMail = (mail: Config['mail']): MailSender =>
  mail.kind === 'smtp' ? new SmtpSender(mail) : new FileSender(mail.directory);
