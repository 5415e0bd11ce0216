import type { ErasureState, ErasureStep } from '#contracts/account.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { AccountErasure } from '#database/generated/client.js';
import { personHash } from './personal-data-scrubber.js';

export interface NewErasure {
  id: string;
  userId: string;
  askedBy: 'person' | 'admin' | 'restore';
  actorId?: string;
  reason?: string;
  undoHash?: string;
  eraseAt: Date;
}

/** Writes down that an account is to be erased. Null: another erasure of it is open. Safe to repeat with the same id. */
export async function insertErasure(tx: Connection, ask: NewErasure): Promise<AccountErasure | null> {
  await tx.accountErasure.createMany({
    data: [{ ...ask, personHash: personHash(ask.userId), pseudonymId: newId() }],
    skipDuplicates: true,
  });
  return tx.accountErasure.findUnique({ where: { id: ask.id } });
}

export const openErasure = (db: Connection, userId: string): Promise<AccountErasure | null> =>
  db.accountErasure.findFirst({ where: { userId, endedAt: null } });

/** Only during the grace period. The row decides between a cancellation and the end of the period. */
export async function takeErasureBack(tx: Connection, id: string): Promise<boolean> {
  const { count } = await tx.accountErasure.updateMany({
    where: { id, state: 'waiting' },
    data: { state: 'taken-back', undoHash: null, endedAt: new Date() },
  });
  return count > 0;
}

/** Ends the grace period and closes the account to sign-ins. False when the erasure was canceled. Idempotent. */
export async function closeAccount(db: Database, id: string): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const now = new Date();
    await tx.accountErasure.updateMany({ where: { id, state: 'waiting' }, data: { state: 'running', step: 'jobs' } });
    const row = await tx.accountErasure.findUniqueOrThrow({ where: { id } });
    if (row.endedAt) return false;
    if (row.userId === null) return true;
    await tx.user.updateMany({ where: { id: row.userId, closedAt: null }, data: { closedAt: now } });
    await tx.refreshToken.updateMany({ where: { userId: row.userId, revokedAt: null }, data: { revokedAt: now } });
    return true;
  });
}

/** Says where an erasure is, or what it waits for. */
export async function noteErasure(
  db: Database,
  id: string,
  at: { state: ErasureState; step?: ErasureStep; code?: string | null; message?: string | null },
): Promise<void> {
  const { code = null, message = null, ...rest } = at;
  await db.accountErasure.updateMany({ where: { id, endedAt: null }, data: { ...rest, code, message } });
}

/** What is left of it is the tombstone. */
export async function endErasure(db: Database, id: string): Promise<void> {
  await db.accountErasure.updateMany({
    where: { id, endedAt: null },
    data: { state: 'done', step: 'done', code: null, message: null, reason: '', endedAt: new Date() },
  });
}

/**
 * A restored backup brings accounts back that had been erased since: they are erased again, without grace. Gives how many
 * such were found. A tombstone's hash says whose they are.
 */
export async function eraseWhatCameBack(db: Database): Promise<number> {
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT u.id::text FROM "User" u
    JOIN "AccountErasure" e ON e."personHash" = encode(sha256(convert_to(u.id::text, 'UTF8')), 'hex') AND e.state = 'done'
    WHERE NOT EXISTS (SELECT FROM "AccountErasure" o WHERE o."userId" = u.id AND o."endedAt" IS NULL)
    LIMIT 500`;
  for (const { id: userId } of found)
    await insertErasure(db, {
      id: newId(),
      userId,
      askedBy: 'restore',
      reason: 'A restored backup brought it back.',
      eraseAt: new Date(),
    });
  return found.length;
}
