import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { DATABASE } from '../tokens.js';
import { ProblemException } from '../http/problem-exception.js';

export const REFRESH_DAYS = 30;

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const ended = (): ProblemException => new ProblemException(401, 'session-ended', 'Sign in again.');

/** Rotating refresh tokens: each works once, and a second use ends the whole family (RFC 9700 §4.14.2). */
@Injectable()
export class RefreshTokens {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async issue(userId: string, familyId = newId()): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + REFRESH_DAYS * 24 * 60 * 60 * 1000);
    await this.db.refreshToken.create({ data: { id: newId(), familyId, userId, tokenHash: digest(token), expiresAt } });
    return token;
  }

  /** Uses a token up and gives the next one; throws 401 for one that is unknown, expired, revoked or used. */
  async rotate(token: string): Promise<{ userId: string; token: string }> {
    const tokenHash = digest(token);
    const used = await this.db.refreshToken.updateManyAndReturn({
      where: { tokenHash, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
      data: { usedAt: new Date() },
      select: { userId: true, familyId: true },
    });
    if (!used[0]) {
      await this.revoke(token);
      throw ended();
    }
    const { userId, familyId } = used[0];
    const next = await this.issue(userId, familyId);
    // a reuse that was noticed while this rotation ran has ended the family: the new token must not outlive it
    const dead = await this.db.refreshToken.count({ where: { familyId, revokedAt: { not: null } } });
    if (dead > 0) {
      await this.revokeFamily(familyId);
      throw ended();
    }
    return { userId, token: next };
  }

  /** Ends the family that a token belongs to: sign-out, or a token that was used twice. */
  async revoke(token: string): Promise<void> {
    const known = await this.db.refreshToken.findUnique({ where: { tokenHash: digest(token) } });
    if (known) await this.revokeFamily(known.familyId);
  }

  private async revokeFamily(familyId: string): Promise<void> {
    await this.db.refreshToken.updateMany({ where: { familyId, revokedAt: null }, data: { revokedAt: new Date() } });
  }
}
