import { APIError } from 'openai';
import { openAiFailure, toProviderError } from './failures.js';
import { Failure } from '#failures/failure.js';

/** Ways to ask for JSON and to bound an answer, the best first; the last asks for nothing. */
const FORMATS = ['json_schema', 'json_object', 'none'] as const;
const LIMITS = ['max_completion_tokens', 'max_tokens', 'none'] as const;
/** Parameters of a picture that a server may not know: the picture is fitted into the page without them, too. */
const PICTURE_OPTIONS = ['response_format', 'background', 'output_format', 'quality', 'size'] as const;
export type PictureOption = (typeof PICTURE_OPTIONS)[number];

/** How a request is written for one server and model. */
export interface Manner {
  format: (typeof FORMATS)[number];
  limit: (typeof LIMITS)[number];
  /** Parameters of a picture that this server does not take. */
  leftOut: readonly PictureOption[];
  /** Ask for the picture itself: this server gives addresses that may not be followed. */
  asBase64: boolean;
}

/** How a request is written for OpenAI itself, and for a server of which nothing else is known yet. */
export const PLAIN: Manner = { format: 'json_schema', limit: 'max_completion_tokens', leftOut: [], asBase64: false };

/** Statuses by which a server refuses a parameter; nothing was made, so nothing was paid. */
const NOT_TAKEN = new Set([400, 404, 422, 500, 501]);
/** OpenRouter does not name the parameter: "No endpoints found that can handle the requested parameters." */
const FORMAT_ERROR = /response[_ ]format|json_schema|structured[_ ]outputs?|requested parameters/i;
const LIMIT_ERROR = /max_(?:completion_|output_)?tokens|maximum context length/i;
/** A longer text repeats our request, which names everything. */
const MAX_MESSAGE_LENGTH = 4_000;

/**
 * What a server at a compatible address was found not to take. Learnt from its refusals, kept for the life of the process:
 * each refusal costs one unpaid request, not a paid one.
 */
export class Dialect {
  #manner = PLAIN;

  get manner(): Manner {
    return this.#manner;
  }

  /** True when the request may be sent once more, written otherwise. `sent` is the manner of the refused request. */
  learn(endpoint: 'chat' | 'images', error: unknown, sent: Manner): boolean {
    if (!(error instanceof APIError) || !NOT_TAKEN.has(error.status ?? 0)) return false;
    const failure = openAiFailure(error);
    if (failure instanceof Failure && ['content-refused', 'quota-exhausted'].includes(failure.code)) return false;
    const message =
      toProviderError(error).param || (JSON.stringify(error.error) ?? error.message).slice(0, MAX_MESSAGE_LENGTH);
    const next = endpoint === 'chat' ? plainerChat(sent, message) : plainerPicture(sent, message);
    if (!next) return false;
    // several requests may have been refused at once for the same reason
    if (this.#manner === sent) this.#manner = next;
    return this.#manner !== sent;
  }

  /** True when the next picture may come as itself instead of an address. */
  askForBase64(): boolean {
    if (this.#manner.leftOut.includes('response_format')) return false;
    if (!this.#manner.asBase64) this.#manner = { ...this.#manner, asBase64: true };
    return true;
  }
}

function plainerChat(sent: Manner, message: string): Manner | undefined {
  const format = FORMAT_ERROR.test(message) ? after(FORMATS, sent.format) : undefined;
  const limit = LIMIT_ERROR.test(message) ? after(LIMITS, sent.limit) : undefined;
  return format || limit ? { ...sent, format: format ?? sent.format, limit: limit ?? sent.limit } : undefined;
}

function plainerPicture(sent: Manner, message: string): Manner | undefined {
  const isSent = (option: PictureOption) =>
    !sent.leftOut.includes(option) && (option !== 'response_format' || sent.asBase64);
  const named = PICTURE_OPTIONS.filter((option) => isSent(option) && new RegExp(`\\b${option}\\b`, 'i').test(message));
  return named.length > 0 ? { ...sent, leftOut: [...sent.leftOut, ...named] } : undefined;
}

function after<T>(ways: readonly T[], way: T): T | undefined {
  return ways[ways.indexOf(way) + 1];
}

/** The idempotency key of a request that is written otherwise: under one key there is one body. */
export function keyFor(manner: Manner, idempotencyKey: string): string {
  if (manner === PLAIN) return idempotencyKey;
  const { format, limit, leftOut, asBase64 } = manner;
  return [idempotencyKey, format, limit, ...leftOut.map((each) => `no-${each}`), ...(asBase64 ? ['b64'] : [])].join(
    '/',
  );
}

const dialects = new Map<string, Dialect>();

/** The dialect of this process for a model at an address. */
export function dialectOf(baseUrl: string, model: string): Dialect {
  const name = `${baseUrl}\n${model}`;
  const dialect = dialects.get(name) ?? new Dialect();
  dialects.set(name, dialect);
  return dialect;
}
