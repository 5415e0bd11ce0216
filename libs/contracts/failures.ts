/**
 * Every failure that a user can meet has one of these codes. A *permanent* failure is never retried by itself: it parks the job or
 * answers 4xx. A *transient* one is retried by Temporal.
 */
export const PERMANENT_FAILURE_CODES = [
  'content-refused', // the provider's policy refused the prompt
  'quota-exhausted', // the provider's account is out of credit
  'provider-unauthorized', // the provider's key is wrong or revoked
  'provider-keeps-failing', // a bounded number of transient failures in a row on one page or step
  'job-ended', // a worker that was suspended wrote for a job that has ended since
  'run-ended', // the same for a reconciliation run
  'page-keeps-crashing', // the worker died while drawing this page, again and again
  'bad-provider-answer', // the provider's answers stay malformed
  'prompt-not-drawable', // nothing in the prompt can be drawn
  'story-refused', // the storyteller cannot write this
  'nothing-to-print', // no page was finished
  'mail-refused', // the mail server does not take this mail
  'drive-reconnect', // Google takes the author's grant no more
  'drive-left', // the author has disconnected their Drive
  'drive-full', // the author's Drive has no free space
  'drive-refused', // Google does not take this request, or keeps slowing us down
  'storage-refused', // the object store never takes this request
  'stripe-refused', // Stripe does not take this request, or the key is wrong
] as const;
export type PermanentFailureCode = (typeof PERMANENT_FAILURE_CODES)[number];

export const TRANSIENT_FAILURE_CODES = [
  'provider-rate-limited',
  'provider-unavailable',
  'provider-timeout',
  'storage-full',
  'storage-unavailable',
  'database-unavailable',
  'temporal-unavailable',
  'mail-unavailable',
  'stripe-unavailable',
  'stripe-rate-limited',
  'drive-unavailable',
  'drive-rate-limited',
  'drive-misconfigured', // Google does not take this deployment's own credentials
  'unexpected',
] as const;
export type TransientFailureCode = (typeof TRANSIENT_FAILURE_CODES)[number];
export type FailureCode = PermanentFailureCode | TransientFailureCode;

/** Message of a job that met our own pause after "out of credit"; the provider was not called. */
export const NOT_ASKED_MESSAGE = 'The AI provider’s account was out of credit a moment ago.';
