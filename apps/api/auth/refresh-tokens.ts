import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { CONFIG, DATABASE } from '../tokens.js';
import { ProblemException } from '../http/problem-exception.js';

export const REFRESH_DAYS = 30;
/**
 * Grace period in which a reused token gets the same successor: a second reload, another tab or a lost response repeats
 * the request without a theft.
 */
export const GRACE_SECONDS = 30;
/** Maximum length of a chain within the grace period. */
const MAX_STEPS = 50;

/** A refresh token and its user. */
export interface Rotated {
  userId: string;
  token: string;
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const ended = (): ProblemException => new ProblemException(401, 'session-ended', 'Sign in again.');

/**
 * Rotating refresh tokens: each has one successor, and a use after the grace ends the whole family (RFC 9700 §4.14.2).
 * The successor is derived from the token and a server key, so that it can be returned again without being stored;
 * the database holds hashes only.
 */
@Injectable()
export class RefreshTokens {
  private readonly key: Buffer;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) { auth }: Config,
  ) {
    this.key = createHmac('sha256', auth.jwtSecret).update('refresh token successor').digest();
  }

  async issue(userId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + REFRESH_DAYS * 24 * 60 * 60 * 1000);
    await this.db.refreshToken.create({
      data: { id: newId(), familyId: newId(), userId, tokenHash: digest(token), expiresAt },
    });
    return token;
  }

  /** The successor of a token; throws 401 for one that is unknown, expired or revoked, or was used before the grace. */
  async rotate(token: string): Promise<Rotated> {
    // in a race, the second request may still see the first one's token as unused
    const next = (await this.useUp(token)) ?? (await this.findSuccessor(token));
    if (next) return next;
    await this.revoke(token);
    throw ended();
  }

  /** Revokes the token's family: on sign-out, or on reuse after the grace period. */
  async revoke(token: string): Promise<void> {
    const found = await this.db.refreshToken.findUnique({ where: { tokenHash: digest(token) } });
    if (found) await this.revokeFamily(found.familyId);
  }

  private successorOf(token: string): string {
    return createHmac('sha256', this.key).update(token).digest('base64url');
  }

  /** Null when the token is not usable. A single statement, so that a used token always has its successor. */
  private async useUp(token: string): Promise<Rotated | null> {
    const next = this.successorOf(token);
    const [made] = await this.db.$queryRaw<{ userId: string; familyId: string }[]>`
      WITH used AS (
        UPDATE "RefreshToken" SET "usedAt" = now()
        WHERE "tokenHash" = ${digest(token)} AND "usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > now()
        RETURNING "userId", "familyId")
      INSERT INTO "RefreshToken" (id, "familyId", "userId", "tokenHash", "expiresAt")
      SELECT ${newId()}::uuid, "familyId", "userId", ${digest(next)}, now() + make_interval(days => ${REFRESH_DAYS}::int) FROM used
      RETURNING "userId"::text, "familyId"::text`;
    if (!made) return null;
    // a reuse detected during this rotation revoked the family: the new token must not outlive it
    const dead = await this.db.refreshToken.count({ where: { familyId: made.familyId, revokedAt: { not: null } } });
    if (dead === 0) return { userId: made.userId, token: next };
    await this.revokeFamily(made.familyId);
    throw ended();
  }

  /**
   * The newest token of the chain, if each rotation is within the grace period: responses may arrive out of order.
   * Null if one is older, and for an invalid token.
   */
  private async findSuccessor(token: string): Promise<Rotated | null> {
    let current = token;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const [row] = await this.db.$queryRaw<{ userId: string; isUsed: boolean }[]>`
        SELECT "userId"::text, "usedAt" IS NOT NULL AS "isUsed" FROM "RefreshToken"
        WHERE "tokenHash" = ${digest(current)} AND "revokedAt" IS NULL AND "expiresAt" > now()
          AND ("usedAt" IS NULL OR "usedAt" > now() - make_interval(secs => ${GRACE_SECONDS}::float8))`;
      if (!row) return null;
      if (!row.isUsed) return { userId: row.userId, token: current };
      current = this.successorOf(current);
    }
    return null;
  }

  private async revokeFamily(familyId: string): Promise<void> {
    await this.db.refreshToken.updateMany({ where: { familyId, revokedAt: null }, data: { revokedAt: new Date() } });
  }
}
