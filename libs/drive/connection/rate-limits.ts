import { setTimeout as delay } from 'node:timers/promises';
import type { drive_v3 } from '@googleapis/drive';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { publishDriveEvent } from '../sync/drive-events.js';
import { asDriveFailure, isGrantGone, statusOf } from './drive-failure.js';
import { tokensIn } from './google.js';
import type { Google, Tokens } from './google.js';
import { driveWaitingEmail } from '../sync/waiting-email.js';
import type { Vault } from './token-vault.js';

/** Requests a second for one account, and how many may come at once. Google allows more; other apps use it, too. */
const PER_SECOND = 10;
const BURST = 20;
/** More than all activities of a deployment could ask for at once: a turn farther off was written by a clock that was wrong. */
const LONGEST_QUEUE_SECONDS = 10;
/** A token that ends sooner is renewed before it is used. */
const SPARE_MS = 60_000;
const REFRESH_TIMEOUT_MS = 30_000;

export const TOKENS = 'drive-tokens';
const GONE = 'Google takes our permission no more. Connect your Drive again; the sync goes on where it was.';

const UNREADABLE =
  'The stored permission of a Google Drive cannot be decrypted: ENCRYPTION_KEYS lacks the key that encrypted it.';

export interface DriveDeps {
  db: Database;
  google: Google;
  vault: Vault;
  /** Of the console, for the link in a mail. */
  publicUrl: string;
}

/** An author's Drive: lets requests through at the account's pace, with a token that is good. */
export class DriveAccount {
  constructor(
    private readonly deps: DriveDeps,
    readonly connectionId: string,
  ) {}

  /** Runs requests of Google's client. Throws `PermanentFailure` or `TransientFailure`; see drive-failure.ts. */
  run<T>(call: (drive: drive_v3.Drive) => Promise<T>): Promise<T> {
    return this.withToken(
      (token) => call(this.deps.google.drive(token)),
      (error) => statusOf(error) === 401,
    );
  }

  /**
   * Runs `call` with an access token; when the token is refused, once more with a fresh one. The second time, it is the
   * grant that is gone.
   */
  async withToken<T>(call: (token: string) => Promise<T>, isRefused: (error: unknown) => boolean): Promise<T> {
    const first = await this.token();
    try {
      await this.pace();
      return await call(first);
    } catch (error) {
      if (!isRefused(error)) throw asDriveFailure(error);
    }
    const second = await this.token(first);
    try {
      await this.pace();
      return await call(second);
    } catch (error) {
      if (!isRefused(error)) throw asDriveFailure(error);
      await this.park('reconnect', GONE);
      throw new PermanentFailure('drive-reconnect', GONE, { cause: error });
    }
  }

  /** Records in the author's connection what keeps it from working; the first to notice notifies the author. */
  async park(state: 'reconnect' | 'full', message: string): Promise<void> {
    await this.deps.db.$transaction((tx) => parkConnection(tx, this.deps.publicUrl, this.connectionId, state, message));
  }

  /**
   * A token that is good. Renewed by one worker at a time, under the connection's row: after a revocation, Google is asked
   * once, and everybody else finds the answer in the row.
   */
  private async token(refused?: string): Promise<string> {
    const { db, google, vault } = this.deps;
    const outcome = await db.$transaction(
      async (tx): Promise<string | null> => {
        await tx.$queryRaw`SELECT 1 FROM "DriveConnection" WHERE id = ${this.connectionId}::uuid FOR UPDATE`;
        const row = await tx.driveConnection.findUnique({ where: { id: this.connectionId } });
        if (!row || row.state === 'reconnect') return null;
        const opened = vault.open(row.tokens, TOKENS);
        const tokens = opened === null ? null : tokensIn(opened);
        const storeTokens = (next: Tokens) =>
          tx.driveConnection.update({
            where: { id: this.connectionId },
            data: { tokens: vault.seal(JSON.stringify(next), TOKENS) },
          });
        if (tokens && tokens.access !== refused && tokens.expiresAt - SPARE_MS > Date.now()) {
          if (vault.isOld(row.tokens)) await storeTokens(tokens);
          return tokens.access;
        }
        try {
          // the operator lost a key, or started without it: no author can fix that
          if (!tokens) throw new TransientFailure('drive-misconfigured', UNREADABLE);
          const fresh = await google.refresh(tokens);
          await storeTokens(fresh);
          return fresh.access;
        } catch (error) {
          if (!isGrantGone(error)) throw asDriveFailure(error);
          await parkConnection(tx, this.deps.publicUrl, this.connectionId, 'reconnect', GONE);
          return null;
        }
      },
      { timeout: REFRESH_TIMEOUT_MS, maxWait: REFRESH_TIMEOUT_MS },
    );
    if (outcome === null) throw new PermanentFailure('drive-reconnect', GONE);
    return outcome;
  }

  /** Waits for this request's turn: a generic cell rate algorithm on one column that all workers share. */
  private async pace(): Promise<void> {
    const [turn] = await this.deps.db.$queryRaw<{ wait: number }[]>`
      UPDATE "DriveConnection"
      SET "paceAt" = LEAST(
          GREATEST("paceAt", now() - make_interval(secs => ${BURST / PER_SECOND}::float8))
            + make_interval(secs => ${1 / PER_SECOND}::float8),
          now() + make_interval(secs => ${LONGEST_QUEUE_SECONDS}::float8))
      WHERE id = ${this.connectionId}::uuid
      RETURNING (extract(epoch FROM "paceAt" - now()) * 1000)::float8 AS wait`;
    if (turn && turn.wait > 0) await delay(turn.wait);
  }
}

/** The first to notice notifies the author, in the console and by mail, which the watchdog sends. */
async function parkConnection(
  tx: Connection,
  publicUrl: string,
  id: string,
  state: 'reconnect' | 'full',
  message: string,
): Promise<void> {
  const [row] = await tx.driveConnection.updateManyAndReturn({
    where: { id, state: { not: state } },
    data: { state, message },
    select: { ownerId: true, email: true },
  });
  if (!row) return;
  await publishDriveEvent(tx, row.ownerId);
  const owner = await tx.user.findUniqueOrThrow({ where: { id: row.ownerId }, select: { email: true, name: true } });
  await tx.outgoingMail.create({
    data: { id: newId(), ...driveWaitingEmail(owner, state, row.email, `${publicUrl}/drive`) },
  });
}
