/** A request as it reached the sandbox. */
export interface LoggedRequest {
  at: string;
  method: string;
  /** With the query, but without tokens. */
  path: string;
  /** The kind of call: method and path without ids; at `/token`, also the grant type. */
  call: string;
  account: string | null;
  contentRange: string | null;
  /** Bytes of the body that came. */
  bytes: number;
  /** 0: the connection broke before an answer. */
  status: number;
  fault: string | null;
}

/** Sums over all requests of one kind. */
interface Count {
  requests: number;
  bytes: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
}

const MAX_REQUESTS = 2_000;

/** The last requests, oldest first, and sums over all since the last clearing. */
export class RequestLog {
  #requests: LoggedRequest[] = [];
  #counts: Record<string, Count> = {};

  record(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.shift();
    const count = (this.#counts[request.call] ??= { requests: 0, bytes: 0, statuses: {} });
    count.requests += 1;
    count.bytes += request.bytes;
    count.statuses[request.status] = (count.statuses[request.status] ?? 0) + 1;
  }

  list(): LoggedRequest[] {
    return this.#requests;
  }

  counts(): Record<string, Count> {
    return this.#counts;
  }

  clear(): void {
    this.#requests = [];
    this.#counts = {};
  }
}

const FIXED = new Set(['generateIds', 'trash', 'startPageToken']);

/** `PATCH /drive/v3/files/:id` for `PATCH /drive/v3/files/1AbC…`. */
export function callOf(method: string, path: string): string {
  const parts = path.split('/');
  const at = parts.indexOf('v3') + 2;
  const last = parts[at];
  if (/^(\/upload)?\/drive\/v3\//.test(path) && last !== undefined && !FIXED.has(last)) parts[at] = ':id';
  return `${method} ${parts.join('/')}`;
}
