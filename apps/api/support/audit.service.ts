import { Inject, Injectable } from '@nestjs/common';
import { auditView, checkAudit, readAudit, recordAudit } from '#audit/audit-log.js';
import type { AuditFilter } from '#audit/audit-log.js';
import type { AuditCheck, AuditEntry, ListAudit } from '#contracts/support.js';
import type { Connection, Database } from '#database/database.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException } from '../http/problem-exception.js';
import { DATABASE } from '../tokens.js';

type AuditInput = Omit<AuditFilter, 'actor'>;

/** The audit log. */
@Injectable()
export class AuditService {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Appends an entry and returns its number. Idempotent with `requestId`. */
  async record(caller: Caller, entry: AuditInput, requestId?: string): Promise<number> {
    return this.db.$transaction((tx) => this.recordIn(tx, caller, entry, requestId));
  }

  /** The same within the transaction of the recorded change. */
  async recordIn(tx: Connection, caller: Caller, entry: AuditInput, requestId?: string): Promise<number> {
    if (requestId) {
      const known = await tx.auditEntry.findFirst({
        where: { subjectId: entry.subjectId, detail: { path: ['requestId'], equals: requestId } },
        select: { seq: true },
      });
      if (known) return known.seq;
    }
    const user = await tx.user.findUnique({ where: { id: caller.id }, select: { id: true, email: true } });
    if (!user) throw new ProblemException(401, 'not-signed-in', 'This account is gone; sign in again.');
    const detail = { ...entry.detail, ...(requestId ? { requestId } : {}) };
    return recordAudit(tx, { ...entry, detail, actor: { ...user, role: caller.role } });
  }

  /** Newest first. */
  async list({ subjectId, actor, act, before, limit }: ListAudit): Promise<AuditEntry[]> {
    const rows = await this.db.auditEntry.findMany({
      where: {
        ...(subjectId ? { subjectId } : {}),
        ...(act ? { act } : {}),
        ...(before ? { seq: { lt: before } } : {}),
        ...(actor ? whoIs(actor) : {}),
      },
      orderBy: { seq: 'desc' },
      take: limit,
    });
    return rows.map(auditView);
  }

  check(): Promise<AuditCheck> {
    return checkAudit(this.db);
  }

  /** One entry a line, oldest first: `npm run audit FILE` checks such a file without this deployment. */
  async *lines(): AsyncGenerator<string> {
    for await (const entry of readAudit(this.db)) yield `${JSON.stringify(entry)}\n`;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const whoIs = (actor: string) =>
  UUID.test(actor) ? { actorId: actor } : { actorEmail: { contains: actor, mode: 'insensitive' as const } };
