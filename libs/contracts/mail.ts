import { z } from 'zod';
import { reason } from './support.js';

export const MAIL_STATES = ['queued', 'sent', 'kept', 'failed'] as const;

/** A mail that the platform sends, as its admin sees it in the list. */
export const mailView = z
  .object({
    id: z.uuid(),
    recipient: z.string(),
    subject: z.string(),
    state: z.enum(MAIL_STATES),
    hasBody: z.boolean().meta({ description: 'It can be opened: a mail that was sent is wiped here' }),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Mail' });
export type MailView = z.infer<typeof mailView>;

export const openMail = z.strictObject({ reason });
export type OpenMail = z.infer<typeof openMail>;

/** A mail that was opened, which is recorded. */
export const mailText = mailView
  .extend({ body: z.string().meta({ description: 'With the secrets of its links taken out' }) })
  .meta({ id: 'MailText' });
export type MailText = z.infer<typeof mailText>;
