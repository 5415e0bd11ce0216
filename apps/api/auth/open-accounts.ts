import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#database/database.js';
import { DATABASE } from '../tokens.js';

/** So long may an access token outlive its account. */
const FRESH_MS = 5_000;
const MAX_COUNT = 10_000;

/** Accounts that are neither erased nor about to be: an access token would be good for a quarter of an hour by itself. */
@Injectable()
export class OpenAccounts {
  /** When each was last seen; the oldest first. */
  readonly #seen = new Map<string, number>();

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async has(id: string): Promise<boolean> {
    const now = Date.now();
    if (now - (this.#seen.get(id) ?? 0) < FRESH_MS) return true;
    this.#seen.delete(id);
    if ((await this.db.user.count({ where: { id, closedAt: null } })) === 0) return false;
    this.#seen.set(id, now);
    if (this.#seen.size > MAX_COUNT) this.#seen.delete(this.#seen.keys().next().value!);
    return true;
  }

  /** This process forgets at once; others within seconds. */
  forget(id: string): void {
    this.#seen.delete(id);
  }
}
