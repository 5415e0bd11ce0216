import type { Database } from '#database/database.js';
import type { MailSender } from '#mail/mail-sender.js';
import { runActivity } from '../run-activity.js';

export interface MailDeps {
  db: Database;
  mail: MailSender;
}

/** What happens to one mail of the outbox; each is safe to repeat. */
export const createMailActivities = ({ db, mail }: MailDeps) => ({
  /**
   * Sends the mail unless that was done. A sent mail's text is wiped: it holds a link that is as good as a
   * password. A mail stored as a file is read by the admin only, and keeps its text.
   */
  deliverMail: ({ mailId }: { mailId: string }): Promise<void> =>
    runActivity(async () => {
      const row = await db.outgoingMail.findUnique({ where: { id: mailId } });
      if (row?.state !== 'queued') return;
      const { id, recipient: to, subject, body: text, createdAt: at } = row;
      const state = await mail.deliver({ id, to, subject, text, at });
      await db.outgoingMail.updateMany({
        where: { id, state: 'queued' },
        data: { state, sentAt: new Date(), ...(state === 'sent' ? { body: '' } : {}) },
      });
    }),

  /** Nobody takes it: it is not tried again, and the admin sees so. */
  giveUpMail: ({ mailId }: { mailId: string }): Promise<void> =>
    runActivity(async () => {
      await db.outgoingMail.updateMany({ where: { id: mailId, state: 'queued' }, data: { state: 'failed', body: '' } });
    }),
});
