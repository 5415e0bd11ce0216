import { Inject, Injectable } from '@nestjs/common';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { insertErasure, openErasure } from '#accounts/erasure-record.js';
import { accountRequest, retainedText } from '#contracts/account.js';
import type { AccountRequest, ListAccountRequests } from '#contracts/account.js';
import type { Listing } from '#contracts/pagination.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Database } from '#database/database.js';
import type { AccountErasure, AccountExport } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { signalJob } from '#temporal/signal-job.js';
import type { Caller } from '../auth/caller.js';
import { OpenAccounts } from '../auth/open-accounts.js';
import { after, cut, decodeCursor } from '../http/cursor.js';
import { conflict, notFound } from '../http/problem-exception.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE, TEMPORAL } from '../tokens.js';
import { ErasureService } from './erasure.service.js';

type Person = AccountRequest['person'];

/** Data exports and account deletions of other users. */
@Injectable()
export class StaffAccountService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(ErasureService) private readonly erasures: ErasureService,
    @Inject(OpenAccounts) private readonly accounts: OpenAccounts,
  ) {}

  /** One list of both kinds: reads a page of each and returns the newest rows. */
  async list({ cursor, limit, state }: ListAccountRequests): Promise<Listing<AccountRequest>> {
    const which = state === 'all' ? {} : state === 'open' ? { endedAt: null } : { state };
    const ask = {
      where: { ...which, ...after(decodeCursor(cursor)) },
      orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }],
      take: limit + 1,
    };
    const [exports, erasures] = await Promise.all([
      this.db.accountExport.findMany(ask),
      this.db.accountErasure.findMany(ask),
    ]);
    const newest = [...exports, ...erasures].sort(
      (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1),
    );
    const { rows, nextCursor } = cut(newest, limit);
    const people = await this.peopleOf(rows);
    return { items: rows.map((row) => requestView(row, people)), nextCursor, limit };
  }

  async retry(caller: Caller, id: string, reason: string): Promise<AccountRequest> {
    const row = await this.find(id);
    if (row.state !== 'needs-attention') throw conflict('not-waiting', 'This waits for nobody.');
    await this.audit.record(caller, {
      act: 'retry',
      subjectKind: 'user',
      subjectId: personIdOf(row) ?? id,
      reason,
      detail: { request: id },
    });
    await signalJob(this.temporal, id, newId(), { name: SIGNALS.tryAgain }).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw conflict('not-started', 'Its workflow is only just beginning; try again in a moment.');
    });
    return this.view(id);
  }

  /** Recorded with its reason in one transaction; an erasure in its grace period loses the rest of it. */
  async erase(caller: Caller, userId: string, reason: string): Promise<AccountRequest> {
    if (userId === caller.id) throw conflict('own-account', 'Your own account is erased on your own page.');
    if ((await this.db.user.count({ where: { id: userId } })) === 0) throw notFound('account');
    const open = await openErasure(this.db, userId);
    if (open && open.state !== 'waiting') return this.view(open.id);
    const id = await this.db.$transaction(async (tx) => {
      await this.erasures.refuseLastAdmin(tx, userId);
      // replaces the user's own request, which has a grace period
      if (open)
        await tx.accountErasure.updateMany({
          where: { id: open.id, state: 'waiting' },
          data: { state: 'taken-back', userId: null, undoHash: null, endedAt: new Date() },
        });
      const row = await insertErasure(tx, {
        id: newId(),
        userId,
        askedBy: 'admin',
        actorId: caller.id,
        reason,
        eraseAt: new Date(),
      });
      if (!row) return null;
      await this.audit.recordIn(tx, caller, {
        act: 'order-erasure',
        subjectKind: 'user',
        subjectId: userId,
        reason,
        detail: { erasureId: row.id },
      });
      return row.id;
    });
    this.accounts.forget(userId);
    // the workflow in its grace period reads this at the latest when the period ends
    if (open)
      await signalJob(this.temporal, open.id, `${open.id}:takeBack`, { name: SIGNALS.takeBack }).catch(() => undefined);
    if (id) this.erasures.startSoon(id);
    const ordered = id ?? (await openErasure(this.db, userId))?.id;
    if (ordered === undefined) throw new Error(`The erasure of ${userId} that was under way is over.`);
    return this.view(ordered);
  }

  private async view(id: string): Promise<AccountRequest> {
    const row = await this.find(id);
    return requestView(row, await this.peopleOf([row]));
  }

  private async find(id: string): Promise<AccountExport | AccountErasure> {
    const row =
      (await this.db.accountErasure.findUnique({ where: { id } })) ??
      (await this.db.accountExport.findUnique({ where: { id } }));
    if (!row) throw notFound('request');
    return row;
  }

  private async peopleOf(rows: (AccountExport | AccountErasure)[]): Promise<Map<string, NonNullable<Person>>> {
    const ids = rows.map(personIdOf).filter((id) => id !== null);
    const found = await this.db.user.findMany({
      where: { id: { in: ids } },
      select: { id: true, email: true, name: true },
    });
    return new Map(found.map((person) => [person.id, person]));
  }
}

const personIdOf = (row: AccountExport | AccountErasure): string | null =>
  'ownerId' in row ? row.ownerId : row.userId;

function requestView(row: AccountExport | AccountErasure, people: Map<string, NonNullable<Person>>): AccountRequest {
  const erasure = 'ownerId' in row ? null : row;
  return {
    id: row.id,
    kind: erasure ? 'erase-account' : 'export-account',
    state: accountRequest.shape.state.parse(row.state),
    step: erasure?.step ?? row.state,
    askedBy: accountRequest.shape.askedBy.parse(erasure?.askedBy ?? 'person'),
    person: people.get(personIdOf(row) ?? '') ?? null,
    code: row.code,
    message: row.message,
    kept: retainedText(erasure?.retained ?? []),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
