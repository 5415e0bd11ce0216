import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

/** Nothing is asked of Google and of the mail server here. */
const production = {
  NODE_ENV: 'production',
  FEATURES: 'drive',
  JWT_SECRET: randomBytes(48).toString('base64'),
  ENCRYPTION_KEYS: `one:${randomBytes(32).toString('base64')}`,
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'Books <books@books.test>',
  GOOGLE_CLIENT_ID: 'client',
  GOOGLE_CLIENT_SECRET: randomBytes(24).toString('base64'),
};

/** What a browser gets depends on the address that people use, and not on what kind of deployment it is. */
describe('cookies', () => {
  const before = { ...process.env };
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
  });
  afterEach(async () => {
    await api?.stop();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
  afterAll(() => platform?.stop());

  const login = { email: 'admin@test.local', password: 'correct horse battery' };
  const cookiesOf = async (): Promise<Record<string, string>> => {
    const answers = await Promise.all([
      api.ask('POST', '/api/auth/login', { body: login }),
      api.ask('POST', '/api/support/board-session', { as: 'support' }),
      api.ask('POST', '/api/drive/connect', { as: 'author' }),
    ]);
    const all = answers.flatMap(({ headers }) => headers.getSetCookie());
    return Object.fromEntries(all.map((text) => [text.split('=')[0]!, text]));
  };

  it.each([
    ['production', 'http://colorbook.lan:4100', false],
    ['production', 'https://books.example', true],
    ['development', 'http://colorbook.lan:4100', false],
    ['development', 'https://books.example', true],
  ])('in %s at %s are Secure: %s', async (NODE_ENV, PUBLIC_URL, secure) => {
    api = await startApi(platform, { ...production, NODE_ENV, PUBLIC_URL });
    const cookies = await cookiesOf();
    expect(Object.keys(cookies).sort()).toEqual(['colorbook_board', 'colorbook_drive', 'colorbook_refresh']);
    for (const [name, text] of Object.entries(cookies)) expect([name, /; Secure/.test(text)]).toEqual([name, secure]);
    const cookie = cookies['colorbook_refresh']!.split(';')[0]!;
    const { status, headers } = await api.ask('POST', '/api/auth/refresh', { headers: { cookie } });
    expect([status, headers.getSetCookie().every((text) => /; Secure/.test(text) === secure)]).toEqual([200, true]);
    expect(headers.get('strict-transport-security') !== null).toBe(secure && NODE_ENV === 'production');
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  it('are cleared by signing out, the board’s too, as they were set', async () => {
    api = await startApi(platform, { ...production, PUBLIC_URL: 'https://books.example' });
    const cleared = (await api.ask('POST', '/api/auth/logout')).headers.getSetCookie();
    expect(cleared.map((text) => text.split('=')[0])).toEqual(['colorbook_refresh', 'colorbook_board']);
    for (const text of cleared) expect(text).toMatch(/Expires=Thu, 01 Jan 1970.*; Secure/);
  });

  it('are not promised to a page of plain http that could not keep them', async () => {
    api = await startApi(platform, { ...production, PUBLIC_URL: 'https://books.example' });
    const from = (origin: string) => api.ask('POST', '/api/auth/login', { body: login, headers: { origin } });
    const refused = await from('http://colorbook.lan:3000');
    expect([refused.status, refused.body['code']]).toEqual([403, 'https-needed']);
    expect(refused.body['detail']).toContain('https://books.example');
    expect((await from('https://books.example')).status).toBe(200);
  });
});
