import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const ISSUER = 'colorbook-engine';
const AUDIENCE = 'colorbook-api';
const AT_ONCE = 16;
const MUTANTS = 5_000;

describe('forged tokens and guessed passwords', () => {
  let platform: Platform;
  let api: Api;
  let sub: string;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform, { TRUST_PROXY: 'true', AUTH_RATE_LIMIT_PER_MINUTE: '30' });
    sub = (await platform.db.user.findUniqueOrThrow({ where: { email: 'admin@test.local' } })).id;
  });
  afterAll(async () => {
    delete process.env['TRUST_PROXY'];
    await api?.stop();
    await platform?.stop();
  });

  it('accept none of 5,000 tokens that are not ours to the letter', async () => {
    const mutants = await mutantsOf(sub, new TextEncoder().encode(process.env['JWT_SECRET']));
    expect(new Set(mutants.map(([, token]) => token)).size).toBeGreaterThanOrEqual(MUTANTS);
    const accepted: string[] = [];
    const statuses = new Set<number>();
    await inTurns(mutants, async ([why, token]) => {
      const { status } = await api.ask('GET', '/api/admin/mail', { as: { token } });
      statuses.add(status);
      if (status !== 401) accepted.push(`${why}: ${status} ${token.slice(0, 60)}`);
    });
    console.info(`${mutants.length} tokens, accepted ${accepted.length}`);
    expect(accepted).toEqual([]);
    // a valid token of the same issuer is accepted, so that the others were refused for what is wrong with them
    const good = await signed({ sub, role: 'admin' }, {}, new TextEncoder().encode(process.env['JWT_SECRET']));
    expect((await api.ask('GET', '/api/admin/mail', { as: { token: good } })).status).toBe(200);
  });

  const login = (email: string, password: string, address: string) =>
    api.ask('POST', '/api/auth/login', { body: { email, password }, headers: { 'x-forwarded-for': address } });

  it('admit none of 10,000 guesses, from one address or from thousands, one by one or all at once', async () => {
    const started = performance.now();
    const statuses = new Map<string, number>();
    const count = (kind: string, status: number): void =>
      void statuses.set(`${kind} ${status}`, (statuses.get(`${kind} ${status}`) ?? 0) + 1);
    // all at once, each from an address of its own: no more than the free tries are looked at
    await Promise.all(
      Array.from({ length: 100 }, async (_, at) =>
        count('burst', (await login('finance@test.local', `burst ${at}`, `10.9.0.${at}`)).status),
      ),
    );
    expect(statuses.get('burst 401')).toBe(5);
    const guesses = Array.from({ length: 9_900 }, (_, at) => at);
    await inTurns(guesses, async (at) => {
      const spread = at % 2 === 0;
      const address = spread ? `10.${at >> 12}.${(at >> 4) & 255}.${at & 15}` : '192.0.2.7';
      const email = spread ? 'support@test.local' : `somebody-${at}@test.local`;
      count(spread ? 'one account' : 'one address', (await login(email, `guess ${at}`, address)).status);
    });
    const seconds = (performance.now() - started) / 1000;
    console.info(`10,000 guesses in ${seconds.toFixed(1)} s:`, Object.fromEntries(statuses));
    expect([...statuses.keys()].filter((key) => key.endsWith('200'))).toEqual([]);
    // the lock lets one try through each time it ends: 15 s, 30 s, a minute…
    expect(statuses.get('one account 401')).toBeLessThanOrEqual(5 + Math.log2(2 + seconds / 15) + 1);
    expect(statuses.get('one address 401')).toBeLessThanOrEqual(30 * (1 + Math.ceil(seconds / 60)));
  });

  it('reveal by their time nothing about whether there is an account', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const emails = Array.from({ length: 60 }, (_, at) => `timed-${at}@test.local`);
    const passwordHash = (await platform.db.user.findFirstOrThrow({ where: { id: sub } })).passwordHash;
    const { newId } = await import('#database/ids.js');
    await platform.db.user.createMany({
      data: emails.map((email) => ({ id: newId(), email, name: 'Timed', passwordHash })),
    });
    for (const [at, email] of emails.entries())
      for (const kind of at % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        const started = performance.now();
        const { status } = await login(
          kind === 'known' ? email : `no-${email}`,
          'wrong',
          `198.51.${kind === 'known' ? 100 : 101}.${at}`,
        );
        times[kind].push(performance.now() - started);
        expect(status).toBe(401);
      }
    const { difference, t } = welch(times.known, times.unknown);
    console.info(
      `known minus unknown account: ${(difference * 1e6).toFixed(0)} ns, t = ${t.toFixed(2)} over ${emails.length} pairs`,
    );
    // a missing check of the password would be 20 ms and more in every pair; on a busy machine, chance alone makes some of that
    expect(Math.abs(difference) > 10 && Math.abs(t) > 4).toBe(false);
  });
});

const now = (): number => Math.floor(Date.now() / 1000);

function signed(payload: Record<string, unknown>, header: Record<string, unknown>, key: Uint8Array): Promise<string> {
  const full = { iat: now(), exp: now() + 900, iss: ISSUER, aud: AUDIENCE, ...payload };
  return new SignJWT(full).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(key);
}

type Mutant = [why: string, token: string];

