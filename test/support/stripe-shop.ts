import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { startStripeSandbox, type StripeSandbox, type StripeSandboxOptions } from '../../apps/sandbox/stripe/server.js';

export const DAY = 86_400;
export const GOOD_CARD = '4242424242424242';
export const DECLINED_CARD = '4000000000000002';
export const CHALLENGED_CARD = '4000002500003155';
export const FAILS_LATER_CARD = '4000000000000341';

/** A client of the sandbox as the product makes one; it does not try again by itself. */
export function stripeFor(url: string, key = 'sk_test_sandbox'): Stripe {
  const { hostname: host, port } = new URL(url);
  return new Stripe(key, { host, port, protocol: 'http', maxNetworkRetries: 0 });
}

/** A Stripe fake with a client, and functions that pay on its pages. */
export class StripeShop {
  private constructor(
    readonly sandbox: StripeSandbox,
    readonly stripe: Stripe,
  ) {}

  static async open(options: StripeSandboxOptions = {}): Promise<StripeShop> {
    const sandbox = await startStripeSandbox(options);
    return new StripeShop(sandbox, stripeFor(sandbox.url));
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  /** A call of the sandbox's admin; fails the test unless it is answered with 200. */
  async admin<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.sandbox.adminUrl}/${path}`, { method, body: body && JSON.stringify(body) });
    const given = (await answer.json()) as T;
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(given)}`);
    return given;
  }

  advance(days: number): Promise<unknown> {
    return this.admin('POST', 'clock', { advanceSeconds: Math.round(days * DAY), settle: true });
  }

  async price(amount: number, more: Partial<Stripe.PriceCreateParams> = {}): Promise<Stripe.Price> {
    return this.stripe.prices.create({
      currency: 'usd',
      unit_amount: amount,
      recurring: { interval: 'month' },
      product_data: { name: `Plan of ${amount}` },
      ...more,
    });
  }

  session(price: string, more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
    return this.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price, quantity: 1 }],
      customer_email: 'mia@example.com',
      success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://shop.example/plans',
      ...more,
    });
  }

  /** Sends a form as a browser does; redirects are not followed. */
  submit(url: string, fields: Record<string, string>): Promise<Response> {
    return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  }

  pay(session: Stripe.Checkout.Session, card = GOOD_CARD): Promise<Response> {
    return this.submit(session.url ?? '', { card });
  }

  /** A subscription that was paid on the page. */
  async subscribe(
    amount: number,
    card = GOOD_CARD,
    more: Partial<Stripe.PriceCreateParams> = {},
  ): Promise<{ subscription: Stripe.Subscription; customer: string; session: Stripe.Checkout.Session }> {
    const price = await this.price(amount, more);
    const { id } = await this.session(price.id).then(async (session) => {
      const answer = await this.pay(session, card);
      if (answer.status !== 303) throw new Error(`The page answered ${answer.status}.`);
      return session;
    });
    const session = await this.stripe.checkout.sessions.retrieve(id);
    const subscription = await this.stripe.subscriptions.retrieve(session.subscription as string);
    return { subscription, customer: session.customer as string, session };
  }

  /** Types of all events, oldest first. */
  async eventTypes(): Promise<string[]> {
    const types: string[] = [];
    for await (const event of this.stripe.events.list({ limit: 100 })) types.push(event.type);
    return types.reverse();
  }
}

export interface Received {
  signature: string;
  body: string;
  event: Stripe.Event;
}

/** A webhook endpoint that records requests and answers as configured. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Status of the next answers; when they are used up, 200. */
  readonly answers: number[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        const signature = String(request.headers['stripe-signature']);
        this.received.push({ signature, body, event: JSON.parse(body) as Stripe.Event });
        response.writeHead(this.answers.shift() ?? 200).end();
      });
    });
  }

  static async open(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhooks`;
  }

  get types(): string[] {
    return this.received.map(({ event }) => event.type);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
