import { type ApiClient as Api, createApiClient, dataOf } from '#client/api-client.js';
import { Unreachable } from '#client/api-problem.js';
import { type EventBatch, readEvents } from '#client/event-stream.js';
import { type PasswordSession, passwordSession } from '#client/password-session.js';
import type { Session } from '#contracts/auth.js';
import type { BatchItems, BatchItemState, BatchView, CreateBatch } from '#contracts/batches.js';
import type { Provider } from '#contracts/book.js';
import type { BookEstimate } from '#contracts/estimate.js';
import type { ArtifactView, JobView } from '#contracts/jobs.js';
import type { NumberedEvent } from '#contracts/numbered-event.js';
import type { BillingView } from '#contracts/payments.js';
import type { PreflightView } from '#contracts/preflight.js';
import type { CreateBook, BookView } from '#contracts/books.js';

/** Required fields of a book; all others have defaults. */
export type BookForm = Partial<CreateBook> & Pick<CreateBook, 'theme' | 'pages'>;

const withKey = (key: string) => ({ header: { 'Idempotency-Key': key } });
const ofId = (id: string) => ({ params: { path: { id } } });

/** Client of the public HTTP API for making books. Signs in again when the token expires. */
export class ApiClient {
  private readonly api: Api;
  private session: PasswordSession | undefined;

  constructor(readonly url: string) {
    this.api = createApiClient({
      baseUrl: url,
      token: () => this.session?.token() ?? '',
      renew: (refused) => this.session?.renew(refused) ?? Promise.resolve(false),
    });
  }

  async signIn(email: string, password: string): Promise<Session> {
    this.session = passwordSession({ baseUrl: this.url }, { email, password });
    return this.session.signIn();
  }

  createBook(form: BookForm, key: string): Promise<BookView> {
    return dataOf(this.api.POST('/api/books', { body: form, params: withKey(key) }));
  }

  startBook(bookId: string, key: string): Promise<JobView> {
    return dataOf(this.api.POST('/api/jobs', { body: { kind: 'generate-book', bookId }, params: withKey(key) }));
  }

  job(id: string): Promise<JobView> {
    return dataOf(this.api.GET('/api/jobs/{id}', ofId(id)));
  }

  cancel(id: string): Promise<JobView> {
    return dataOf(this.api.POST('/api/jobs/{id}/cancel', ofId(id)));
  }

  async artifacts(jobId: string): Promise<ArtifactView[]> {
    return (await dataOf(this.api.GET('/api/jobs/{id}/artifacts', ofId(jobId)))).items;
  }

  preflight(bookId: string): Promise<PreflightView> {
    return dataOf(this.api.GET('/api/books/{id}/preflight', ofId(bookId)));
  }

  /** Throws when the provider is not configured. */
  estimate(pages: number, provider: Provider): Promise<BookEstimate> {
    return dataOf(this.api.GET('/api/estimates', { params: { query: { pages, provider } } }));
  }

  /** Plan and limits. */
  billing(): Promise<BillingView> {
    return dataOf(this.api.GET('/api/payments/subscription'));
  }

  startBatch(ask: CreateBatch, key: string): Promise<BatchView> {
    return dataOf(this.api.POST('/api/batches', { body: ask, params: withKey(key) }));
  }

  batch(id: string): Promise<BatchView> {
    return dataOf(this.api.GET('/api/batches/{id}', ofId(id)));
  }

  cancelBatch(id: string): Promise<BatchView> {
    return dataOf(this.api.POST('/api/batches/{id}/cancel', ofId(id)));
  }

  /** Books of a batch in a state, after a position. */
  batchItems(id: string, state: BatchItemState, after: number): Promise<BatchItems> {
    const params = { path: { id }, query: { state, after, limit: 100 } };
    return dataOf(this.api.GET('/api/batches/{id}/items', { params }));
  }

  /** Streams a batch's archive. */
  downloadBatch(id: string): Promise<ReadableStream<Uint8Array>> {
    return bytesOf(this.api.GET('/api/batches/{id}/zip', { ...ofId(id), parseAs: 'stream' }));
  }

  /** Streams an artifact. */
  download(artifactId: string): Promise<ReadableStream<Uint8Array>> {
    return bytesOf(this.api.GET('/api/artifacts/{id}', { ...ofId(artifactId), parseAs: 'stream' }));
  }

  /** The audit log, one entry a line. For admins, support and finance. */
  auditLog(): Promise<ReadableStream<Uint8Array>> {
    return bytesOf(this.api.GET('/api/support/audit.jsonl', { parseAs: 'stream' }));
  }

  /** Events of a job after `lastEventId`; ends when the server ends the stream. Throws `Unreachable` when it breaks. */
  async *events(jobId: string, lastEventId: string, signal: AbortSignal): AsyncGenerator<EventBatch<NumberedEvent>> {
    const params = { path: { id: jobId }, header: { 'Last-Event-ID': lastEventId || undefined } };
    const headers = { accept: 'text/event-stream' };
    const stream = await bytesOf(this.api.GET('/api/jobs/{id}/events', { params, headers, signal, parseAs: 'stream' }));
    try {
      yield* readEvents(stream);
    } catch (cause) {
      throw new Unreachable('The connection to the API broke off.', { cause });
    }
  }
}

async function bytesOf(
  call: Promise<{ data?: ReadableStream<Uint8Array> | null }>,
): Promise<ReadableStream<Uint8Array>> {
  const { data } = await call;
  if (!data) throw new Unreachable('The API sent no content.');
  return data;
}
