import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { Failure, Fault, Refusal } from '#failures/failure.js';

/** Waits that a provider may ask for, in milliseconds; beyond these bounds its wish is taken for a mistake. */
const SHORTEST_WAIT = 250;
const LONGEST_WAIT = 10 * 60_000;
/** The wait when a provider says "too many" but not for how long. */
const USUAL_WAIT = 20_000;

const MODERATED = new Set(['moderation_blocked', 'content_policy_violation', 'content_filter']);
const OUT_OF_CREDIT = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'quota_exceeded',
]);

/**
 * What an error of the `openai` SDK means to a job. Codes as in OpenAI's "Error codes" guide
 * (https://developers.openai.com/api/docs/guides/error-codes). A `Failure` is passed through; what is no provider's
 * error at all (a programming mistake) is given back as it is.
 */
export function openAiFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  if (error instanceof APIConnectionTimeoutError || nameOf(error) === 'TimeoutError')
    return new Fault('provider-timeout', 'The AI provider did not answer in time.', { cause: error });
  if (error instanceof APIConnectionError || isBrokenConnection(error))
    return new Fault('provider-unavailable', 'The connection to the AI provider broke.', { cause: error });
  return error instanceof APIError ? fromStatus(error) : error;
}

function fromStatus(error: APIError): Failure {
  const cause = { cause: error };
  const code = error.code ?? '';
  const told = error.message.slice(0, 300);
  if (OUT_OF_CREDIT.has(code) || error.type === 'insufficient_quota')
    return new Refusal('quota-exhausted', 'The AI provider’s account is out of credit.', cause);
  if (MODERATED.has(code))
    return new Refusal('content-refused', 'The AI provider’s content rules refuse this text.', cause);
  switch (error.status) {
    case 401:
    case 403:
      return new Refusal(
        'provider-unauthorized',
        'The AI provider’s key is wrong, revoked, or not allowed this model.',
        cause,
      );
    case 404:
      return new Refusal(
        'provider-unauthorized',
        `The AI provider does not know this model or address: ${told}`,
        cause,
      );
    case 429:
      return new Fault('provider-rate-limited', 'The AI provider asks to slow down.', {
        ...cause,
        retryAfterMs: retryAfterMs(error.headers) ?? USUAL_WAIT,
      });
    case 408:
    case 409:
      return new Fault('provider-unavailable', 'The AI provider is busy.', {
        ...cause,
        retryAfterMs: retryAfterMs(error.headers),
      });
  }
  if (error.status === undefined || error.status >= 500)
    return new Fault('provider-unavailable', `The AI provider is out of order (HTTP ${error.status ?? 'none'}).`, {
      ...cause,
      retryAfterMs: retryAfterMs(error.headers),
    });
  return new Refusal('bad-provider-answer', `The AI provider did not take the request: ${told}`, cause);
}

/** The wish in `Retry-After-Ms` or `Retry-After` (seconds or an HTTP date, RFC 9110 §10.2.3), within sane bounds. */
export function retryAfterMs(headers: Headers | undefined, now = Date.now()): number | undefined {
  const precise = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  const plain = headers?.get('retry-after') ?? '';
  const wait = Number.isFinite(precise)
    ? precise
    : /^\s*\d+(\.\d+)?\s*$/.test(plain)
      ? Number(plain) * 1000
      : Date.parse(plain) - now;
  return Number.isFinite(wait) ? Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, wait)) : undefined;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** undici's ways to say that a body broke off. */
function isBrokenConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code ?? (error.cause as { code?: unknown } | undefined)?.code;
  return (
    error.message === 'terminated' ||
    error.message === 'fetch failed' ||
    /^(?:ECONN|EPIPE|ETIMEDOUT|UND_ERR|EAI_)/.test(String(code))
  );
}
