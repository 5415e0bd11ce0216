import type OpenAI from 'openai';
import { type Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';
import type { CallContext, PaidAnswer } from './paid-call.js';
import { dialectOf, keyFor, type Manner } from './dialect.js';
import { bodyOf, fetchWithPlainErrors, fieldsOf, jsonOf, shortened } from './error-body.js';
import { failureInside, openAiFailure } from './failures.js';
import { gateFor } from './gate.js';
import { costOf, type TokenUse } from './prices.js';

/** A story or a picture in base64 is far below this; whatever is longer is no answer to our question. */
const MAX_ANSWER_BYTES = 48 * 2 ** 20;
/** How often a call that takes minutes says that it is alive (ms). */
const HEARTBEAT = 3_000;

export interface OpenAiCall {
  client: OpenAI;
  model: string;
  endpoint: 'chat' | 'images';
  /** Time for the whole call, the reading of its body included (ms). */
  timeoutMs: number;
  context: CallContext;
  /** Sends the request in a manner that the server takes; the SDK's own promise, so that the raw response can be had. */
  send(client: OpenAI, manner: Manner, options: CallOptions): { asResponse(): Promise<Response> };
}

export interface CallOptions {
  signal: AbortSignal;
  timeout: number;
  maxRetries: 0;
  headers: Record<string, string>;
}

/**
 * One paid call through the gate. Gives the body as it came, whatever its JSON holds, so that it is stored before anyone
 * judges it; only an error that came as an answer of 200 is thrown, since it is no answer. A body that is no whole JSON was
 * lost on its way: the next try has the same key, so that a provider that keeps its answers gives it again, and says what it
 * cost. Throws `TransientFailure` or `PermanentFailure`; when the caller is canceled, what its signal says.
 */
export async function callOpenAi(call: OpenAiCall, idempotencyKey: string): Promise<PaidAnswer> {
  const { client, context, timeoutMs } = call;
  const gate = gateFor(client.baseURL, client.apiKey);
  context.signal.throwIfAborted();
  gate.pass();
  // The SDK's own timeout ends with the headers; a body that trickles for ever needs one for the whole.
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(timeoutMs)]);
  const alive = setInterval(() => context.heartbeat(), HEARTBEAT);
  try {
    const response = await sendAsTaken(call, signal, idempotencyKey);
    const body = await readAll(response, signal);
    const json = jsonIn(body);
    if (json === undefined) throw noJson(body);
    const inside = failureInside(json, client.apiKey ?? '');
    if (inside) throw inside;
    const { cost } = costOf(call.model, tokensIn(json));
    return { body, cost, model: call.model, requestId: response.headers.get('x-request-id') ?? undefined };
  } catch (error) {
    context.signal.throwIfAborted();
    const failure = signal.aborted
      ? new TransientFailure('provider-timeout', 'The AI provider did not answer in time.', { cause: error })
      : openAiFailure(error);
    gate.learn(failure);
    throw failure;
  } finally {
    clearInterval(alive);
  }
}

/** A web page is of a gateway that does not know us; anything else broke off. */
function noJson(body: Buffer): Failure {
  const start = shortened(body.toString('utf8', 0, 200));
  return start.startsWith('<')
    ? new PermanentFailure(
        'bad-provider-answer',
        `The AI provider’s answer is not JSON, but begins with “${start.slice(0, 40)}”.`,
      )
    : new TransientFailure('provider-unavailable', 'The AI provider’s answer broke off.');
}

/** Sends until the server takes the request, each time without what it has just refused. */
async function sendAsTaken(call: OpenAiCall, signal: AbortSignal, idempotencyKey: string): Promise<Response> {
  const client = call.client.withOptions({ fetch: fetchWithPlainErrors });
  const dialect = dialectOf(client.baseURL, call.model);
  for (;;) {
    const { manner } = dialect;
    const headers = { 'Idempotency-Key': keyFor(manner, idempotencyKey) };
    try {
      return await call.send(client, manner, { signal, timeout: call.timeoutMs, maxRetries: 0, headers }).asResponse();
    } catch (error) {
      if (signal.aborted || !dialect.learn(call.endpoint, error, manner)) throw error;
    }
  }
}

async function readAll(response: Response, signal: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(response)) {
    signal.throwIfAborted();
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES)
      throw new PermanentFailure('bad-provider-answer', 'The AI provider’s answer is far too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON of an answer, or undefined when it is none. */
export const jsonIn = (body: Buffer): unknown => jsonOf(body.toString('utf8'));

/** Tokens of a chat or image answer; undefined when the provider does not say. */
export function tokensIn(json: unknown): TokenUse | undefined {
  const usage = fieldsOf(fieldsOf(json)?.['usage']);
  const input = usage?.['prompt_tokens'] ?? usage?.['input_tokens'];
  const output = usage?.['completion_tokens'] ?? usage?.['output_tokens'];
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  const cached = fieldsOf(usage?.['prompt_tokens_details'] ?? usage?.['input_tokens_details'])?.['cached_tokens'];
  return { input, output, cachedInput: typeof cached === 'number' ? cached : 0 };
}
