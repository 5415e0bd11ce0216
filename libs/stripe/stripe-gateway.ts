import Stripe from 'stripe';
import type { Config } from '#config/config.js';
import { Failure, TransientFailure, PermanentFailure } from '#failures/failure.js';

/** Pinned: an upgrade of the SDK does not change Stripe's answers before its changelog was read. */
export const STRIPE_API_VERSION = '2026-10-28.endive';

const TIMEOUT_MS = 10_000;

/** A client of Stripe, or of the sandbox. Never repeats by itself: Temporal does, where it is seen and bounded. */
export function openStripe({ secretKey, baseUrl }: NonNullable<Config['stripe']>): Stripe {
  const address = baseUrl ? new URL(baseUrl) : undefined;
  return new Stripe(secretKey, {
    apiVersion: STRIPE_API_VERSION,
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'colorbook-engine' },
    ...(address
      ? {
          host: address.hostname,
          port: address.port || (address.protocol === 'http:' ? '80' : '443'),
          protocol: address.protocol === 'http:' ? 'http' : 'https',
        }
      : {}),
  });
}

/** Waits that Stripe asks for are kept within these bounds, in milliseconds. */
const SHORTEST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/**
 * Maps an error of Stripe's SDK: transient failures may pass by themselves, permanent ones need a person. Others pass.
 * https://docs.stripe.com/error-low-level
 */
export function stripeFailure(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Stripe.errors.StripeError)) return error;
  const cause = { cause: error };
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return new TransientFailure('stripe-rate-limited', 'Stripe asks to slow down.', {
      ...cause,
      retryAfterMs: waitOf(error),
    });
  if (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error.code === 'idempotency_key_in_use' ||
    error.code === 'lock_timeout' ||
    (error.statusCode ?? 0) >= 500
  )
    return new TransientFailure('stripe-unavailable', 'Stripe does not answer as it should.', {
      ...cause,
      retryAfterMs: waitOf(error),
    });
  return new PermanentFailure('stripe-refused', `Stripe refuses: ${error.message.slice(0, 300)}`, cause);
}

/** Runs calls to Stripe, and words what they throw. */
export async function callStripe<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw stripeFailure(error);
  }
}

function waitOf({ headers }: Stripe.errors.StripeError): number {
  const seconds = Number(headers?.['retry-after'] ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT, seconds * 1000)) : 2_000;
}

/** True when Stripe says that there is no such thing. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';

/**
 * True for a failure that Stripe repeats for a day, whether or not the work was done: answers of 500 are
 * kept under the idempotency key like any other. https://docs.stripe.com/api/idempotent_requests
 */
export const isCachedFailure = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError &&
  (error.statusCode ?? 0) >= 500 &&
  error.headers?.['idempotent-replayed'] === 'true';

/** Stripe names a thing by its id, or puts the whole of it there, when it was expanded. */
export const idOf = (thing: string | { id: string } | null | undefined): string | null =>
  typeof thing === 'string' ? thing : (thing?.id ?? null);

/** Stripe's seconds since 1970. */
export const momentOf = (seconds: number): Date => new Date(seconds * 1000);
