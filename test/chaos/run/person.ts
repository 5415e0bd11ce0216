import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from '#contracts/auth.js';
import type { Chance } from './chance.js';
import type { Ledger, Made } from './ledger.js';
import type { Environment } from './environment.js';

/** How long a request is retried before it counts as unanswered. */
const RETRY_MS = 120_000;
const REQUEST_MS = 20_000;

export interface Answer<T> {
  status: number;
  body: T;
}

/** An HTTP client that retries as browsers and people do, always with the same Idempotency-Key. */
export class Person {
  #token: string | undefined;

  constructor(
    readonly name: string,
    private readonly credentials: { email: string; password: string },
    readonly environment: Environment,
    readonly ledger: Ledger,
    readonly chance: Chance,
  ) {}

  get email(): string {
    return this.credentials.email;
  }

  /** The answer to a request, also a refusal; retries while the platform is unavailable. */
  async try<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Answer<T>> {
    for (const end = Date.now() + RETRY_MS; ; await delay(this.chance.between(100, 500))) {
      const answer = await this.#once<T>(method, path, body, headers);
      if (answer && !isTransient(answer)) return answer;
      if (answer?.status === 401) this.#token = undefined;
      if (Date.now() > end)
        throw new Error(`${method} ${path} had no answer for ${RETRY_MS / 1000} s (last: ${JSON.stringify(answer)})`);
    }
  }

  /** Throws for any refusal. */
  async ask<T>(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<T> {
    const { status, body: answer } = await this.try<T>(method, path, body, headers);
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  /**
   * Creates one resource; often repeats the request although it was answered, as a client that lost the answer does. Null
   * when the platform refused.
   */
  async make<T extends { id: string }>(route: Made['route'], path: string, body: object): Promise<T | null> {
    const key = randomUUID();
    const made = this.ledger.ask(route, this.email, key);
    let result: T | null = null;
    for (let left = this.chance.happens(0.3) ? 2 : 1; left > 0; left -= 1) {
      made.sent += 1;
      const { status, body: answer } = await this.try<T>('POST', path, body, { 'idempotency-key': key });
      if (status >= 400) return result;
      made.ids.add(answer.id);
      result = answer;
    }
    this.ledger.count(`${route} acknowledged`);
    if (this.chance.happens(0.05)) await this.#otherBody(path, key, body);
    return result;
  }

  async #otherBody(path: string, key: string, body: object): Promise<void> {
    const { status } = await this.try('POST', path, { ...body, ...other(body) }, { 'idempotency-key': key });
    this.ledger.count('keys used again with another body');
    if (status !== 422) this.ledger.violate('L1', `A key with another body was answered with ${status} (${path})`);
  }

  /** One attempt. Null: no connection, or it broke. */
  async #once<T>(
    method: string,
    path: string,
    body: object | undefined,
    headers: Record<string, string>,
  ): Promise<Answer<T> | null> {
    try {
      const token = (this.#token ??= await this.#signIn());
      const response = await fetch(this.environment.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...headers,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        redirect: 'manual',
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      const text = await response.text();
      this.ledger.count('requests');
      if (response.status >= 400) this.#checkRefusal(method, path, response, text);
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
    } catch (error) {
      if ((error as Error).name === 'SyntaxError')
        this.ledger.violate('L7', `${method} ${path} answered with half of a body`);
      else if (!isBroken(error)) throw error;
      this.ledger.count('requests that met nobody');
      return null;
    }
  }

  /** Refusals are problem details, and 503 is the only 5xx. */
  #checkRefusal(method: string, path: string, response: Response, text: string): void {
    const { status } = response;
    this.ledger.count(`answers ${status}`);
    if (!response.headers.get('content-type')?.startsWith('application/problem+json'))
      this.ledger.violate('L7', `${method} ${path}: ${status} without problem details: ${text.slice(0, 200)}`);
    if (status >= 500 && status !== 503)
      this.ledger.violate('L7', `${method} ${path}: ${status} ${text.slice(0, 300)}`);
  }

  async #signIn(): Promise<string> {
    const response = await fetch(`${this.environment.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(this.credentials),
      signal: AbortSignal.timeout(REQUEST_MS),
    });
    const text = await response.text();
    if (response.ok) return (JSON.parse(text) as Session).accessToken;
    if (response.status !== 503 && response.status !== 429)
      this.ledger.violate('L7', `signing in: ${response.status} ${text.slice(0, 200)}`);
    throw new TypeError('not now');
  }

  /** The access token, for event streams. */
  async token(): Promise<string> {
    this.#token ??= await this.#signIn();
    return this.#token;
  }
}

/** Whether a retry can help: unavailable, rate limit, expired session, or the key in flight. */
function isTransient({ status, body }: Answer<unknown>): boolean {
  if ([401, 429, 503].includes(status)) return true;
  return status === 409 && (body as { code?: string })?.code === 'idempotency-key-in-flight';
}

/** By name: what fetch throws is of Node's realm, which under jest is not the test's. */
const isBroken = (error: unknown): boolean =>
  ['TypeError', 'TimeoutError', 'AbortError'].includes((error as Error).name);

const other = (body: object): object => ('theme' in body ? { theme: 'something else' } : { bookId: randomUUID() });
