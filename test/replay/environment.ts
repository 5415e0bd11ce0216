import { randomBytes } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { PermanentFailure } from '#failures/failure.js';
import { openStripe } from '#stripe/stripe-gateway.js';
import { GoogleAdmin, OTTO } from '../support/google-admin.js';
import { World } from '../support/payments/world.js';
import { WorldLists } from '../support/payments/world-remote.js';
import { startPlatform } from '../support/platform.js';
import type { Platform, PlatformOptions } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

/** Runs a workflow through one scenario on a platform with scripted providers and services. Returns its id. */
export type Scenario = (platform: Platform) => Promise<string>;

export const artist = new QuickIllustrator();
export const dear = new QuickIllustrator('openai');
export const writer = new QuickStoryteller('openai');
export const REFUSED = 'nobody@test.local';
export const TO = Date.UTC(2026, 9, 20) / 1000;

export const google = await GoogleAdmin.open();
await google.admin('PATCH', `accounts/${OTTO}`, { limit: 1 });
export const settings = {
  clientId: 'books',
  clientSecret: 'hush',
  baseUrl: google.url,
  sandbox: true,
  keys: [{ id: 'k', key: randomBytes(32) }],
};

/** Runs after an activity of the jobs has ended and before its workflow continues. */
export const between: Required<Pick<PlatformOptions, 'afterRecord'>> = { afterRecord: () => Promise.resolve() };

export const openPlatform = (): Promise<Platform> =>
  startPlatform({
    afterRecord: (activity, ask) => between.afterRecord(activity, ask),
    google: settings,
    accounts: { keepDays: 1 / 86_400 },
    remote: new WorldLists(new World({ payments: 1_500, each: 0, to: TO })),
    stripe: openStripe({
      secretKey: 'sk_test_x',
      webhookSecret: 'whsec_x',
      baseUrl: 'http://127.0.0.1:9',
      sandbox: true,
      everyMinutes: 1,
    }),
    mail: {
      forget: () => Promise.resolve(),
      deliver: ({ to }) =>
        to === REFUSED
          ? Promise.reject(new PermanentFailure('mail-refused', 'no such person'))
          : Promise.resolve('sent'),
    },
    illustrators: { 'built-in': artist, openai: dear },
    storytellers: { 'built-in': new QuickStoryteller(), openai: writer },
  });

/** Starts as an api that traces does; the spans that runs then make are of no account here. */
export function tracedClient({ client }: Platform): Client {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const headers = { '_tracer-data': defaultPayloadConverter.toPayload({ traceparent }) };
  const traced: WorkflowClientInterceptor = { startWithDetails: (input, next) => next({ ...input, headers }) };
  return new Client({ ...client.options, connection: client.connection, interceptors: { workflow: [traced] } });
}
