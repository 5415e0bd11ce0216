import { randomUUID } from 'node:crypto';
import type { FaultRule } from './faults.js';
import { otherError } from './other-servers.js';

/** An HTTP response. `cut` says how the connection is broken. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: Buffer;
  /** Millionths of a US dollar. */
  chargedMicros: number;
  cut?: 'reset' | 'hang' | 'trickle' | 'half';
}

/** OpenAI's error body: https://developers.openai.com/api/docs/guides/error-codes */
export function errorAnswer(
  status: number,
  message: string,
  type: string,
  code: string | null,
  headers?: Record<string, string>,
): Answer {
  return {
    status,
    body: json({ error: { message, type, param: null, code } }),
    chargedMicros: 0,
    ...(headers ? { headers } : {}),
  };
}

export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

export const unauthorized = (): Answer =>
  errorAnswer(401, 'Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key');

export const moderated = (): Answer =>
  errorAnswer(
    400,
    `Your request was rejected by the safety system. Request ID ${randomUUID()}.`,
    'image_generation_user_error',
    'moderation_blocked',
  );

/** The answer of a fault that takes the place of the real one; undefined for those that spoil the real one. */
export function faultAnswer(rule: FaultRule, authorization: string): Answer | undefined {
  switch (rule.kind) {
    case 'rate-limit':
      return errorAnswer(429, 'Rate limit reached for requests.', 'requests', 'rate_limit_exceeded', {
        'retry-after': String(Math.ceil(rule.retryAfterSeconds)),
        'retry-after-ms': String(Math.round(rule.retryAfterSeconds * 1000)),
        'x-ratelimit-remaining-requests': '0',
      });
    case 'insufficient-quota':
      return errorAnswer(
        429,
        'You exceeded your current quota, please check your plan and billing details.',
        'insufficient_quota',
        'insufficient_quota',
      );
    case '500':
      return errorAnswer(500, 'The server had an error while processing your request.', 'server_error', null);
    case 'moderation':
      return moderated();
    case 'unauthorized':
      return unauthorized();
    case 'reset':
      return { status: 0, body: Buffer.alloc(0), chargedMicros: 0, cut: 'reset' };
    case 'echoes-key':
      return errorAnswer(401, `Unknown key ${authorization}.`, 'invalid_request_error', 'invalid_api_key');
    default: {
      const other = otherError(rule.kind);
      return (
        other && {
          status: other.status,
          body: typeof other.body === 'string' ? Buffer.from(other.body) : json(other.body),
          chargedMicros: 0,
        }
      );
    }
  }
}
