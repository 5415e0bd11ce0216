/** A request as it reached the API. */
export interface LoggedRequest {
  at: string;
  requestId: string;
  method: string;
  path: string;
  /** Form-encoded: the body of a POST, the query of others. */
  form: string;
  idempotencyKey: string | null;
  status: number;
  replayed: boolean;
  fault: string | null;
}

const MAX_REQUESTS = 1_000;

/** The last thousand requests, oldest first. */
export class RequestLog {
  readonly #requests: LoggedRequest[] = [];

  record(request: {
    requestId: string;
    method: string;
    path: string;
    form: string;
    key: string | null;
    status: number;
    fault: string | null;
    headers?: Record<string, string>;
  }): void {
    const { key, headers, ...rest } = request;
    this.#requests.push({
      at: new Date().toISOString(),
      ...rest,
      idempotencyKey: key,
      replayed: headers?.['idempotent-replayed'] === 'true',
    });
    if (this.#requests.length > MAX_REQUESTS) this.#requests.shift();
  }

  list(): LoggedRequest[] {
    return this.#requests;
  }

  clear(): void {
    this.#requests.length = 0;
  }
}
