import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { administer, adminError, type SandboxContext } from './admin/admin.js';
import type { FaultRule, FaultTarget } from './admin/faults.js';
import { callOf } from './admin/request-log.js';
import { BrokenOff } from './core/contents.js';
import type { DriveApi } from './drive/api.js';
import { badRequest, GoogleError, MESSAGES } from './drive/errors.js';
import { type Answer, Exchange, json, page, send, TooLarge } from './exchange.js';
import { consent } from './oauth/consent.js';
import { grantOfToken } from './oauth/grants.js';
import { tokenEndpoints } from './oauth/token.js';
import { accountPages } from './pages/account.js';
import { drivePages, notFoundPage, tooLargePage } from './pages/drive.js';

/** Timeout (ms) of a hanging response, so that a forgotten fault does not hold sockets for ever. */
const HANG = 10 * 60_000;

/** Requests of Google's API: faults and request counts apply to these, not to pages and the admin API. */
const isGoogles = (path: string): boolean => /^\/((upload\/)?drive\/v3\/|token$|revoke$|tokeninfo$)/.test(path);

/** Routes a request to its handler and applies active faults. */
export class HttpHandler {
  origin = '';

  constructor(
    private readonly context: SandboxContext,
    private readonly drive: DriveApi,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = new Exchange(request, this.origin);
    if (!isGoogles(exchange.path)) return send(response, await this.#pageOrOrder(exchange));
    const account = this.#accountOf(exchange);
    const fault = this.context.faults.strike({
      method: exchange.method,
      path: exchange.path,
      account,
      session: exchange.path.startsWith('/upload/') && exchange.url.searchParams.has('upload_id'),
      bytes: bytesOf(exchange),
    });
    exchange.fault = fault;
    const status = await this.#serve(exchange, response, fault);
    const { method, path, url } = exchange;
    this.context.log.record({
      at: new Date().toISOString(),
      method,
      path: path + withoutTokens(url.search),
      call: callOf(method, path) + (exchange.grantType ? ` ${exchange.grantType}` : ''),
      account,
      contentRange: exchange.header('content-range'),
      bytes: exchange.received,
      status,
      fault: fault?.kind ?? null,
    });
  }

  /** Returns the response's status, or 0. */
  async #serve(exchange: Exchange, response: ServerResponse, fault: FaultRule | undefined): Promise<number> {
    switch (fault?.kind) {
      case 'drop':
        response.destroy();
        return 0;
      case 'timeout':
        setTimeout(() => response.destroy(), HANG).unref();
        return 0;
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
        break;
      case 'error':
        return this.#send(exchange, response, errorOf(exchange, fault));
      case 'lose-session':
        this.drive.uploads.lose(exchange.url.searchParams.get('upload_id') ?? '');
    }
    const answer = await this.#answer(exchange);
    if (!answer || fault?.kind === 'drop-after') {
      response.destroy();
      return 0;
    }
    return this.#send(exchange, response, fault ? spoilt(exchange, answer, fault) : answer);
  }

  async #send(exchange: Exchange, response: ServerResponse, answer: Answer): Promise<number> {
    // An unread body would be parsed as the next request.
    if (!exchange.request.complete) response.shouldKeepAlive = false;
    await send(response, answer);
    return answer.status;
  }

  /** Null: the connection is closed. */
  async #answer(exchange: Exchange): Promise<Answer | null> {
    try {
      return (
        (await tokenEndpoints(this.context.world, exchange)) ??
        (await this.drive.answer(exchange)) ??
        json(404, { error: { code: 404, message: 'Not Found' } })
      );
    } catch (error) {
      if (error instanceof GoogleError) return error.toAnswer();
      if (error instanceof URIError) return badRequest('The address cannot be read.').toAnswer();
      if (error instanceof TooLarge) return new GoogleError(413, 'uploadTooLarge', 'The body is too large.').toAnswer();
      if (error instanceof BrokenOff || exchange.request.destroyed) return null;
      throw error;
    }
  }

  async #pageOrOrder(exchange: Exchange): Promise<Answer> {
    if (exchange.path.startsWith('/sandbox/google/')) return administer(this.context, exchange).catch(adminError);
    const { world } = this.context;
    try {
      return (
        (await consent(world, exchange)) ??
        (await accountPages(world, exchange)) ??
        (await drivePages(world, exchange)) ??
        page(404, notFoundPage())
      );
    } catch (error) {
      if (error instanceof URIError) return page(400, notFoundPage());
      if (error instanceof TooLarge) return page(413, tooLargePage());
      throw error;
    }
  }

  /** The request's account, from its token. */
  #accountOf(exchange: Exchange): string | null {
    const { store } = this.context.world;
    const token = /^Bearer (.+)$/i.exec(exchange.header('authorization') ?? '')?.[1];
    const upload = exchange.url.searchParams.get('upload_id');
    if (token) return grantOfToken(this.context.world, token)?.account ?? null;
    return (upload && store.get('session', upload)?.account) || null;
  }
}

/** Which bytes of a file a request brings. */
function bytesOf(exchange: Exchange): FaultTarget['bytes'] {
  const { searchParams: query } = exchange.url;
  const begins = query.get('uploadType') === 'resumable' && !query.has('upload_id');
  if (!exchange.path.startsWith('/upload/') || begins) return null;
  const [, start, end] = /^bytes (\d+)-(\d+)\//.exec(exchange.header('content-range') ?? '') ?? [];
  if (start !== undefined && end !== undefined) return { start: Number(start), end: Number(end) };
  const length = Number(exchange.header('content-length') ?? 0);
  return exchange.header('content-range') === null && length > 0 ? { start: 0, end: length - 1 } : null;
}

function errorOf({ path }: Exchange, { status, reason, retryAfterSeconds }: FaultRule): Answer {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  if (!path.includes('/drive/'))
    return json(status, { error: reason, error_description: 'The sandbox was told to.' }, headers);
  return new GoogleError(status, reason, MESSAGES[reason] ?? reason, {}, headers).toAnswer();
}

/** Applies a fault to a response. */
function spoilt(exchange: Exchange, answer: Answer, fault: FaultRule): Answer {
  const { body } = answer;
  switch (fault.kind) {
    case 'error-after':
      return errorOf(exchange, fault);
    case 'malformed':
      return typeof body === 'string' ? { ...answer, body: body.slice(0, Math.ceil(body.length / 2)) } : answer;
    case 'cut-download':
      return typeof body === 'string' ? answer : { ...answer, body: Readable.from(upTo(body, fault.byte)) };
    case 'corrupt-download':
      return typeof body === 'string' ? answer : { ...answer, body: Readable.from(turned(body)) };
    default:
      return answer;
  }
}

/** A stream that breaks after so many bytes. */
async function* upTo(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const block of source) {
    yield block.subarray(0, left);
    left -= block.length;
    if (left <= 0) throw new Error('The sandbox was told to break off.');
  }
}

async function* turned(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first = true;
  for await (const block of source) {
    yield first ? Buffer.concat([Buffer.from([(block[0] ?? 0) ^ 1]), block.subarray(1)]) : block;
    first = false;
  }
}

const withoutTokens = (search: string): string => search.replace(/((?:access_)?token=)[^&]*/g, '$1…');
