import { away } from './connection.js';
import { OtherPerson, problemOf, Unreachable } from './problem.js';
import { freshToken, renew, user } from './session.js';

export interface RequestOptions {
  body?: unknown;
  /** Idempotency-Key: the same key gives the same thing, however often it is sent. */
  key?: string;
  /** If-Match: the version that an edit was made on. */
  version?: number;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Only to be sent as this person: who is signed in may change while a token is renewed. */
  as?: string;
}

/** An answer with 2xx, or an `ApiProblem` or `Unreachable`. A token that ran out is renewed once. */
export async function request(method: string, path: string, options: RequestOptions = {}): Promise<Response> {
  const response = await send(method, path, options, await freshToken());
  if (response.ok) return response;
  if (response.status === 401 && (await renew())) {
    const again = await send(method, path, options, await freshToken());
    if (again.ok) return again;
    throw await problemOf(again);
  }
  throw await problemOf(response);
}

export async function requestJson<T>(method: string, path: string, options?: RequestOptions): Promise<T> {
  const response = await request(method, path, options);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function send(method: string, path: string, options: RequestOptions, token: string): Promise<Response> {
  const { body, key, version, signal } = options;
  if (options.as !== undefined && options.as !== user.value?.id) throw new OtherPerson();
  const headers: Record<string, string> = { accept: 'application/json', ...options.headers };
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (key !== undefined) headers['idempotency-key'] = key;
  if (version !== undefined) headers['if-match'] = `"${version}"`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const content = body === undefined ? null : JSON.stringify(body);
  try {
    const response = await fetch(path, { method, headers, body: content, signal: signal ?? null });
    away.value = false;
    return response;
  } catch (cause) {
    if (signal?.aborted && (signal.reason as Error)?.name !== 'TimeoutError') throw cause;
    away.value = true;
    throw new Unreachable({ cause });
  }
}
