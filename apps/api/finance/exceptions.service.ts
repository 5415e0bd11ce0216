import { Inject, Injectable } from '@nestjs/common';
import type {
  ExceptionFilter,
  ExceptionSummary,
  ExceptionView,
  ListExceptions,
  PatchException,
} from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import type { Connection, Database } from '#database/database.js';
import type { ReconciliationException } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE } from '../tokens.js';
import { whereExceptions } from './exception-filter.js';
import { itemSummary, exceptionView, peopleIn } from './exception-view.js';
import { cutAt, placeOf } from './moment-cursor.js';
import { People } from './people.js';

const EXPORT_BATCH = 500;

/** Exceptions: assignment, due date and resolution. */
@Injectable()
export class ExceptionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async list({ cursor, limit, ...filter }: ListExceptions): Promise<Listing<ExceptionSummary>> {
    const found = await this.rowsAfter(filter, cursor, limit + 1);
    const { rows, nextCursor } = cutAt(found, limit, ({ occurredAt, id }) => ({ at: occurredAt, id }));
    const people = await People.of(this.db, rows.flatMap(peopleIn));
    return { items: rows.map((row) => itemSummary(row, people)), nextCursor, limit };
  }

  /** All exceptions in batches, for an export. */
  async *all(filter: ExceptionFilter): AsyncGenerator<ExceptionSummary> {
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await this.list({ ...filter, cursor, limit: EXPORT_BATCH });
      yield* items;
      if (nextCursor === null) return;
      cursor = nextCursor;
    }
  }

  async get(id: string): Promise<ExceptionView> {
    const row = await this.db.reconciliationException.findUnique({
      where: { id },
      include: { comments: { orderBy: { at: 'asc' }, take: 500 } },
    });
    if (!row) throw notFound('exception');
    const authors = row.comments.map(({ authorId }) => authorId);
    return exceptionView(row, await People.of(this.db, [...peopleIn(row), ...authors]));
  }

  async patch(id: string, { ownerId, dueAt }: PatchException): Promise<ExceptionView> {
    await this.row(id);
    if (ownerId) await this.requireStaff(ownerId);
    await this.db.reconciliationException.update({
      where: { id },
      data: {
        ...(ownerId === undefined ? {} : { ownerId }),
        ...(dueAt === undefined ? {} : { dueAt: dueAt === null ? null : new Date(dueAt) }),
      },
    });
    return this.get(id);
  }

  async comment(caller: Caller, id: string, text: string): Promise<ExceptionView> {
    await this.row(id);
    await this.db.exceptionComment.create({ data: { id: newId(), exceptionId: id, authorId: caller.id, text } });
    return this.get(id);
  }

  /** Resolves an exception by hand. It reopens only when its difference changes. */
  async resolve(caller: Caller, id: string, reason: string): Promise<ExceptionView> {
    await this.row(id);
    await this.db.$transaction((tx) => this.resolveIn(tx, caller, id, reason));
    return this.get(id);
  }

  async resolveIn(tx: Connection, caller: Caller, id: string, reason: string): Promise<void> {
    const { count } = await tx.reconciliationException.updateMany({
      where: { id, state: { in: ['open', 'expected'] } },
      data: { state: 'resolved', resolvedById: caller.id, resolvedAt: new Date(), reason, repairedBy: null },
    });
    if (count === 0) throw conflict('illegal-move', 'This exception is settled already, or a repair is under way.');
    const entry = { act: 'finance-resolve', subjectKind: 'reconciliation-item', subjectId: id, reason } as const;
    await this.audit.recordIn(tx, caller, entry);
  }

  /** Only users who may see exceptions can be assigned. */
  async requireStaff(ownerId: string): Promise<void> {
    const staff = await this.db.user.count({ where: { id: ownerId, role: { in: ['finance', 'admin'] } } });
    if (staff === 0) throw new ProblemException(422, 'invalid-input', 'ownerId: is nobody of finance');
  }

  async row(id: string): Promise<ReconciliationException> {
    const row = await this.db.reconciliationException.findUnique({ where: { id } });
    if (!row) throw notFound('exception');
    return row;
  }

  private rowsAfter(
    filter: ExceptionFilter,
    cursor: string | undefined,
    take: number,
  ): Promise<ReconciliationException[]> {
    const place = placeOf(cursor);
    const rest = place
      ? { OR: [{ occurredAt: { lt: place.at } }, { occurredAt: place.at, id: { lt: place.id } }] }
      : {};
    return this.db.reconciliationException.findMany({
      where: { AND: [whereExceptions(filter), rest] },
      orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
      take,
    });
  }
}
