import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#database/database.js';
import { DATABASE } from '../tokens.js';

/** Maximum time that an access token stays valid after its account is deleted. */
const FRESH_MS = 5_000;
const MAX_COUNT = 10_000;

/** Cache of accounts that are not deleted; access tokens alone would stay valid for 15 minutes. */
@Injectable()
export class OpenAccounts {
  /** Time of each account's last check, oldest first. */
  readonly #seen = new Map<string, number>();

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  async has(id: string): Promise<boolean> {
    const now = Date.now();
    if (now - (this.#seen.get(id) ?? 0) < FRESH_MS) return true;
    this.#seen.delete(id);
    if ((await this.db.user.count({ where: { id, closedAt: null } })) === 0) return false;
    this.#seen.set(id, now);
    const [oldest] = this.#seen.keys();
    if (oldest !== undefined && this.#seen.size > MAX_COUNT) this.#seen.delete(oldest);
    return true;
  }

  /** Takes effect in this process immediately, in others within seconds. */
  forget(id: string): void {
    this.#seen.delete(id);
  }
}
