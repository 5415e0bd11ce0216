import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { TOKENS } from './rate-limits.js';
import type { DriveDeps } from './rate-limits.js';
import { publishDriveEvent } from '../sync/drive-events.js';
import { tokensIn } from './google.js';
import type { Tokens } from './google.js';

const VALID_MS = 10 * 60_000;
const VERIFIER = 'drive-verifier';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const secret = (): string => randomBytes(32).toString('base64url');

/** Begins a connection: where to send the person, and what their browser must show when they come back (PKCE, RFC 7636). */
export async function startConnection(
  { db, google, vault }: DriveDeps,
  userId: string,
  redirectUri: string,
): Promise<{ url: string; cookie: string }> {
  const [state, verifier, cookie] = [secret(), secret(), secret()];
  const now = new Date();
  await db.driveAuthorization.deleteMany({ where: { OR: [{ userId }, { expiresAt: { lt: now } }] } });
  await db.driveAuthorization.create({
    data: {
      stateHash: hashOf(state),
      userId,
      cookieHash: hashOf(cookie),
      verifier: vault.seal(verifier, VERIFIER),
      expiresAt: new Date(now.getTime() + VALID_MS),
    },
  });
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { url: google.consentUrl(redirectUri, state, challenge), cookie };
}

/** The user who started this in the same browser; works once. Null: unknown, another browser, or too long ago. */
export async function takeAuthorization(
  { db, vault }: Pick<DriveDeps, 'db' | 'vault'>,
  state: string,
  cookie: string,
): Promise<{ userId: string; verifier: string } | null> {
  const taken = await db.$queryRaw<{ userId: string; verifier: string }[]>`
    DELETE FROM "DriveAuthorization"
    WHERE "stateHash" = ${hashOf(state)} AND "cookieHash" = ${hashOf(cookie)} AND "expiresAt" > now()
    RETURNING "userId"::text, verifier`;
  const verifier = taken[0] && vault.open(taken[0].verifier, VERIFIER);
  return taken[0] && verifier ? { userId: taken[0].userId, verifier } : null;
}

/**
 * Stores the grant. Connecting the same account again continues where it was; another account starts over, and
 * what lies in the old one stays there.
 */
export async function storeConnection(
  { db, google, vault }: DriveDeps,
  ownerId: string,
  tokens: Tokens,
): Promise<{ id: string }> {
  const { data } = await google.drive(tokens.access).about.get({ fields: 'user(permissionId,emailAddress)' });
  const account = { accountId: data.user?.permissionId ?? '', email: data.user?.emailAddress ?? '' };
  const sealed = vault.seal(JSON.stringify(tokens), TOKENS);
  return db.$transaction(async (tx) => {
    const before = await tx.driveConnection.findUnique({ where: { ownerId } });
    const isOther = before !== null && before.accountId !== account.accountId;
    if (isOther) await tx.driveBook.deleteMany({ where: { connectionId: before.id } });
    const granted = { ...account, tokens: sealed, state: 'connected', message: null, fault: null, faultAt: null };
    const row = await tx.driveConnection.upsert({
      where: { ownerId },
      create: { id: newId(), ownerId, ...granted },
      update: { ...granted, ...(isOther ? { rootFolderId: null, changeToken: null } : {}) },
      select: { id: true },
    });
    await publishDriveEvent(tx, ownerId);
    return row;
  });
}

/** Gives the grant back to Google and forgets it, with all that we knew of this Drive. Files stay in it. */
export async function disconnect({ db, google, vault }: DriveDeps, ownerId: string): Promise<{ revoked: boolean }> {
  const row = await db.driveConnection.findUnique({ where: { ownerId } });
  if (!row) return { revoked: true };
  const opened = vault.open(row.tokens, TOKENS);
  const revoked =
    opened !== null &&
    (await google.revoke(tokensIn(opened).refresh).then(
      () => true,
      () => false,
    ));
  await forget(db, ownerId);
  return { revoked };
}

async function forget(db: Database, ownerId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.driveConnection.deleteMany({ where: { ownerId } });
    await publishDriveEvent(tx, ownerId);
  });
}
