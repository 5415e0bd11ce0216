import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import Stripe from 'stripe';
import { startApi } from '../../support/api.js';
import type { Api } from '../../support/api.js';
import { startPlatform } from '../../support/platform.js';
import type { Platform } from '../../support/platform.js';

const SECRET = 'whsec_of_the_tests';
const BILLING = {
  STRIPE_SECRET_KEY: 'sk_test_webhook',
  STRIPE_WEBHOOK_SECRET: SECRET,
  STRIPE_BASE_URL: 'http://127.0.0.1:9',
  STRIPE_SANDBOX: 'true',
};
const stripe = new Stripe('sk_test_webhook');
const MUTANTS = 10_000;

/** Pseudo-random, so that a mutant that got through can be found again. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const eventOf = (id: string) =>
  JSON.stringify({
    id,
    object: 'event',
    type: 'customer.updated',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    data: { object: { id: 'cus_1', object: 'customer', name: 'Zoë “Crayon” O’Neil' } },
  });
const signed = (payload: string, more: { secret?: string; timestamp?: number } = {}) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, ...more });

describe('the webhook', () => {
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {}, billing: true });
    api = await startApi(platform, BILLING);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    for (const name of Object.keys(BILLING)) delete process.env[name];
  });

  const post = async (body: Buffer | string, signature?: string): Promise<number> => {
    const response = await fetch(`${api.url}/api/payments/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature === undefined ? {} : { 'stripe-signature': signature }),
      },
      body: body as never,
    });
    await response.arrayBuffer();
    return response.status;
  };
  const kept = () => platform.db.stripeEvent.count();

  it('keeps a genuine event, and once when it comes again', async () => {
    const payload = eventOf('evt_genuine');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(payload, signed(payload))));
    expect(new Set(answers)).toEqual(new Set([200]));
    const row = await platform.db.stripeEvent.findUniqueOrThrow({ where: { id: 'evt_genuine' } });
    expect(row).toMatchObject({ type: 'customer.updated', source: 'webhook', state: 'ignored' });
    expect(await kept()).toBe(1);
  });

  const thinOf = (id: string, type: string, related: object | null, more: object = {}) =>
    JSON.stringify({
      id,
      object: 'v2.core.event',
      type,
      created: '2026-11-30T03:00:00.000Z',
      livemode: false,
      related_object: related,
      ...more,
    });

  it.each([
    ['of a charge', 'v1.charge.succeeded', { id: 'ch_1', type: 'charge', url: '/v1/charges/ch_1' }, 'stored', 'ch_1'],
    ['of an invoice', 'v1.invoice.paid', { id: 'in_1', type: 'invoice', url: '/v1/invoices/in_1' }, 'stored', 'in_1'],
    ['of nothing that is sold here', 'v1.billing.meter.no_meter_found', null, 'ignored', ''],
    [
      'that is a ping',
      'v2.core.event_destination.ping',
      { id: 'ed_1', type: 'event_destination', url: '/v2/x' },
      'ignored',
      'ed_1',
    ],
  ])('verifies a thin event %s, keeps it once and answers 200', async (_what, type, related, state, objectId) => {
    const id = `evt_thin_${type}`;
    const payload = thinOf(id, type, related);
    expect(await post(payload, signed(payload))).toBe(200);
    expect(await post(payload, signed(payload))).toBe(200);
    const row = await platform.db.stripeEvent.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({
      type,
      state,
      objectId,
      source: 'webhook',
      createdAt: new Date('2026-11-30T03:00:00Z'),
    });
    await platform.db.stripeEvent.delete({ where: { id } });
  });

  it('refuses a thin event that is not signed, and says of a signed one what is wrong with it', async () => {
    const before = await kept();
    const payload = thinOf('evt_thin', 'v1.charge.succeeded', null);
    const answer = async (body: string, signature: string) => {
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      const response = await fetch(`${api.url}/api/payments/webhook`, { method: 'POST', headers, body });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await answer(payload, signed(payload, { secret: 'whsec_other' }))).toEqual([400, 'bad-signature']);
    for (const wrong of ['{"object":"v2.core.event"}', '{"object":"event"}', '[1]', 'no json'])
      expect([wrong, await answer(wrong, signed(wrong))]).toEqual([wrong, [400, 'invalid-input']]);
    expect(await kept()).toBe(before);
  });

  it(`accepts none of ${MUTANTS} forged, altered, stale and replayed ones`, async () => {
    const before = await kept();
    const chance = chances(7);
    const now = Math.floor(Date.now() / 1000);
    const kinds: Record<string, (payload: string) => [body: Buffer | string, signature?: string]> = {
      'a bit of the body flipped': (payload) => {
        const bytes = Buffer.from(payload);
        bytes[chance(bytes.length)]! ^= 1 << chance(8);
        return [bytes, signed(payload)];
      },
      'a byte cut out': (payload) => {
        const at = chance(payload.length);
        return [payload.slice(0, at) + payload.slice(at + 1), signed(payload)];
      },
      'white space added': (payload) => [`${payload}${[' ', '\n', '\t'][chance(3)]}`, signed(payload)],
      'a letter of the signature changed': (payload) => {
        const header = signed(payload);
        const at = header.indexOf('v1=') + 3 + chance(64);
        const other = header[at] === '0' ? '1' : '0';
        return [payload, header.slice(0, at) + other + header.slice(at + 1)];
      },
      'another time with the old signature': (payload) => [
        payload,
        signed(payload).replace(/t=\d+/, `t=${now + 100 + chance(100_000)}`),
      ],
      'signed with another secret': (payload) => [payload, signed(payload, { secret: `whsec_${chance(1e9)}` })],
      'replayed after its time': (payload) => [payload, signed(payload, { timestamp: now - 301 - chance(1e6) })],
      'signed for another event': (payload) => [payload, signed(eventOf('evt_other'))],
      'not signed': (payload) => [payload],
      'with an empty signature': (payload) => [payload, ['', 't=,v1=', 'v1=', `t=${now}`, 't=x,v1=y'][chance(5)]],
      'with another scheme only': (payload) => [payload, signed(payload).replace('v1=', 'v0=')],
      'without a body': (payload) => ['', signed(payload)],
    };
    const names = Object.keys(kinds);
    const accepted: string[] = [];
    let sent = 0;
    const lane = async () => {
      while (sent < MUTANTS) {
        const name = names[sent % names.length]!;
        sent += 1;
        const status = await post(...kinds[name]!(eventOf(`evt_mutant_${sent}`)));
        if (status !== 400) accepted.push(`${name}: ${status}`);
      }
    };
    await Promise.all(Array.from({ length: 12 }, lane));
    expect(accepted).toEqual([]);
    expect(sent).toBe(MUTANTS);
    expect(await kept()).toBe(before);
  });

  it('does not say “received” while the database does not take it, and takes it when it is sent again', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `evt_locked_${index}`);
    const acknowledged = new Set<string>();
    const send = async (id: string) => {
      const payload = eventOf(id);
      if ((await post(payload, signed(payload)).catch(() => 0)) === 200) acknowledged.add(id);
    };
    // every connection is cut again and again while events come in
    let cutting = true;
    const cutter = (async () => {
      while (cutting) {
        await platform.db.$executeRaw`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'colorbook-api' AND pid <> pg_backend_pid()`;
        await delay(3);
      }
    })();
    for (const id of ids) await send(id);
    cutting = false;
    await cutter;
    const inTable = async () =>
      new Set((await platform.db.stripeEvent.findMany({ where: { id: { in: ids } } })).map(({ id }) => id));
    const stored = await inTable();
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
    for (const id of ids.filter((each) => !acknowledged.has(each))) await send(id);
    expect((await inTable()).size).toBe(ids.length);
  });
});
