import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { errorCode } from '#contracts/error-code.js';
import { Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';
import { errorFields, type ProviderError, providerError, withoutKey } from './error-body.js';

/** Waits that a provider may ask for, in milliseconds; beyond these bounds its wish is taken for a mistake. */
const SHORTEST_WAIT = 250;
const LONGEST_WAIT = 10 * 60_000;
/** The wait when a provider says "too many" but not for how long. */
const USUAL_WAIT = 20_000;

/** Codes and types, in lower case without anything but letters: `content_filter`, `contentFilter`. */
const MODERATED = new Set([
  'moderationblocked',
  'contentpolicyviolation',
  'contentfilter', // Azure, Moonshot
  'responsibleaipolicyviolation', // Azure, inside
  'datainspectionfailed', // Alibaba
  'invalidprompt', // OpenAI, "flagged as potentially violating our usage policy"
]);
/** Where a provider has no code for it: OpenRouter, xAI, DeepSeek, Together. Only of a request that was not taken. */
const MODERATED_MESSAGES =
  /content (?:management |usage )?polic|content filter|safety system|usage guidelines|content exists risk|input was flagged|flagged as|moderation|\bnsfw\b|inappropriate content/i;
const OUT_OF_CREDIT = new Set([
  'insufficientquota',
  'billinghardlimitreached',
  'billingnotactive',
  'quotaexceeded',
  'exceededcurrentquotaerror', // Moonshot
]);
/** Not "exceeded your current quota" alone: Gemini says that of its limits per minute, too. */
const OUT_OF_CREDIT_MESSAGES =
  /insufficient[ _-](?:account )?(?:balance|credits?|funds)|balance is (?:too low|insufficient)|out of credits?|spending limit/i;
/** What an error inside an answer of 200 says about itself when it names no status. */
const STATUS_OF_CODE: readonly [RegExp, number][] = [
  [/ratelimit|toomanyrequests|resourceexhausted/, 429],
  [/authentication|invalidapikey|unauthorized|unauthenticated/, 401],
  [/permission|forbidden/, 403],
  [/notfound/, 404],
  [/servererror|internal|overloaded|unavailable|timeout|upstream/, 503],
];

/**
 * What an error of the `openai` SDK means to a job. Codes as in OpenAI's "Error codes" guide
 * (https://developers.openai.com/api/docs/guides/error-codes) and in those of compatible servers. A `Failure` is passed
 * through; what is no provider's error at all (a programming mistake) is given back as it is.
 */
export function openAiFailure(error: unknown): unknown {
  if (error instanceof Failure) return error;
  if (error instanceof APIConnectionTimeoutError || nameOf(error) === 'TimeoutError')
    return new TransientFailure('provider-timeout', 'The AI provider did not answer in time.', { cause: error });
  if (error instanceof APIConnectionError || isBrokenConnection(error))
    return new TransientFailure('provider-unavailable', 'The connection to the AI provider broke.', { cause: error });
  if (!(error instanceof APIError)) return error;
  if (error.status === undefined)
    return new TransientFailure('provider-unavailable', 'The AI provider is out of order (HTTP none).', {
      cause: error,
    });
  return failureOf(toProviderError(error), error);
}

/** What an error of the SDK says, beyond the fields that the SDK knows. */
export function toProviderError({ error, status, headers, message }: APIError): ProviderError {
  const fields = errorFields({ error }) ?? { message };
  return providerError(fields, status, headers);
}

/**
 * The failure that an answer of 200 is in truth: OpenRouter and others had to say 200 before they knew. Null for an answer
 * without an error in it, whatever else it holds. `apiKey` is taken out of the words.
 */
export function failureInside(json: unknown, apiKey: string): Failure | null {
  const fields = errorFields(json);
  return fields ? failureOf(providerError(withoutKey(fields, apiKey))) : null;
}

function failureOf(told: ProviderError, error?: unknown): Failure {
  const cause = error === undefined ? {} : { cause: error };
  const codes = told.codes.map((code) => code.toLowerCase().replace(/[^a-z]/g, ''));
  const status = told.status ?? STATUS_OF_CODE.find(([pattern]) => codes.some((code) => pattern.test(code)))?.[1];
  const notTaken = status === undefined || [400, 403, 422].includes(status);
  if (
    status === 402 ||
    codes.some((code) => OUT_OF_CREDIT.has(code)) ||
    ((notTaken || status === 429) && OUT_OF_CREDIT_MESSAGES.test(told.message))
  )
    return new PermanentFailure('quota-exhausted', 'The AI provider’s account is out of credit.', cause);
  if (
    codes.some((code) => MODERATED.has(code)) ||
    (notTaken && (told.reasons.length > 0 || MODERATED_MESSAGES.test(told.message)))
  )
    return new PermanentFailure('content-refused', moderatedMessage(told.reasons), cause);
  return fromStatus(status, told, cause);
}

const moderatedMessage = (reasons: readonly string[]): string =>
  `The AI provider’s content rules refuse this text${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}.`;

function fromStatus(status: number | undefined, { message, headers }: ProviderError, cause: ErrorOptions): Failure {
  switch (status) {
    case 401:
    case 403:
      return new PermanentFailure(
        'provider-unauthorized',
        `The AI provider’s key is wrong, revoked, or not allowed this model: ${message}`,
        cause,
      );
    case 404:
      return new PermanentFailure(
        'provider-unauthorized',
        `The AI provider does not know this model or address: ${message}`,
        cause,
      );
    case 429:
      return new TransientFailure('provider-rate-limited', 'The AI provider asks to slow down.', {
        ...cause,
        retryAfterMs: retryAfterMs(headers) ?? USUAL_WAIT,
      });
    case 408:
    case 409:
      return new TransientFailure('provider-unavailable', 'The AI provider is busy.', {
        ...cause,
        retryAfterMs: retryAfterMs(headers),
      });
  }
  if (status !== undefined && status >= 500)
    return new TransientFailure('provider-unavailable', `The AI provider is out of order (HTTP ${status}).`, {
      ...cause,
      retryAfterMs: retryAfterMs(headers),
    });
  return new PermanentFailure('bad-provider-answer', `The AI provider did not take the request: ${message}`, cause);
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
  const code = errorCode(error) ?? errorCode(error.cause);
  return (
    error.message === 'terminated' ||
    error.message === 'fetch failed' ||
    /^(?:ECONN|EPIPE|ETIMEDOUT|UND_ERR|EAI_)/.test(String(code))
  );
}
