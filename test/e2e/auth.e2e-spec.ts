import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '#contracts/auth.js';
import { GRACE_SECONDS } from '../../apps/api/auth/refresh-tokens.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const cookieOf = (headers: Headers): string => headers.getSetCookie()[0]!.split(';')[0]!;
const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('signing in', () => {
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const login = (email: string, password: string) =>
    api.ask<Session>('POST', '/api/auth/login', { body: { email, password } });
  const refresh = (cookie: string) => api.ask<Session>('POST', '/api/auth/refresh', { headers: { cookie } });

  it('registers an author, who is then signed in for 15 minutes', async () => {
    const body = { email: ' New@Person.example ', password: 'long enough', name: 'New Person' };
    const made = await api.ask<Session>('POST', '/api/auth/register', { body });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ expiresIn: 900, user: { email: 'new@person.example', role: 'author' } });
    const me = await api.ask('GET', '/api/auth/me', { as: { token: made.body.accessToken } });
    expect(me.body).toEqual(made.body.user);
    expect(JSON.stringify(made.body)).not.toMatch(/passwordHash|argon2/);
  });

  it('keeps the refresh token out of reach of scripts and of other paths', async () => {
    const [cookie] = (await login('author@test.local', 'correct horse battery')).headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).toMatch(/Path=\/api\/auth/);
  });

  it('stores passwords as argon2id', async () => {
    const { passwordHash } = await platform.db.user.findUniqueOrThrow({ where: { email: 'author@test.local' } });
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('refuses a second account with the same address, short passwords and unknown fields', async () => {
    const ask = (body: object) => api.ask('POST', '/api/auth/register', { body });
    const person = { email: 'twice@test.local', password: 'long enough', name: 'Twice' };
    expect((await ask(person)).status).toBe(201);
    expect((await ask({ ...person, email: 'TWICE@test.local' })).status).toBe(409);
    expect((await ask({ ...person, email: 'x@test.local', password: 'short' })).status).toBe(422);
    expect((await ask({ ...person, email: 'y@test.local', role: 'admin' })).status).toBe(422);
    expect((await ask({ ...person, email: 'not an address' })).status).toBe(422);
  });

  it('answers alike for a wrong password and an unknown address', async () => {
    const wrong = await login('finance@test.local', 'wrong password');
    const unknown = await login('nobody@test.local', 'wrong password');
    expect(wrong.status).toBe(401);
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
  });

  it('locks an address after five failures, with growing back-off, known or not', async () => {
    await api.register('locked@test.local');
    for (const email of ['locked@test.local', 'ghost@test.local']) {
      for (let count = 0; count < 5; count += 1) expect((await login(email, 'wrong')).status).toBe(401);
      const locked = await login(email, 'correct horse battery');
      expect(locked.status).toBe(429);
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(10);
    }
    const first = await platform.db.loginThrottle.findUniqueOrThrow({ where: { email: 'locked@test.local' } });
    await platform.db.loginThrottle.updateMany({ data: { blockedUntil: new Date(0) } });
    await login('locked@test.local', 'wrong');
    const second = await platform.db.loginThrottle.findUniqueOrThrow({ where: { email: 'locked@test.local' } });
    const wait = (row: typeof first) => row.blockedUntil.getTime() - row.updatedAt.getTime();
    expect(wait(second)).toBeGreaterThan(1.8 * wait(first));
    await platform.db.loginThrottle.updateMany({ data: { blockedUntil: new Date(0) } });
    expect((await login('locked@test.local', 'correct horse battery')).status).toBe(200);
  });

  describe('the refresh token', () => {
    const signIn = async (): Promise<string> =>
      cookieOf((await login('author@test.local', 'correct horse battery')).headers);
    const next = async (cookie: string): Promise<string> => {
      const answer = await refresh(cookie);
      expect(answer.status).toBe(200);
      return cookieOf(answer.headers);
    };
    const rowsOf = async (cookie: string) => {
      const tokenHash = createHash('sha256').update(cookie.split('=')[1]!).digest('hex');
      const { familyId } = await platform.db.refreshToken.findUniqueOrThrow({ where: { tokenHash } });
      return platform.db.refreshToken.findMany({ where: { familyId }, orderBy: { createdAt: 'asc' } });
    };
    /** As if everything of this family had happened so much earlier. */
    const pass = async (cookie: string, seconds: number): Promise<void> => {
      for (const { id, usedAt } of await rowsOf(cookie))
        if (usedAt)
          await platform.db.refreshToken.update({
            where: { id },
            data: { usedAt: new Date(usedAt.getTime() - seconds * 1000) },
          });
    };

    it('is replaced, and returns the same successor again for some seconds: a second reload, or a lost answer', async () => {
      const first = await signIn();
      const second = await next(first);
      expect(second).not.toBe(first);
      expect(await next(first)).toBe(second);
      await pass(first, GRACE_SECONDS - 10);
      expect(await next(first)).toBe(second);
      expect(await next(second)).not.toBe(second);
    });

    it('leads to the newest one when answers come in another order than they were asked for', async () => {
      const first = await signIn();
      const second = await next(first);
      const third = await next(second);
      expect([await next(first), await next(second)]).toEqual([third, third]);
      expect(await rowsOf(first)).toHaveLength(3);
    });

    it('ends the whole family when it is used after that: who stole it and who owns it', async () => {
      const first = await signIn();
      const second = await next(first);
      await pass(first, GRACE_SECONDS + 1);
      expect((await refresh(first)).status).toBe(401);
      expect((await refresh(second)).status).toBe(401);
      expect((await rowsOf(first)).every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    });

    it('ends it also when a thief got the successor within the grace period, and then used by both', async () => {
      const first = await signIn();
      const second = await next(first);
      const thief = await next(first);
      const third = await next(thief);
      await pass(first, GRACE_SECONDS + 1);
      expect((await refresh(second)).status).toBe(401);
      expect((await refresh(third)).status).toBe(401);
    });

    it('keeps one session with one successor when 50 refreshes race with one token', async () => {
      const cookie = await signIn();
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(cookie)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const tokens = new Set(answers.map(({ headers }) => cookieOf(headers)));
      expect(tokens.size).toBe(1);
      expect(await rowsOf(cookie)).toHaveLength(2);
      expect(await next([...tokens][0]!)).not.toBe([...tokens][0]);
    });

    it('leaves no survivor when 50 uses after the grace race with the successor', async () => {
      const first = await signIn();
      const second = await next(first);
      await pass(first, GRACE_SECONDS + 1);
      const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => refresh(at % 2 === 0 ? first : second)));
      const winners = answers.filter(({ status }) => status === 200).map(({ headers }) => cookieOf(headers));
      for (const cookie of [first, second, ...winners]) expect((await refresh(cookie)).status).toBe(401);
    });

    it('is never returned again after sign-out, and is stored nowhere', async () => {
      const first = await signIn();
      const second = await next(first);
      const stored = JSON.stringify(await rowsOf(first));
      for (const cookie of [first, second]) expect(stored).not.toContain(cookie.split('=')[1]);
      await api.ask('POST', '/api/auth/logout', { headers: { cookie: second } });
      expect((await refresh(first)).status).toBe(401);
    });
  });

  it('signs out for good', async () => {
    const cookie = cookieOf((await login('author@test.local', 'correct horse battery')).headers);
    expect((await api.ask('POST', '/api/auth/logout', { headers: { cookie } })).status).toBe(204);
    expect((await refresh(cookie)).status).toBe(401);
    expect((await api.ask('POST', '/api/auth/logout')).status).toBe(204);
    expect((await api.ask('POST', '/api/auth/refresh')).status).toBe(401);
  });

  it('refuses tokens that are forged, altered, expired or for somebody else', async () => {
    const token = await api.signIn('author');
    const [head, body, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const signed = (
      changed: object,
      header: object = { alg: 'HS256', typ: 'JWT' },
      secret = process.env['JWT_SECRET']!,
    ) => {
      const content = `${encode(header)}.${encode(changed)}`;
      return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
    };
    const now = Math.floor(Date.now() / 1000);
    const bad = [
      'x',
      `${head}.${body}.`,
      `${head}.${encode({ ...claims, role: 'admin' })}.${signature}`,
      `${encode({ alg: 'none' })}.${body}.`,
      signed(claims, { alg: 'HS256' }, 'another secret, long enough to be one'),
      signed({ ...claims, exp: now - 1 }),
      signed({ ...claims, aud: 'other' }),
      signed({ ...claims, iss: 'other' }),
      signed({ ...claims, sub: 'not-an-id' }),
      signed({ ...claims, role: 'king' }),
      signed(claims, { alg: 'HS512' }),
      ...Array.from({ length: 40 }, (_, at) => flip(token, at * Math.floor(token.length / 40))),
    ];
    for (const each of bad)
      expect([each, (await api.ask('GET', '/api/auth/me', { as: { token: each } })).status]).toEqual([each, 401]);
    expect((await api.ask('GET', '/api/auth/me', { as: { token: signed(claims) } })).status).toBe(200);
  });
});

/** The token with one character changed (the last of a part can carry unused bits, so it is changed by a lot). */
function flip(token: string, at: number): string {
  const sign = token[at] === 'A' ? '_' : token[at] === '.' ? ',' : 'A';
  return token.slice(0, at) + sign + token.slice(at + 1);
}