async function mutantsOf(sub: string, key: Uint8Array): Promise<Mutant[]> {
  const good = { sub, role: 'admin' };
  const made: Mutant[] = [];
  const add = async (why: string, token: string | Promise<string>): Promise<void> => void made.push([why, await token]);
  const part = (value: unknown): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const full = { ...good, iat: now(), exp: now() + 900, iss: ISSUER, aud: AUDIENCE };

  for (const alg of [
    'none',
    'None',
    'NONE',
    'nOnE',
    '',
    'HS256 ',
    'hs256',
    'HS384',
    'HS512',
    'RS256',
    'ES256',
    'PS256',
    'EdDSA',
    null,
    7,
  ]) {
    const head = part({ alg, typ: 'JWT' });
    for (const signature of [
      '',
      'AA',
      part('x'.repeat(32)),
      createHmac('sha256', key)
        .update(`${head}.${part(full)}`)
        .digest('base64url'),
    ])
      await add(`alg ${String(alg)}`, `${head}.${part(full)}.${signature}`);
  }
  await add('unsecured', new UnsecuredJWT(full).encode());

  const pairs = [
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
  ];
  for (const [at, alg] of ['RS256', 'ES256', 'EdDSA'].entries()) {
    const { privateKey, publicKey } = pairs[at]!;
    await add(`signed by ${alg}`, new SignJWT(full).setProtectedHeader({ alg }).sign(privateKey));
    const pem = new TextEncoder().encode(publicKey.export({ type: 'spki', format: 'pem' }).toString());
    await add('HS256 with a public key', signed(good, {}, pem));
    await add('key in the header', signed(good, { jwk: publicKey.export({ format: 'jwk' }) }, pem));
  }
  for (const kid of [
    '../../dev/null',
    '/dev/null',
    '../../../proc/sys/kernel/randomize_va_space',
    "' UNION SELECT 'x",
    '\u0000',
    'http://127.0.0.1/key',
    '../'.repeat(50),
  ])
    for (const other of ['', '\u0000', 'x', '2', 'null', 'undefined', 'secret'])
      await add(
        `kid ${kid}`,
        signed(
          good,
          { kid, jku: 'http://127.0.0.1:9/', x5u: 'http://127.0.0.1:9/' },
          new TextEncoder().encode(other.padEnd(32, '\u0000')),
        ),
      );
  for (let at = 0; at < 200; at += 1) await add('another key', signed(good, {}, randomBytes(32)));

  const claims: Record<string, unknown[]> = {
    iss: ['', null, 'colorbook', `${ISSUER} `, ISSUER.toUpperCase(), [ISSUER, 'x'], 7, { iss: ISSUER }],
    aud: ['', null, 'colorbook-board', AUDIENCE.toUpperCase(), `${AUDIENCE}/`, ['x'], 7, {}],
    exp: [0, 1, -1, now() - 1, now() - 900, now() - 86_400, now() - 1_000_000],
    sub: [
      '',
      null,
      'admin',
      '*',
      '%',
      "' OR 1=1 --",
      [sub],
      { id: sub },
      7,
      '00000000-0000-0000-0000-000000000000',
      sub.replace(/.$/, 'x'),
      `${sub} `,
      '../admin',
      '__proto__',
    ],
    role: ['', null, 'king', 'ADMIN', ['admin'], { admin: true }, 7, true, 'admin ', '__proto__'],
    nbf: [now() + 600, now() + 86_400, '9999999999', {}],
  };
  const refused = new Set(['exp', 'nbf']);
  for (const [name, values] of Object.entries(claims))
    for (const value of values) {
      const forged = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...full, [name]: value })}`;
      await add(
        `claim ${name} ${JSON.stringify(value)}`,
        `${forged}.${createHmac('sha256', key).update(forged).digest('base64url')}`,
      );
      if (refused.has(name))
        await add(
          `claim ${name}, another key`,
          signed({ ...good, [name]: value }, {}, randomBytes(32)).catch(() => `x.${String(value)}.y`),
        );
    }
  for (const gone of ['iss', 'aud', 'exp', 'sub', 'role']) {
    const rest = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(Object.fromEntries(Object.entries(full).filter(([name]) => name !== gone)))}`;
    await add(`without ${gone}`, `${rest}.${createHmac('sha256', key).update(rest).digest('base64url')}`);
  }

  // every place of a true token, changed to something else
  const token = await signed(good, {}, key);
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const seen = new Set(made.map(([, each]) => each));
  for (let turn = 1; seen.size < MUTANTS; turn += 1)
    for (let at = 0; at < token.length && seen.size < MUTANTS; at += 1) {
      const sign = token[at]!;
      const isLast = at === token.length - 1;
      if (sign === '.' || isLast) continue; // the last letter carries bits that mean nothing
      const next = LETTERS[(LETTERS.indexOf(sign) + 7 * turn) % LETTERS.length]!;
      const mutant = token.slice(0, at) + next + token.slice(at + 1);
      if (mutant === token || seen.has(mutant)) continue;
      seen.add(mutant);
      made.push([`letter ${at}`, mutant]);
    }
  return made;
}

/** Welch's t of two samples; the difference of their means in the samples' unit. */
function welch(a: number[], b: number[]): { difference: number; t: number } {
  const mean = (all: number[]): number => all.reduce((sum, each) => sum + each, 0) / all.length;
  const variance = (all: number[]): number =>
    all.reduce((sum, each) => sum + (each - mean(all)) ** 2, 0) / (all.length - 1);
  const difference = mean(a) - mean(b);
  return { difference, t: difference / Math.sqrt(variance(a) / a.length + variance(b) / b.length) };
}

async function inTurns<T>(all: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const one = async (): Promise<void> => {
    for (const each of left) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
