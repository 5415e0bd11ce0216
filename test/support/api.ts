import type { AddressInfo } from 'node:net';
import { seedDemoAccounts } from '../../prisma/seed.js';
import type { Role, Session } from '#contracts/auth.js';
import type { Platform } from './platform.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** The API of a platform, listening on a free port, with one account of each role. */
export interface Api {
  url: string;
  /** One request; `as` is a role of the demo accounts or a token. */
  ask<T = Record<string, unknown>>(method: string, path: string, options?: AskOptions): Promise<Answer<T>>;
  signIn(role: Role): Promise<string>;
  register(email: string): Promise<Session>;
  stop(): Promise<void>;
}

export interface AskOptions {
  as?: Role | { token: string } | undefined;
  body?: unknown;
  raw?: string | Buffer;
  headers?: Record<string, string>;
}

export const PASSWORD = 'correct horse battery';
const accounts = (['author', 'support', 'finance', 'admin'] as const).map((role) => ({
  role,
  email: `${role}@test.local`,
  password: PASSWORD,
}));

/** The secret of the link in the newest mail to this address. */
export async function linkToken({ db }: Pick<Platform, 'db'>, recipient: string): Promise<string> {
  const mail = await db.outgoingMail.findFirst({ where: { recipient }, orderBy: { id: 'desc' } });
  return /token=([\w-]{43})/.exec(mail?.body ?? '')?.[1] ?? '';
}

export async function startApi(platform: Platform, env: Record<string, string> = {}): Promise<Api> {
  Object.assign(process.env, {
    DATABASE_URL: platform.databaseUrl,
    TEMPORAL_ADDRESS: platform.temporalAddress,
    TEMPORAL_NAMESPACE: platform.namespace,
    STORAGE_DIR: `${platform.directory}/artifacts`,
    PUBLIC_URL: 'http://books.test',
    JWT_SECRET: 'a secret of the tests, long enough for them',
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '100000',
    AUTH_RATE_LIMIT_PER_MINUTE: '100000',
    ...env,
  });
  await seedDemoAccounts(platform.databaseUrl, accounts);
  const { createApp } = await import('../../apps/api/app.js');
  const app = await createApp();
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const tokens = new Map<Role, Promise<string>>();

  const ask = async <T>(method: string, path: string, options: AskOptions = {}): Promise<Answer<T>> => {
    const { as, body, raw, headers } = options;
    const token = typeof as === 'string' ? await signIn(as) : as?.token;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body !== undefined || raw !== undefined ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw as never } : body !== undefined ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    return { status: response.status, headers: response.headers, body: (json ? JSON.parse(text) : text) as T };
  };

  const signIn = (role: Role): Promise<string> => {
    const known = tokens.get(role) ?? freshToken(role);
    tokens.set(role, known);
    return known;
  };

  const freshToken = async (role: Role): Promise<string> => {
    const body = { email: `${role}@test.local`, password: PASSWORD };
    return (await ask<Session>('POST', '/api/auth/login', { body })).body.accessToken;
  };

  /** As a person would: by the link in the mail. */
  const register = async (email: string): Promise<Session> => {
    const body = { email, password: PASSWORD, name: 'Some Body' };
    const made = await ask<Session>('POST', '/api/auth/register', { body });
    await ask('POST', '/api/auth/verify-email', { body: { token: await linkToken(platform, email) } });
    return made.body;
  };

  return { url, ask, signIn, register, stop: () => app.close() };
}
