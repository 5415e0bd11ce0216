import { z } from 'zod';
import { type Answer, json } from '../api/answer.js';
import { invalid, StripeError } from '../api/errors.js';
import { named } from '../api/params.js';
import { view } from '../api/view.js';
import { newId } from '../core/ids.js';
import type { WebhookEndpoint } from '../core/kinds.js';
import { API_VERSION, DAY, type World } from '../core/world.js';
import { book } from '../money/balance.js';
import { openDispute, resolveDispute } from '../money/disputes.js';
import { failPayout } from '../money/payouts.js';
import { failRefund, succeedRefund } from '../money/refunds.js';
import { attachCard, findCard, NAMED_CARDS } from '../objects/cards.js';
import { setDefaultCard } from '../objects/customer.js';
import type { Webhooks } from '../webhooks.js';
import { type FaultPlan, faultSchema } from './faults.js';
import { fill, fillSchema } from './fill.js';
import type { RequestLog } from './request-log.js';

const clock = z.union([
  z.strictObject({
    advanceSeconds: z
      .int()
      .min(0)
      .max(5 * 366 * DAY),
    settle: z.boolean().default(false),
  }),
  z.strictObject({ now: z.int(), settle: z.boolean().default(false) }),
]);
const disputeReasons = [
  'credit_not_processed',
  'duplicate',
  'fraudulent',
  'general',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const;
const dispute = z.strictObject({
  charge: z.string(),
  amount: z.int().min(1).optional(),
  reason: z.enum(disputeReasons).default('fraudulent'),
});
const card = z.strictObject({ customer: z.string(), card: z.string() });
const code = z.string().regex(/^[a-z]{3}$/);
/** Null: everything is settled in the currency that was charged. */
const settlement = z.strictObject({ currency: code, rates: z.record(code, z.number().positive()) });
const movement = z.strictObject({
  type: z.string().min(1),
  category: z.string().min(1).optional(),
  amount: z.int(),
  currency: code.default('usd'),
  fee: z.int().min(0).default(0),
  description: z.string().nullable().default(null),
});
const webhook = z.strictObject({ url: z.url(), secret: z.string().min(1).optional() });

export interface SandboxContext {
  world: World;
  faults: FaultPlan;
  log: RequestLog;
  webhooks: Webhooks;
}

/** Admin API under `/sandbox/stripe`. JSON requests and responses. */
export async function administer(context: SandboxContext, method: string, path: string, body: string): Promise<Answer> {
  const [what = '', id = '', action = ''] = path.split('/').filter(Boolean).map(decodeURIComponent);
  const given = (): unknown => (body === '' ? {} : JSON.parse(body));
  const { world } = context;
  switch (`${method} ${what}${action && `/:id/${action}`}`) {
    case 'GET clock':
      return json(200, clockOf(context));
    case 'POST clock':
      return moveClock(context, clock.parse(given()));
    case 'GET faults':
      return json(200, { faults: context.faults.list() });
    case 'POST faults':
      context.faults.add(faultSchema.parse(given()));
      return json(200, { faults: context.faults.list() });
    case 'DELETE faults':
      context.faults.clear();
      return json(200, { faults: [] });
    case 'POST dispute': {
      const of = dispute.parse(given());
      const charge = named(world, 'charge', of.charge, 'charge');
      return done(context, () => openDispute(world, charge, of));
    }
    case 'POST dispute/:id/resolve': {
      const { won } = z.strictObject({ won: z.boolean() }).parse(given());
      const found = named(world, 'dispute', id, 'dispute');
      return done(context, () => resolveDispute(world, found, won));
    }
    case 'POST payout-fail': {
      const payout = named(world, 'payout', id, 'payout');
      if (payout.status === 'failed') throw invalid('This payout has failed already.');
      return done(context, () => failPayout(world, payout));
    }
    case 'POST refund-fail': {
      const refund = named(world, 'refund', id, 'refund');
      return done(context, () => failRefund(world, refund));
    }
    case 'POST refund-succeed': {
      const refund = named(world, 'refund', id, 'refund');
      return done(context, () => succeedRefund(world, refund));
    }
    case 'POST settlement': {
      const of = settlement.parse(given());
      return done(context, () => world.put('settlement', { id: 'settlement', created: world.now(), ...of }));
    }
    case 'POST movement': {
      const { fee, category, ...of } = movement.parse(given());
      return done(context, () =>
        book(world, {
          ...of,
          category: category ?? of.type,
          source: newId('tu_'),
          ...(fee > 0 ? { fee: { amount: fee, description: 'Stripe fee' } } : {}),
        }),
      );
    }
    case 'POST card': {
      const of = card.parse(given());
      const customer = named(world, 'customer', of.customer, 'customer');
      const found = findCard(NAMED_CARDS[of.card] ?? of.card);
      if (!found) throw invalid(`The sandbox does not know the card ${of.card}.`);
      return done(context, () => {
        const made = attachCard(world, found, customer.id, customer.email);
        setDefaultCard(world, customer.id, made.id);
        return made;
      });
    }
    case 'POST webhook': {
      const { url, secret } = webhook.parse(given());
      const endpoint = world.transact(() => setWebhook(world, url, secret));
      return json(200, { id: endpoint.id, url, secret: endpoint._?.secret });
    }
    case 'GET requests':
      return json(200, { requests: context.log.list() });
    case 'DELETE requests':
      context.log.clear();
      return json(200, { requests: [] });
    case 'GET deliveries':
      return json(200, { deliveries: [...world.store.of('delivery').each()] });
    case 'POST fill':
      return refill(context, fillSchema.parse(given()));
    default:
      return json(404, { error: { message: `The sandbox has no ${method} /sandbox/stripe/${what}.` } });
  }
}

/** Converts an error of an admin request to a response. */
export function adminError(error: unknown): Answer {
  if (error instanceof StripeError) return json(error.status, { error: error.body });
  const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  return json(error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500, { error: { message } });
}

/** The endpoint that the sandbox was started with; there is one at most. */
export function setWebhook(world: World, url: string, secret?: string): WebhookEndpoint {
  const before = [...world.store.of('webhook_endpoint').each()].find((each) => each._?.configured);
  return world.put('webhook_endpoint', {
    id: before?.id ?? newId('we_1'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: before?.created ?? world.now(),
    description: 'The endpoint that the sandbox was started with',
    enabled_events: ['*'],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url,
    _: { secret: secret ?? before?._?.secret ?? newId('whsec_', 32), configured: true },
  });
}

function done({ world, webhooks }: SandboxContext, work: () => object): Answer {
  world.catchUp();
  const result = view(world, world.transact(work));
  webhooks.wake();
  return json(200, result);
}

const clockOf = ({ world }: SandboxContext): object => ({
  now: world.now(),
  iso: new Date(world.now() * 1000).toISOString(),
  offsetSeconds: world.offset,
});

async function moveClock(context: SandboxContext, asked: z.output<typeof clock>): Promise<Answer> {
  const { world, webhooks } = context;
  world.moveTo('now' in asked ? asked.now : world.now() + asked.advanceSeconds);
  if (asked.settle) await webhooks.idle();
  else webhooks.wake();
  return json(200, clockOf(context));
}

function refill({ world }: SandboxContext, { days, ...asked }: z.output<typeof fillSchema>): Answer {
  const end = world.now();
  const recipe = { ...asked, start: end - Math.floor(days * DAY), end };
  if (world.store.get('note', `fill ${asked.seed}`))
    throw invalid('There was a fill with this seed before; choose another.');
  world.transact(() => world.put('note', { id: `fill ${asked.seed}`, created: 0, value: asked.payments }));
  let made = { payments: 0, payouts: 0 };
  world.store.fill(recipe, () => (made = fill(world, recipe)));
  world.catchUp();
  return json(200, made);
}
