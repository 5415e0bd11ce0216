import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#database/database.js';
import { DATABASE } from '../tokens.js';
import { ProblemException } from '../http/problem-exception.js';

const FREE_FAILURES = 5;
const FIRST_BLOCK_SECONDS = 15;
const LONGEST_BLOCK_SECONDS = 15 * 60;

/** Sign-in lockout with backoff per email address, whether or not the account exists. */
@Injectable()
export class LoginThrottle {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * Counts an attempt before it is checked, so that parallel attempts are limited like sequential ones. Throws 429 while the
   * address is blocked; `succeeded` resets the count.
   */
  async startAttempt(email: string): Promise<void> {
    const counted = await this.db.$executeRaw`
      INSERT INTO "LoginThrottle" AS t (email, failures, "blockedUntil", "updatedAt") VALUES (${email}, 1, now(), now())
      ON CONFLICT (email) DO UPDATE SET
        failures = t.failures + 1,
        "updatedAt" = now(),
        "blockedUntil" = now() + make_interval(secs =>
          LEAST(${LONGEST_BLOCK_SECONDS}::float8, ${FIRST_BLOCK_SECONDS}::float8 * power(2, GREATEST(0, LEAST(20, t.failures + 1 - ${FREE_FAILURES}::int)))))
      WHERE t.failures < ${FREE_FAILURES}::int OR t."blockedUntil" <= now()`;
    if (counted > 0) return;
    const row = await this.db.loginThrottle.findUnique({ where: { email } });
    const seconds = Math.max(1, row ? (row.blockedUntil.getTime() - Date.now()) / 1000 : 1);
    throw new ProblemException(
      429,
      'sign-in-locked',
      `Too many failed sign-ins; try again in ${Math.ceil(seconds)} s.`,
      { retryAfterSeconds: seconds },
    );
  }

  async succeeded(email: string): Promise<void> {
    await this.db.loginThrottle.deleteMany({ where: { email } });
  }
}
