import { startStripeSandbox } from '../../apps/sandbox/stripe/server.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import type { BillingView, CheckoutView } from '#contracts/payments.js';
import { startApi } from './api.js';
import type { Answer, Api } from './api.js';
import { startPlatform } from './platform.js';
import type { Platform, PlatformOptions } from './platform.js';
import { QuickIllustrator, QuickStoryteller } from './quick-providers.js';
import { eventually } from './stack.js';

export const SECRET = 'whsec_of_the_tests';
export const CARDS = {
  good: '4242424242424242',
  declined: '4000000000000002',
  fadesAtRenewal: '4000000000000341',
  slowRefund: '4000000000007726',
};

/** A platform that takes payments, with the fake of Stripe beside it. */
export interface Shop {
  platform: Platform;
  api: Api;
  stripe: ReturnType<typeof openStripe>;
  artist: QuickIllustrator;
  /** One of the sandbox's own calls. */
  sandbox<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
  /** Lets days pass at Stripe, and all that falls due. */
  pass(days: number): Promise<void>;
  author(): Promise<Author>;
  /** Resolves when every event that Stripe has sent is applied. */
  eventsApplied(): Promise<void>;
  stop(): Promise<void>;
}

export interface Author {
  id: string;
  ask<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer<T>>;
  billing(): Promise<BillingView>;
  /** Pays as a person does, on Stripe's page; gives where that leads. */
  buy(plan: 'pro' | 'enterprise', card?: string): Promise<string>;
}

export async function startShop(options: Partial<PlatformOptions> = {}): Promise<Shop> {
  const server = await startStripeSandbox();
  const env = {
    STRIPE_SECRET_KEY: 'sk_test_shop',
    STRIPE_WEBHOOK_SECRET: SECRET,
    STRIPE_BASE_URL: server.url,
    STRIPE_SANDBOX: 'true',
  };
  const stripe = openStripe({
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecret: SECRET,
    baseUrl: server.url,
    sandbox: true,
    everyMinutes: 60,
  });
  const artist = new QuickIllustrator();
  const platform = await startPlatform({
    billing: true,
    stripe,
    illustrators: { 'built-in': artist },
    storytellers: { 'built-in': new QuickStoryteller() },
    ...options,
  });
  await platform.startWorkers();
  const api = await startApi(platform, env);
  const sandbox = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${server.adminUrl}/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  await sandbox('POST', 'webhook', { url: `${api.url}/api/payments/webhook`, secret: SECRET });
  let people = 0;

  const eventsApplied = () =>
    eventually('every event is applied', async () => {
      const [latest] = (await stripe.events.list({ limit: 100, delivery_success: false })).data;
      if (latest) return false;
      return (await platform.db.stripeEvent.count({ where: { state: 'stored' } })) === 0;
    });

  const author = async (): Promise<Author> => {
    const { accessToken: token, user } = await api.register(`buyer-${(people += 1)}@test.local`);
    const ask = <T>(method: string, path: string, body?: object) =>
      api.ask<T>(method, path, { as: { token }, ...(body ? { body } : {}) });
    const billing = async () => (await ask<BillingView>('GET', '/api/payments/subscription')).body;
    const buy = async (plan: 'pro' | 'enterprise', card = CARDS.good) => {
      const { body } = await ask<CheckoutView>('POST', '/api/payments/create-checkout-session', { plan });
      return payOn(body.url, card);
    };
    return { id: user.id, ask, billing, buy };
  };

  return {
    platform,
    api,
    stripe,
    artist,
    sandbox,
    author,
    eventsApplied,
    pass: async (days) => void (await sandbox('POST', 'clock', { advanceSeconds: days * 86_400 })),
    async stop() {
      await api.stop();
      await platform.stop();
      await server.close();
      for (const name of Object.keys(env)) delete process.env[name];
    },
  };
}

/** Sends the form of a checkout page; gives the address that it leads to, or what the page says. */
export async function payOn(url: string, card: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ test_card: card }).toString(),
  });
  const to = response.headers.get('location');
  if (to && !to.startsWith('/')) return to;
  const page = await (to ? await fetch(new URL(to, url)) : response).text();
  return /id="error">([^<]*)/.exec(page)?.[1] ?? `status ${response.status}`;
}
