import type { Client } from '@temporalio/client';
import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import { startMailWorkflow } from '#temporal/start/start-mail.js';

export interface EmailMessage {
  recipient: string;
  subject: string;
  body: string;
}

/** Mails on their way out: rows of the database, each sent by a workflow of its own. */
export class Outbox {
  constructor(
    private readonly temporal: Client,
    private readonly log: { warn(facts: object, message: string): void },
  ) {}

  /** Stores the mail in the caller's transaction, so that it exists exactly when the reported change does. */
  async put(tx: Connection, letter: EmailMessage): Promise<string> {
    const { id } = await tx.outgoingMail.create({ data: { id: newId(), ...letter }, select: { id: true } });
    return id;
  }

  /** After the commit. Waits for nothing: whatever is in the way, the watchdog starts it later. */
  sendSoon(id: string): void {
    startMailWorkflow(this.temporal, id).catch((err: unknown) =>
      this.log.warn({ err, mailId: id }, 'a mail stays queued until Temporal is back'),
    );
  }
}
