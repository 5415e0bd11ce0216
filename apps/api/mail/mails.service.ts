import { Inject, Injectable } from '@nestjs/common';
import type { MailText, MailView } from '#contracts/mail.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import type { Database } from '#database/database.js';
import { redactTokens } from '#mail/redact-tokens.js';
import type { Caller } from '../auth/caller.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { notFound } from '../http/problem-exception.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE } from '../tokens.js';

/**
 * Mails as an admin sees them. A link in a mail is as good as its recipient's password, so its secret is shown to nobody
 * here, and whoever opens a mail is written down.
 */
@Injectable()
export class MailsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async list({ cursor, limit }: PageQuery): Promise<Listing<MailView>> {
    const found = await this.db.outgoingMail.findMany({
      where: after(decodeCursor(cursor)),
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cut(found, limit);
    return { items: rows.map(mailViewOf), nextCursor, limit };
  }

  /** The entry is written before the words are given. */
  async open(caller: Caller, id: string, reason: string): Promise<MailText> {
    const mail = await this.db.outgoingMail.findUnique({ where: { id } });
    if (!mail || mail.body === '') throw notFound('mail');
    await this.audit.record(caller, {
      act: 'open-mail',
      subjectKind: 'mail',
      subjectId: id,
      reason,
      detail: { subject: mail.subject },
    });
    return { ...mailViewOf(mail), body: redactTokens(mail.body) };
  }
}

interface Row {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  state: string;
  createdAt: Date;
  sentAt: Date | null;
}

const mailViewOf = ({ id, recipient, subject, body, state, createdAt, sentAt }: Row): MailView => ({
  id,
  recipient,
  subject,
  state: state as MailView['state'],
  hasBody: body !== '',
  createdAt: createdAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
});
