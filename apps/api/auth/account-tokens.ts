import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Connection } from '#database/database.js';
import { newId } from '#database/ids.js';
import { ProblemException } from '../http/problem-exception.js';

const HOUR_MS = 60 * 60 * 1000;
const LIFE_MS = { 'verify-email': 24 * HOUR_MS, 'reset-password': HOUR_MS } as const;
export type Purpose = keyof typeof LIFE_MS;

/** Maximum number of emails of one purpose per account and hour. */
const MAX_PER_HOUR = 5;

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Tokens of links in emails: 32 random bytes, stored as a hash, single-use, with an expiry. */
@Injectable()
export class AccountTokens {
  /** Null when the account has reached the limit. */
  async issue(tx: Connection, userId: string, purpose: Purpose): Promise<string | null> {
    const lately = { userId, purpose, createdAt: { gt: new Date(Date.now() - HOUR_MS) } };
    if ((await tx.accountToken.count({ where: lately })) >= MAX_PER_HOUR) return null;
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(Date.now() + LIFE_MS[purpose]);
    await tx.accountToken.create({ data: { id: newId(), userId, purpose, tokenHash: digest(token), expiresAt } });
    return token;
  }

  /** Consumes the token and all others of its purpose; returns its user. 422 for an invalid token. */
  async use(tx: Connection, token: string, purpose: Purpose): Promise<string> {
    const now = new Date();
    const [used] = await tx.accountToken.updateManyAndReturn({
      where: { tokenHash: digest(token), purpose, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
      select: { userId: true },
    });
    if (!used)
      throw new ProblemException(
        422,
        'link-not-valid',
        'This link was used already, or it is too old. Ask for a new one.',
      );
    await tx.accountToken.updateMany({ where: { userId: used.userId, purpose, usedAt: null }, data: { usedAt: now } });
    return used.userId;
  }
}
