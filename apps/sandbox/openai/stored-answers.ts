import { type Answer, errorAnswer } from './answers.js';
import { digestOf } from './ledger.js';

/** Responses by idempotency key. Refusals are not stored, so that they can be retried. */
export class StoredAnswers {
  /** A promise, so that a concurrent repeat waits for the first request. */
  readonly #given = new Map<string, { asked: string; answer: Promise<Answer> }>();

  /** Undefined for a new key. A key that was used with another body is refused, as Stripe does. */
  async find(endpoint: string, key: string, body: unknown): Promise<Answer | undefined> {
    const before = this.#given.get(`${endpoint} ${key}`);
    if (!before) return undefined;
    if (before.asked !== digestOf(JSON.stringify(body)))
      return errorAnswer(
        400,
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        'idempotency_error',
        'idempotency_key_reused',
      );
    // A repeat gets the stored response without the fault of the first one.
    return { ...(await before.answer), cut: undefined };
  }

  store(endpoint: string, key: string, body: unknown, answer: Promise<Answer>): void {
    const name = `${endpoint} ${key}`;
    const drop = () => this.#given.delete(name);
    this.#given.set(name, { asked: digestOf(JSON.stringify(body)), answer });
    answer.then(({ status }) => status === 200 || drop(), drop);
  }
}
