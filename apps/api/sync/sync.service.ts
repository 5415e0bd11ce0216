import { Inject, Injectable } from '@nestjs/common';
import { MAX_ART_PAGES } from '#contracts/book.js';
import { syncResult } from '#contracts/sync.js';
import type { OfflineEdit, SyncAnswer, SyncAsk, SyncConflict, SyncResult } from '#contracts/sync.js';
import { printable } from '#contracts/text.js';
import type { Connection, Database } from '#database/database.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException } from '../http/problem-exception.js';
import { log } from '../log.js';
import { DATABASE } from '../tokens.js';
import { BooksService } from '../books/books.service.js';
import { changesSince } from './changes-since.js';
import { NotThere, takeEffect } from './effect.js';
import { decodeSyncCursor } from './sync-cursor.js';

const LONGEST_PROBLEM = 500;

/** Offline edits: each applied once, without overwriting concurrent changes. */
@Injectable()
export class SyncService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BooksService) private readonly books: BooksService,
  ) {}

  /**
   * One transaction per edit, in order, so that an interrupted request can be repeated. Then the changes since
   * the cursor.
   */
  async apply(caller: Caller, { clientId, edits, cursor }: SyncAsk): Promise<SyncAnswer> {
    // an invalid cursor rejects the request before anything is written
    const since = typeof cursor === 'string' ? decodeSyncCursor(cursor) : null;
    const results: SyncResult[] = [];
    for (const edit of edits) results.push(await this.one(caller.id, edit));
    const count = (outcome: string): number => results.filter((result) => result.outcome === outcome).length;
    log.debug({ clientId, conflicts: count('conflict'), refused: count('refused') }, `${edits.length} offline edits`);
    if (cursor === undefined) return { results, changes: [], cursor: null, more: false, reset: false };
    return { results, ...(await changesSince(this.db, caller.id, since, (ids) => this.books.some(caller, ids))) };
  }

  private async one(ownerId: string, edit: OfflineEdit): Promise<SyncResult> {
    try {
      return await this.db.$transaction((tx) => once(tx, ownerId, edit));
    } catch (error) {
      // Not stored: on a shared device, another user's edits may first arrive with the wrong sign-in.
      if (error instanceof NotThere) return refused(edit.id, error.message);
      throw error;
    }
  }
}

/** Returns the stored result, or applies the edit and stores its result. Concurrent requests with the same id wait. */
async function once(tx: Connection, ownerId: string, edit: OfflineEdit): Promise<SyncResult> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${edit.id}::uuid::text, 0))::text`;
  const known = await tx.offlineEdit.findUnique({ where: { id: edit.id } });
  if (known && known.ownerId !== ownerId) throw new NotThere();
  if (known) return { ...syncResult.parse(known.outcome), id: edit.id };
  const result = await resultOf(tx, ownerId, edit);
  await tx.offlineEdit.create({ data: { id: edit.id, ownerId, outcome: result } });
  return result;
}

/** A refused edit wrote nothing, so the refusal can be stored. */
async function resultOf(tx: Connection, ownerId: string, edit: OfflineEdit): Promise<SyncResult> {
  if (edit.page !== null && (edit.page < 0 || edit.page > MAX_ART_PAGES)) throw new NotThere();
  try {
    return taken(edit.id, await takeEffect(tx, ownerId, edit));
  } catch (error) {
    if (error instanceof ProblemException) return refused(edit.id, error.message);
    throw error;
  }
}

const taken = (id: string, conflicts: SyncConflict[]): SyncResult => ({
  id,
  outcome: conflicts.length > 0 ? 'conflict' : 'applied',
  conflicts,
  problem: null,
});

/** Problems may quote input with characters that the database cannot store. */
const refused = (id: string, problem: string): SyncResult => ({
  id,
  outcome: 'refused',
  conflicts: [],
  problem: printable(problem).slice(0, LONGEST_PROBLEM),
});
