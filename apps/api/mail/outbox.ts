import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { MailView } from '#contracts/mail.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { startMailWorkflow } from '#temporal/start-mail.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { log } from '../log.js';
import { DATABASE, TEMPORAL } from '../tokens.js';

export interface Letter {
  recipient: string;
  subject: string;
  body: string;
}

/** Mails on their way out. */
@Injectable()
export class Outbox {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
  ) {}

  /** Writes the mail down in the caller's transaction, so that it exists exactly when what it tells about does. */
  async put(tx: Connection, letter: Letter): Promise<string> {
    const { id } = await tx.outgoingMail.create({ data: { id: newId(), ...letter }, select: { id: true } });
    return id;
  }

  /** After the commit. Waits for nothing: whatever is in the way, the watchdog starts it later. */
  sendSoon(id: string): void {
    startMailWorkflow(this.temporal, id).catch((err: unknown) =>
      log.warn({ err, mailId: id }, 'a mail stays queued until Temporal is back'),
    );
  }

  async list({ cursor, limit }: PageQuery): Promise<Listing<MailView>> {
    const found = await this.db.outgoingMail.findMany({
      where: after(decodeCursor(cursor)),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    return {
      items: rows.map(({ body, state, createdAt, sentAt, ...row }) => ({
        ...row,
        body: state === 'kept' ? body : '',
        state: state as MailView['state'],
        createdAt: createdAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
      })),
      nextCursor,
      limit,
    };
  }
}
