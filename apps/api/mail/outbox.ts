import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import { startMailWorkflow } from '#temporal/start/start-mail.js';
import { log } from '../log.js';
import { TEMPORAL } from '../tokens.js';

export interface EmailMessage {
  recipient: string;
  subject: string;
  body: string;
}

/** Mails on their way out. */
@Injectable()
export class Outbox {
  constructor(@Inject(TEMPORAL) private readonly temporal: Client) {}

  /** Writes the mail down in the caller's transaction, so that it exists exactly when what it tells about does. */
  async put(tx: Connection, letter: EmailMessage): Promise<string> {
    const { id } = await tx.outgoingMail.create({ data: { id: newId(), ...letter }, select: { id: true } });
    return id;
  }

  /** After the commit. Waits for nothing: whatever is in the way, the watchdog starts it later. */
  sendSoon(id: string): void {
    startMailWorkflow(this.temporal, id).catch((err: unknown) =>
      log.warn({ err, mailId: id }, 'a mail stays queued until Temporal is back'),
    );
  }
}
