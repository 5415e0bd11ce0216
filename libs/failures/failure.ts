import type { FailureCode, TransientFailureCode, PermanentFailureCode } from '#contracts/failures.js';

/** Base of permanent and transient failures: a stable code, a message for people, and the cause. */
export abstract class Failure extends Error {
  abstract readonly retryable: boolean;
  readonly code: FailureCode;
  /** We did not ask, because of an earlier answer: this says nothing new of whoever was to be asked. */
  readonly notAsked: boolean;

  protected constructor(code: FailureCode, message: string, options?: ErrorOptions & { notAsked?: boolean }) {
    super(message, options);
    this.code = code;
    this.notAsked = options?.notAsked ?? false;
    this.name = new.target.name;
  }
}

/** A retry without a change would fail the same way: the job parks and its author is notified. */
export class PermanentFailure extends Failure {
  readonly retryable = false;
  constructor(code: PermanentFailureCode, message: string, options?: ErrorOptions & { notAsked?: boolean }) {
    super(code, message, options);
  }
}

/** Something outside is out of order; trying again later may help. `retryAfterMs` is the provider's own wish. */
export class TransientFailure extends Failure {
  readonly retryable = true;
  readonly retryAfterMs: number | undefined;
  constructor(
    code: TransientFailureCode,
    message: string,
    options?: ErrorOptions & { retryAfterMs?: number | undefined; notAsked?: boolean },
  ) {
    super(code, message, options);
    this.retryAfterMs = options?.retryAfterMs;
  }
}
