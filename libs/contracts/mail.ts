import { z } from 'zod';

export const MAIL_STATES = ['queued', 'sent', 'kept', 'failed'] as const;

/** A mail that the platform sends, as its admin sees it. */
export const mailView = z
  .object({
    id: z.uuid(),
    recipient: z.string(),
    subject: z.string(),
    body: z.string().meta({ description: 'Of a kept mail; empty otherwise, since it holds a link that is a secret' }),
    state: z.enum(MAIL_STATES),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Mail' });
export type MailView = z.infer<typeof mailView>;
