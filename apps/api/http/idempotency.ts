import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { DATABASE } from '../tokens.js';
import { withFormerNames } from './deprecated-names.js';
import { ProblemException, conflict } from './problem-exception.js';

const LOCK_MS = 20_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

interface Ask {
  userId: string;
  route: string;
  key: string | undefined;
  body: unknown;
}

/**
 * `Idempotency-Key` (IETF draft): the id of the new object is stored under the key before it is created, so that a
 * repeat, also after a crash, finds or creates the same object. Same key, other body: 422; in flight: 409.
 */
@Injectable()
export class Idempotency {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Runs `create` at most once at a time for a key; `create` must be idempotent for the same id. */
  async once<T>(ask: Ask, create: (id: string) => Promise<T>): Promise<T> {
    if (ask.key === undefined) return create(newId());
    if (!KEY.test(ask.key))
      throw new ProblemException(422, 'invalid-idempotency-key', 'Idempotency-Key: 1 to 200 visible ASCII characters');
    const id = await this.lock({ ...ask, key: ask.key });
    const where = { userId_route_key: { userId: ask.userId, route: ask.route, key: ask.key } };
    try {
      return await create(id);
    } finally {
      await this.db.idempotencyKey.update({ where, data: { lockedUntil: null } });
    }
  }

  private async lock({ userId, route, key, body }: Ask & { key: string }): Promise<string> {
    const bodyHash = createHash('sha256')
      .update(canonical(withFormerNames(body)))
      .digest('hex');
    const lockedUntil = new Date(Date.now() + LOCK_MS);
    const made = await this.db.idempotencyKey.createManyAndReturn({
      data: [{ userId, route, key, bodyHash, resourceId: newId(), lockedUntil }],
      skipDuplicates: true,
    });
    if (made[0]) return made[0].resourceId;
    const found = await this.db.idempotencyKey.findUniqueOrThrow({
      where: { userId_route_key: { userId, route, key } },
    });
    if (found.bodyHash !== bodyHash)
      throw new ProblemException(422, 'idempotency-key-reused', 'This Idempotency-Key was used with another body.');
    const taken = await this.db.idempotencyKey.updateMany({
      where: { userId, route, key, OR: [{ lockedUntil: null }, { lockedUntil: { lt: new Date() } }] },
      data: { lockedUntil },
    });
    if (taken.count === 0)
      throw conflict('idempotency-key-in-flight', 'A request with this Idempotency-Key is being worked on; try again.');
    return found.resourceId;
  }
}

/** JSON with sorted keys, so that the order of keys does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
