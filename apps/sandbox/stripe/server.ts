import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { administer, adminError, type SandboxContext, setWebhook } from './admin/admin.js';
import { FaultPlan } from './admin/faults.js';
import { fill, recipeSchema } from './admin/fill.js';
import { RequestLog } from './admin/request-log.js';
import { type Answer, bodyOf, json, send } from './api/answer.js';
import { Api } from './api/api.js';
import { billingRoutes } from './api/billing.js';
import { catalogRoutes } from './api/catalog.js';
import { checkoutRoutes } from './api/checkout.js';
import { customerRoutes } from './api/customers.js';
import { eventRoutes, EVENT_RETENTION } from './api/events.js';
import { IDEMPOTENCY_RETENTION } from './api/idempotency.js';
import { moneyRoutes } from './api/money.js';
import { planCheckout } from './billing/checkout.js';
import { planBilling } from './billing/life-cycle.js';
import { Journal } from '../journal.js';
import { listeningPort } from '../listening-port.js';
import { Store } from './core/store.js';
import { World } from './core/world.js';
import { planPayouts } from './money/payouts.js';
import { checkoutPages } from './pages/checkout.js';
import { portalPages } from './pages/portal.js';
import { Webhooks } from './webhooks.js';

/** Interval (ms) of the check for due tasks. */
const TICK = 1_000;

export interface StripeSandboxOptions {
  port?: number;
  host?: string;
  /** Where events go; also by `POST /sandbox/stripe/webhook`. */
  webhook?: { url: string; secret?: string };
  /** Journal of the account; left out, it lives in memory. */
  dataFile?: string;
}

export interface StripeSandbox {
  /** Base address; the SDK takes `host`, `port` and `protocol` of it. */
  url: string;
  /** Address of the sandbox's own calls, see `admin/admin.ts`. */
  adminUrl: string;
  /** What webhooks are signed with; empty without an endpoint. */
  webhookSecret: string;
  close(): Promise<void>;
}

/**
 * A fake of Stripe, by the types of API version 2026-10-28.endive: customers, catalog, Checkout,
 * billing portal, subscriptions with their life cycle, invoices, payments, refunds, disputes, balance, payouts, events and
 * signed webhooks, idempotency keys, pagination and expansion. Time is the sandbox's own and can be moved.
 *
 * Left out, and refused rather than ignored: Connect, taxes, coupons, trials, several items per subscription, manual
 * capture, creating payment intents or subscriptions by the API, currency exchange, manual payouts, `search`. Keys are
 * checked for their format only. Invoices are finalized at once instead of after an hour.
 */
export async function startStripeSandbox(options: StripeSandboxOptions = {}): Promise<StripeSandbox> {
  const store = new Store(new Journal(options.dataFile));
  const world = new World(store);
  restore(world);
  const faults = new FaultPlan();
  const context: SandboxContext = { world, faults, log: new RequestLog(), webhooks: new Webhooks(world, faults) };
  for (const plan of [planBilling, planCheckout, planPayouts]) plan(world);
  let origin = '';
  const routes = [
    ...customerRoutes,
    ...catalogRoutes,
    ...checkoutRoutes(() => origin),
    ...billingRoutes,
    ...moneyRoutes,
    ...eventRoutes,
  ];
  const handler = new HttpHandler(context, new Api(world, routes, faults, context.log));
  const server = createServer((request, response) => void handler.handle(request, response));
  const { port = 0, host = '127.0.0.1' } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  origin = `http://${host.includes(':') ? `[${host}]` : host}:${listeningPort(server)}`;
  const { webhook } = options;
  const endpoint = webhook && world.transact(() => setWebhook(world, webhook.url, webhook.secret));
  const ticker = setInterval(() => handler.tick(), TICK).unref();
  handler.tick();
  return {
    url: origin,
    adminUrl: `${origin}/sandbox/stripe`,
    webhookSecret: endpoint?._?.secret ?? '',
    close: () =>
      new Promise((resolve) => {
        clearInterval(ticker);
        context.webhooks.close();
        server.close(() => {
          store.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Restores the journal, without expired entries. */
function restore(world: World): void {
  let now = Math.floor(Date.now() / 1000);
  world.store.restore(
    (recipe) => void fill(world, recipeSchema.parse(recipe)),
    (kind, value) => {
      const { id, created } = value;
      if (kind === 'note' && id === 'offset' && 'value' in value) now = Math.floor(Date.now() / 1000) + value.value;
      if (kind === 'kept_answer') return created < now - IDEMPOTENCY_RETENTION;
      return (kind === 'event' || kind === 'delivery') && created < now - EVENT_RETENTION - IDEMPOTENCY_RETENTION;
    },
  );
}

class HttpHandler {
  constructor(
    private readonly context: SandboxContext,
    private readonly api: Api,
  ) {}

  /** Runs due tasks and sends pending events. */
  tick(): void {
    try {
      this.context.world.catchUp();
    } catch (error) {
      process.stderr.write(`stripe sandbox: ${error instanceof Error ? error.stack : String(error)}\n`);
    }
    this.context.webhooks.wake();
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await send(response, await this.#answer(request));
    } catch (error) {
      if (!response.headersSent)
        await send(response, json(400, { error: { type: 'invalid_request_error', message: String(error) } }));
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const method = request.method ?? 'GET';
    const { world, webhooks } = this.context;
    if (url.pathname.startsWith('/sandbox/stripe/'))
      return administer(this.context, method, url.pathname.slice('/sandbox/stripe/'.length), body).catch(adminError);
    if (url.pathname.startsWith('/v1/')) {
      const answer = this.api.answer(request, url, body);
      webhooks.wake();
      return answer;
    }
    world.catchUp();
    const page = checkoutPages(world, method, url, body) ?? portalPages(world, method, url, body);
    webhooks.wake();
    return (
      page ??
      json(404, {
        error: { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${url.pathname}).` },
      })
    );
  }
}
