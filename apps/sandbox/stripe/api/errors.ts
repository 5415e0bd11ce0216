/** An error as Stripe's API answers it: https://docs.stripe.com/api/errors */
export class StripeError extends Error {
  /** What was done before the error stays done, as with a card that declines. */
  retainsChanges = false;

  constructor(
    readonly status: number,
    readonly body: {
      type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
      message: string;
      code?: string;
      param?: string;
      decline_code?: string;
      charge?: string;
      payment_intent?: unknown;
      payment_method?: unknown;
    },
  ) {
    super(body.message);
  }
}

export const invalid = (message: string, param?: string, code?: string): StripeError =>
  new StripeError(400, {
    type: 'invalid_request_error',
    message,
    ...(param ? { param } : {}),
    ...(code ? { code } : {}),
  });

/** 404 for an object in the path, 400 for one that a parameter names. */
export const missing = (what: string, id: string, param = 'id'): StripeError =>
  new StripeError(param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  });

/** The error as it goes over the wire, with the address of its explanation. */
export function errorBody(error: StripeError, requestId: string): object {
  const { code } = error.body;
  return {
    error: {
      ...error.body,
      ...(code ? { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` } : {}),
      request_log_url: `https://dashboard.stripe.com/test/workbench/logs?object=${requestId}`,
    },
  };
}
