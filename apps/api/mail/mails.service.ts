import { Inject, Injectable } from '@nestjs/common';
import { mailView } from '#contracts/mail.js';
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
 * Emails for admins. A link's token is equivalent to its recipient's password, so tokens are masked,
 * and opening an email is recorded in the audit log.
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

  /** Writes the audit entry before it returns the text. */
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
  state: mailView.shape.state.parse(state),
  hasBody: body !== '',
  createdAt: createdAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
});
