import type { IncomingMessage } from 'node:http';
import type { FaultPlan, FaultRule } from '../admin/faults.js';
import type { RequestLog } from '../admin/request-log.js';
import { newId } from '../core/ids.js';
import { API_VERSION, type World } from '../core/world.js';
import { type Answer, header, json } from './answer.js';
import { errorBody, invalid, StripeError } from './errors.js';
import { type FormValue, parseForm } from './form.js';
import { digestOf, StoredAnswers } from './idempotency.js';
import type { ReadCall, Route } from './route.js';
import { expanded } from './view.js';

/** One request after it was read. */
interface Asked {
  requestId: string;
  method: string;
  path: string;
  form: string;
  key: string | null;
}

/** Stripe's REST API: authentication, routing, validation and idempotency. */
export class Api {
  readonly #stored: StoredAnswers;

  constructor(
    private readonly world: World,
    private readonly routes: Route[],
    private readonly faults: FaultPlan,
    private readonly log: RequestLog,
  ) {
    this.#stored = new StoredAnswers(world);
  }

  answer(request: IncomingMessage, url: URL, body: string): Answer {
    const method = request.method ?? 'GET';
    const asked: Asked = {
      requestId: newId('req_', 14),
      method,
      path: url.pathname,
      form: method === 'POST' ? body : [url.search.slice(1), body].filter(Boolean).join('&'),
      key: method === 'POST' ? header(request, 'idempotency-key') : null,
    };
    this.world.catchUp();
    const fault = this.faults.strikeCall(method, asked.path);
    let answer: Answer;
    try {
      answer = instead(fault) ?? this.#serve(request, asked, fault);
    } catch (error) {
      answer = errorAnswer(error, asked.requestId);
    }
    this.log.record({ ...asked, status: answer.status, fault: fault?.kind ?? null, headers: answer.headers });
    return {
      ...answer,
      headers: {
        'request-id': asked.requestId,
        'stripe-version': API_VERSION,
        ...(asked.key ? { 'idempotency-key': asked.key } : {}),
        ...answer.headers,
      },
      ...(fault?.kind === 'api-timeout' ? { hangs: true } : {}),
    };
  }

  #serve(request: IncomingMessage, asked: Asked, fault: FaultRule | undefined): Answer {
    authorize(request);
    const route = this.routes.find(({ method, path }) => method === asked.method && path.test(asked.path));
    if (!route)
      throw new StripeError(404, {
        type: 'invalid_request_error',
        message: `Unrecognized request URL (${asked.method}: ${asked.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      });
    const call = route.read(formOf(asked.form));
    const id = decodeURIComponent(route.path.exec(asked.path)?.[1] ?? '');
    const run = (): Answer => this.#run(call, asked, id, fault);
    return asked.key ? this.#once(asked, asked.key, fault, run) : run();
  }

  /** The first request with a key runs; others with it get its answer. */
  #once(asked: Asked, key: string, fault: FaultRule | undefined, run: () => Answer): Answer {
    if (key.length > 255) throw invalid('Idempotency keys may not be longer than 255 characters.');
    const digest = digestOf(asked.method, asked.path, asked.form);
    const stored = this.#stored.claim(key, digest);
    if (stored) {
      const headers = { 'idempotent-replayed': 'true', 'original-request': stored.requestId };
      return { status: stored.status, body: stored.body, headers: { 'content-type': 'application/json', ...headers } };
    }
    const store = (answer: Answer): Answer => {
      const { status, body } = answer;
      this.#stored.store({ id: key, created: this.world.now(), digest, status, body, requestId: asked.requestId });
      return answer;
    };
    const cause = { id: asked.requestId, idempotency_key: key };
    try {
      return this.world.transact(() => store(run()), cause);
    } catch (error) {
      return this.world.transact(() => store(errorAnswer(error, asked.requestId)), cause);
    } finally {
      if (fault?.kind === 'api-slow') setTimeout(() => this.#stored.release(key), fault.ms).unref();
      else this.#stored.release(key);
    }
  }

  #run(call: ReadCall, asked: Asked, id: string, fault: FaultRule | undefined): Answer {
    const { world } = this;
    const work = (): Answer => {
      try {
        const answer = json(200, expanded(world, call.run(world, id), call.expand));
        return fault?.kind === 'api-500-after' ? errorAnswer(SERVER_ERROR, asked.requestId) : answer;
      } catch (error) {
        // A declined card's changes are committed; any other error rolls back.
        if (error instanceof StripeError && error.retainsChanges) return errorAnswer(error, asked.requestId);
        throw error;
      }
    };
    const answer = world.transact(work, { id: asked.requestId, idempotency_key: asked.key });
    return fault?.kind === 'api-slow' ? { ...answer, waits: fault.ms } : answer;
  }
}

const SERVER_ERROR = new StripeError(500, {
  type: 'api_error',
  message: 'An error occurred with our connection to Stripe. (The sandbox was told to fail.)',
});

/** The response of a fault that prevents execution. */
function instead(fault: FaultRule | undefined): Answer | undefined {
  if (fault?.kind === 'api-500') return errorAnswer(SERVER_ERROR, '');
  if (fault?.kind !== 'api-429') return undefined;
  const error = new StripeError(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message: 'Too many requests hit the API too quickly. We recommend an exponential backoff of your requests.',
  });
  return json(429, errorBody(error, ''), { 'retry-after': String(Math.ceil(fault.retryAfterSeconds)) });
}

function errorAnswer(error: unknown, requestId: string): Answer {
  if (error instanceof StripeError) return json(error.status, errorBody(error, requestId));
  process.stderr.write(`stripe sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
  return json(
    500,
    errorBody(new StripeError(500, { type: 'api_error', message: 'An unknown error occurred.' }), requestId),
  );
}

function formOf(text: string): Record<string, FormValue> {
  try {
    return parseForm(text);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : 'Invalid request.');
  }
}

/** Only the format of keys is checked; one with "revoked" in it is refused. */
function authorize(request: IncomingMessage): void {
  const given = header(request, 'authorization') ?? '';
  const basic = /^Basic (\S+)$/.exec(given)?.[1];
  const key = basic
    ? Buffer.from(basic, 'base64').toString('utf8').replace(/:$/, '')
    : /^Bearer (\S+)$/.exec(given)?.[1];
  const refuse = (message: string): never => {
    throw new StripeError(401, { type: 'invalid_request_error', message });
  };
  if (!key)
    refuse(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (!key?.startsWith('sk_test_') || key.includes('revoked')) refuse('Invalid API Key provided.');
  const version = header(request, 'stripe-version') ?? API_VERSION;
  if (version !== API_VERSION)
    throw invalid(`Invalid Stripe API version: ${version}. The sandbox speaks ${API_VERSION} only.`);
}
