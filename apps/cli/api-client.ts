import type { Session } from '#contracts/auth.js';
import type { BatchItems, BatchView, CreateBatch } from '#contracts/batches.js';
import type { Provider } from '#contracts/book.js';
import type { BookEstimate } from '#contracts/estimate.js';
import type { ArtifactView, StreamEvent, JobView } from '#contracts/jobs.js';
import type { BillingView } from '#contracts/payments.js';
import type { Problem } from '#contracts/problem.js';
import type { BookView } from '#contracts/books.js';
import { readEvents, type ServerEvent } from './book/event-stream.js';

/** The api refused: its problem details, in words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? problem.title ?? `The api answered ${status}.`);
  }

  /** One line for each field that is wrong. */
  get fields(): string[] {
    return (this.problem.errors ?? []).map(({ path, message }) => (path ? `${path}: ${message}` : message));
  }
}

/** Nobody answers, or the answer broke off. Trying again may help. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export interface Preflight {
  ok: boolean;
  [part: string]: unknown;
}

export type NumberedEvent = StreamEvent & { seq: number; jobId: string; at: string };

/** The few calls of the public HTTP api that make books. Signs in again by itself when the token has run out. */
export class ApiClient {
  private token = '';
  private credentials: { email: string; password: string } | undefined;

  constructor(readonly url: string) {}

  async signIn(email: string, password: string): Promise<Session> {
    this.credentials = { email, password };
    this.token = '';
    const session = await this.json<Session>('POST', '/api/auth/login', { body: { email, password } });
    this.token = session.accessToken;
    return session;
  }

  createBook(form: object, key: string): Promise<BookView> {
    return this.json('POST', '/api/books', { body: form, key });
  }

  startBook(bookId: string, key: string): Promise<JobView> {
    return this.json('POST', '/api/jobs', { body: { kind: 'generate-book', bookId }, key });
  }

  job(id: string): Promise<JobView> {
    return this.json('GET', `/api/jobs/${id}`);
  }

  cancel(id: string): Promise<JobView> {
    return this.json('POST', `/api/jobs/${id}/cancel`);
  }

  async artifacts(jobId: string): Promise<ArtifactView[]> {
    return (await this.json<{ items: ArtifactView[] }>('GET', `/api/jobs/${jobId}/artifacts`)).items;
  }

  preflight(bookId: string): Promise<Preflight> {
    return this.json('GET', `/api/books/${bookId}/preflight`);
  }

  /** Refused when the provider is not set up here. */
  estimate(pages: number, provider: Provider): Promise<BookEstimate> {
    return this.json('GET', `/api/estimates?pages=${pages}&provider=${provider}`);
  }

  /** Plan and limits. */
  billing(): Promise<BillingView> {
    return this.json('GET', '/api/payments/subscription');
  }

  startBatch(ask: CreateBatch, key: string): Promise<BatchView> {
    return this.json('POST', '/api/batches', { body: ask, key });
  }

  batch(id: string): Promise<BatchView> {
    return this.json('GET', `/api/batches/${id}`);
  }

  cancelBatch(id: string): Promise<BatchView> {
    return this.json('POST', `/api/batches/${id}/cancel`);
  }

  /** Books of a batch in a state, those behind a position. */
  batchItems(id: string, state: string, after: number): Promise<BatchItems> {
    return this.json('GET', `/api/batches/${id}/items?state=${state}&after=${after}&limit=100`);
  }

  /** The bytes of a batch's archive as they come. */
  downloadBatch(id: string): Promise<ReadableStream<Uint8Array>> {
    return this.stream(`/api/batches/${id}/zip`);
  }

  /** The bytes of one artifact as they come. */
  download(artifactId: string): Promise<ReadableStream<Uint8Array>> {
    return this.stream(`/api/artifacts/${artifactId}`);
  }

  /** The audit log, one entry a line. For admins, support and finance. */
  auditLog(): Promise<ReadableStream<Uint8Array>> {
    return this.stream('/api/support/audit.jsonl');
  }

  private async stream(path: string): Promise<ReadableStream<Uint8Array>> {
    const response = await this.request('GET', path, {});
    if (!response.body) throw new Unreachable('The api sent no file.');
    return response.body;
  }

  /** Events of a job after `lastEventId`; ends when the server ends the stream. Throws `Unreachable` when it breaks. */
  async *events(jobId: string, lastEventId: string, signal: AbortSignal): AsyncGenerator<ServerEvent<NumberedEvent>> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId !== '') headers['last-event-id'] = lastEventId;
    const response = await this.request('GET', `/api/jobs/${jobId}/events`, { headers, signal });
    if (!response.body) throw new Unreachable('The api sent no events.');
    try {
      yield* readEvents<NumberedEvent>(response.body);
    } catch (cause) {
      throw new Unreachable('The connection to the api broke off.', { cause });
    }
  }

  private async json<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
    const response = await this.request(method, path, options);
    try {
      return (await response.json()) as T;
    } catch (cause) {
      throw new Unreachable(`The api's answer to ${method} ${path} broke off.`, { cause });
    }
  }

  private async request(method: string, path: string, options: RequestOptions): Promise<Response> {
    const response = await this.send(method, path, options);
    if (response.ok) return response;
    if (response.status === 401 && this.token !== '' && this.credentials) {
      await this.signIn(this.credentials.email, this.credentials.password);
      const again = await this.send(method, path, options);
      if (again.ok) return again;
      throw await problemOf(again);
    }
    throw await problemOf(response);
  }

  private async send(method: string, path: string, { body, key, headers, signal }: RequestOptions): Promise<Response> {
    const all: Record<string, string> = { accept: 'application/json', ...headers };
    if (this.token !== '') all['authorization'] = `Bearer ${this.token}`;
    if (key !== undefined) all['idempotency-key'] = key;
    if (body !== undefined) all['content-type'] = 'application/json';
    try {
      const content = body === undefined ? null : JSON.stringify(body);
      return await fetch(new URL(path, this.url), { method, headers: all, body: content, signal: signal ?? null });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new Unreachable(`The api at ${this.url} does not answer.`, { cause });
    }
  }
}

interface RequestOptions {
  body?: unknown;
  /** Idempotency-Key: the same key gives the same thing, however often it is sent. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => ({}));
  return new ApiProblem(response.status, body && typeof body === 'object' ? body : {});
}
