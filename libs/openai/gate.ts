import { createHash } from 'node:crypto';
import { NOT_ASKED_MESSAGE } from '#contracts/failures.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';

/** After "out of credit" nothing is sent for so long (ms), so that a book of 400 pages asks once and not 400 times. */
const QUOTA_PAUSE = 30_000;

/**
 * The gate to one account at one provider, shared by story and pictures of this process. While the provider has asked
 * to wait, it blocks all calls: callers get the time to wait.
 */
export class ProviderGate {
  #closedUntil = 0;
  #refusedUntil = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Throws `TransientFailure` provider-rate-limited or `PermanentFailure` quota-exhausted while nothing may be sent. */
  pass(): void {
    const now = this.now();
    if (now < this.#refusedUntil) throw new PermanentFailure('quota-exhausted', NOT_ASKED_MESSAGE, { notAsked: true });
    const wait = this.#closedUntil - now;
    if (wait > 0)
      throw new TransientFailure('provider-rate-limited', 'The AI provider asked to wait.', {
        retryAfterMs: wait,
        notAsked: true,
      });
  }

  /** Learns from a failed call. */
  learn(failure: unknown): void {
    if (failure instanceof TransientFailure && failure.retryAfterMs !== undefined)
      this.#closedUntil = Math.max(this.#closedUntil, this.now() + failure.retryAfterMs);
    if (failure instanceof PermanentFailure && failure.code === 'quota-exhausted')
      this.#refusedUntil = this.now() + QUOTA_PAUSE;
  }
}

const gates = new Map<string, ProviderGate>();

/** The gate of this process for an address and key; the key itself is not kept. */
export function gateFor(baseUrl: string, apiKey: string | null): ProviderGate {
  const account = createHash('sha256')
    .update(`${baseUrl}\n${apiKey ?? ''}`)
    .digest('hex');
  const gate = gates.get(account) ?? new ProviderGate();
  gates.set(account, gate);
  return gate;
}
