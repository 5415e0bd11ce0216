import { askedDigest } from './asked-digest.js';
import type { CallContext, PaidAnswer } from './illustrator.js';

/** A `CallContext` that keeps paid answers in memory, as the worker keeps them in its database. */
export class PaidMemory implements CallContext {
  readonly stored = new Map<string, PaidAnswer>();
  readonly #controller = new AbortController();
  /** Calls that were made, answered or not. */
  made = 0;
  /** Called after an answer was stored; throwing here is a crash between paying and using. */
  afterStore: () => void = () => undefined;

  constructor(private readonly job = 'job-1') {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(reason: unknown): void {
    this.#controller.abort(reason);
  }

  heartbeat(): void {
    // A test needs no sign of life.
  }

  async paidOnce(name: string, asked: unknown, call: (idempotencyKey: string) => Promise<PaidAnswer>): Promise<Buffer> {
    const key = `${this.job}/${name}/${askedDigest(asked)}`;
    let answer = this.stored.get(key);
    if (!answer) {
      this.made += 1;
      answer = await call(key);
      this.stored.set(key, answer);
      this.afterStore();
    }
    return answer.body;
  }

  get micros(): number {
    return [...this.stored.values()].reduce((sum, each) => sum + each.cost.micros, 0);
  }
}
