import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

describe('rate limits', () => {
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform, { RATE_LIMIT_PER_MINUTE: '20', AUTH_RATE_LIMIT_PER_MINUTE: '8' });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  it('count down in the headers and end in a 429 that says when to come back', async () => {
    await api.signIn('author');
    const answers = [];
    for (let count = 0; count < 22; count += 1) answers.push(await api.ask('GET', '/api/jobs', { as: 'author' }));
    expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(200), 429, 429]);
    expect(answers[0]!.headers.get('ratelimit')).toMatch(/^"default";r=19;t=\d+$/);
    expect(answers[19]!.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/);
    expect(answers[20]!.body).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(Number(answers[20]!.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('are each person’s own', async () => {
    expect((await api.ask('GET', '/api/jobs', { as: 'finance' })).status).toBe(200);
  });

  it('do not hold up Stripe, which sends all of a night’s renewals at once', async () => {
    const posts = Array.from({ length: 40 }, () => api.ask('POST', '/api/payments/webhook', { body: {} }));
    expect(new Set((await Promise.all(posts)).map(({ status }) => status))).toEqual(new Set([404]));
  });

  it('are stricter for signing in, by address', async () => {
    const statuses = [];
    for (let count = 0; count < 10; count += 1) {
      const body = { email: `guess-${count}@test.local`, password: 'guess' };
      statuses.push((await api.ask('POST', '/api/auth/login', { body })).status);
    }
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(8);
  });
});
