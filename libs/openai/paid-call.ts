/** Cost of a paid call in millionths of a currency unit ("micros"), since one image may cost less than a cent. */
export interface Cost {
  micros: number;
  currency: string;
}

/** What an adapter gets beside the request: cancellation, heartbeats, and the memory of paid calls. */
export interface CallContext {
  signal: AbortSignal;
  heartbeat(): void;
  /**
   * Runs `call` at most once for `name` and what is `asked`, ever: the answer is stored before it is used, and a later run
   * that asks the same gets the stored answer without calling. `name` says which call of the step this is, e.g. `image`.
   * `asked` is the body of the request: what was edited meanwhile is requested again, under another idempotency key.
   */
  paidOnce(name: string, asked: unknown, call: (idempotencyKey: string) => Promise<PaidAnswer>): Promise<Buffer>;
}

export interface PaidAnswer {
  /** The provider's answer as it came: an image's bytes, or JSON. */
  body: Buffer;
  cost: Cost;
  model: string;
  /** The provider's own id of the request, for their support. */
  requestId?: string | undefined;
}
