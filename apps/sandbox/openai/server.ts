import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { listeningPort } from '../listening-port.js';
import { type Answer, errorAnswer, faultAnswer, json, unauthorized } from './answers.js';
import { completeChat, promptOf } from './chat.js';
import { FaultPlan, type FaultRule, faultSchema } from './faults.js';
import { generateImage } from './images.js';
import { StoredAnswers } from './stored-answers.js';
import { digestOf, Ledger } from './ledger.js';
import { PictureShelf } from './picture-shelf.js';

const MAX_REQUEST = 2 ** 20;
/** Timeout (ms) of a hanging response, so that a forgotten fault does not hold sockets for ever. */
const HANG = 10 * 60_000;

export interface OpenAiSandbox {
  /** Base address for the SDK, with `/v1`. */
  url: string;
  /** Address of `/sandbox/faults` and `/sandbox/calls`. */
  adminUrl: string;
  close(): Promise<void>;
}

/**
 * A fake of OpenAI's API: chat completions with structured outputs, image generation, models,
 * errors, usage and request ids in OpenAI's shapes. Keys are not checked beyond being there ("revoked" in a key is
 * refused). The same `Idempotency-Key` gives the same answer and is charged once; with another body it
 * is refused.
 */
export async function startOpenAiSandbox(options: { port?: number; host?: string } = {}): Promise<OpenAiSandbox> {
  const sandbox = new SandboxServer();
  const server = createServer((request, response) => void sandbox.handle(request, response));
  const { port = 0, host = '127.0.0.1' } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${listeningPort(server)}`;
  return {
    url: `${origin}/v1`,
    adminUrl: `${origin}/sandbox`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

class SandboxServer {
  readonly #ledger = new Ledger();
  readonly #faults = new FaultPlan();
  readonly #stored = new StoredAnswers();
  readonly #shelf = new PictureShelf();
  /** Responses delayed by a fault; they are cut when the faults are cleared. */
  readonly #heldBack = new Set<ServerResponse>();

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = `req_${randomUUID().replaceAll('-', '')}`;
    try {
      const body = await bodyOf(request);
      const route = `${request.method} ${new URL(request.url ?? '/', 'http://sandbox').pathname}`;
      if (this.#shelf.serve(route, request, response)) return;
      this.#shelf.host = request.headers.host ?? '';
      const answer = await this.#answer(route, request, body, requestId);
      if (answer.cut === 'hang' || answer.cut === 'trickle') this.#holdBack(response);
      send(response, requestId, answer);
    } catch (error) {
      send(
        response,
        requestId,
        errorAnswer(400, error instanceof Error ? error.message : 'Bad request.', 'invalid_request_error', null),
      );
    }
  }

  #holdBack(response: ServerResponse): void {
    this.#heldBack.add(response);
    response.once('close', () => this.#heldBack.delete(response));
  }

  async #answer(route: string, request: IncomingMessage, body: unknown, requestId: string): Promise<Answer> {
    switch (route) {
      case 'POST /v1/chat/completions':
        return this.#paid('chat', request, body, promptOf(body), requestId);
      case 'POST /v1/images/generations':
        return this.#paid('images', request, body, textIn(body, 'prompt'), requestId);
      case 'GET /v1/models':
        return authorized(request)
          ? ok({
              object: 'list',
              data: MODELS.map((id) => ({ id, object: 'model', created: 1_750_000_000, owned_by: 'sandbox' })),
            })
          : unauthorized();
      case 'POST /sandbox/faults':
        this.#faults.add(faultSchema.parse(body));
        return ok({ faults: this.#faults.list() });
      case 'GET /sandbox/faults':
        return ok({ faults: this.#faults.list() });
      case 'DELETE /sandbox/faults':
        this.#faults.clear();
        for (const response of this.#heldBack) response.destroy();
        return ok({ faults: [] });
      case 'GET /sandbox/calls':
        return ok({ calls: this.#ledger.calls, chargedMicros: this.#ledger.chargedMicros });
      default:
        return errorAnswer(404, `Invalid URL (${route})`, 'invalid_request_error', null);
    }
  }

  async #paid(
    endpoint: 'chat' | 'images',
    request: IncomingMessage,
    body: unknown,
    prompt: string,
    requestId: string,
  ): Promise<Answer> {
    const key = header(request, 'idempotency-key');
    const model = textIn(body, 'model');
    const note = (answer: Answer, fault: FaultRule | undefined, replayed: boolean): Answer => {
      const chargedMicros = replayed ? 0 : answer.chargedMicros;
      this.#ledger.record({
        door: endpoint,
        requestId,
        idempotencyKey: key,
        model,
        promptDigest: digestOf(prompt),
        status: answer.status,
        fault: fault?.kind ?? null,
        chargedMicros,
        replayed,
      });
      return answer;
    };
    if (!authorized(request)) return note(unauthorized(), undefined, false);
    const before = key ? await this.#stored.find(endpoint, key, body) : undefined;
    if (before) return note(before, undefined, before.status === 200);
    const fault = this.#faults.strike(endpoint, prompt);
    const instead = fault ? faultAnswer(fault, header(request, 'authorization') ?? '') : undefined;
    if (instead) return note(instead, fault, false);
    const made = this.#make(endpoint, body, fault);
    if (key) this.#stored.store(endpoint, key, body, made);
    return note(await made, fault, false);
  }

  async #make(endpoint: 'chat' | 'images', body: unknown, fault: FaultRule | undefined): Promise<Answer> {
    const answer =
      endpoint === 'chat' ? completeChat(body, fault?.kind) : await generateImage(body, fault?.kind, this.#shelf);
    if (answer.status !== 200) return answer;
    if (fault?.kind === 'malformed-json' && endpoint === 'images') return { ...answer, cut: 'half' };
    if (fault?.kind === 'timeout') return { ...answer, cut: 'hang' };
    return fault?.kind === 'slow-body' ? { ...answer, cut: 'trickle' } : answer;
  }
}

const MODELS = ['gpt-5-mini', 'gpt-5', 'gpt-image-2', 'gpt-image-1.5', 'gpt-image-1', 'gpt-image-1-mini'];
const ok = (value: unknown): Answer => ({ status: 200, body: json(value), chargedMicros: 0 });
const header = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

function authorized(request: IncomingMessage): boolean {
  const key = /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1];
  return key !== undefined && !key.includes('revoked');
}

const fields = z.record(z.string(), z.unknown());
/** A field of a request as text, for the log; empty where it is not there. */
const textIn = (body: unknown, name: string): string => String(fields.safeParse(body).data?.[name] ?? '');

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const received: AsyncIterable<Buffer> = request;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of received) {
    size += chunk.length;
    if (size > MAX_REQUEST) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return size === 0 ? null : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function send(response: ServerResponse, requestId: string, answer: Answer): void {
  if (answer.cut === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer.cut === 'hang') {
    setTimeout(() => response.destroy(), HANG).unref();
    return;
  }
  const body = answer.cut === 'half' ? answer.body.subarray(0, answer.body.length >> 1) : answer.body;
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-request-id': requestId,
    'openai-processing-ms': '5',
    ...answer.headers,
  });
  if (answer.cut === 'trickle') trickle(response, body);
  else response.end(body);
}

/** One byte every tenth of a second: a body that would take days. */
function trickle(response: ServerResponse, body: Buffer): void {
  let at = 0;
  const timer = setInterval(() => {
    if (response.destroyed || at >= body.length) clearInterval(timer);
    else response.write(body.subarray(at, ++at));
  }, 100);
  timer.unref();
}
