import { createHash } from 'node:crypto';
import type { StoredAnswer } from '../core/kinds.js';
import { DAY, type World } from '../core/world.js';
import { StripeError } from './errors.js';

/** How long an answer is kept under its key, in seconds: https://docs.stripe.com/api/idempotent_requests */
export const IDEMPOTENCY_RETENTION = DAY;

/** The digest by which a repeat shows that it asks for the same. */
export const digestOf = (method: string, path: string, body: string): string =>
  createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');

/** Answers of requests that came with an idempotency key. */
export class StoredAnswers {
  /** Keys whose request runs at this moment, or whose answer is still held back. */
  readonly #inUse = new Set<string>();

  constructor(private readonly world: World) {}

  /** The answer given before, undefined for a new key; takes hold of a new key. */
  claim(key: string, digest: string): StoredAnswer | undefined {
    if (this.#inUse.has(key))
      throw new StripeError(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}.`,
      });
    const stored = this.world.store.get('kept_answer', key);
    if (stored && stored.created > this.world.now() - IDEMPOTENCY_RETENTION) {
      if (stored.digest === digest) return stored;
      throw new StripeError(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      });
    }
    this.#inUse.add(key);
    return undefined;
  }

  /** Runs in the transaction of the request, so that effect and response are stored atomically. */
  store(answer: StoredAnswer): void {
    this.world.put('kept_answer', answer);
  }

  release(key: string): void {
    this.#inUse.delete(key);
  }
}
