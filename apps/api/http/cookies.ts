import type { CookieOptions, Request, Response } from 'express';
import type { Config } from '#config/config.js';
import { isLoopback } from '#config/host.js';
import { ProblemException } from './problem-exception.js';

interface Cookie {
  name: string;
  path: string;
  sameSite: 'strict' | 'lax';
}

/** Every cookie that the API sets. */
export const COOKIES = {
  refresh: { name: 'colorbook_refresh', path: '/api/auth', sameSite: 'strict' },
  /** Of staff: the queue board, and the codec of Temporal's UI beside it. */
  board: { name: 'colorbook_board', path: '/admin', sameSite: 'strict' },
  /** Lax, since the browser returns from Google, a cross-site navigation. */
  drive: { name: 'colorbook_drive', path: '/api/drive/callback', sameSite: 'lax' },
} as const satisfies Record<string, Cookie>;
type Name = keyof typeof COOKIES;
type Http = Pick<Config['http'], 'secure'>;

const optionsOf = ({ path, sameSite }: Cookie, { secure }: Http): CookieOptions => ({
  httpOnly: true,
  sameSite,
  // browsers drop a Secure cookie set over http, so this follows the public URL
  secure,
  path,
});

export function setCookie(response: Response, http: Http, name: Name, value: string, maxAgeMs: number): void {
  const cookie = COOKIES[name];
  response.cookie(cookie.name, value, { ...optionsOf(cookie, http), maxAge: maxAgeMs });
}

/** Uses the attributes that it was set with: otherwise a browser may keep it. */
export function clearCookie(response: Response, http: Http, name: Name): void {
  const cookie = COOKIES[name];
  response.clearCookie(cookie.name, optionsOf(cookie, http));
}

/** Undefined when the browser sent none. */
export function cookieOf(request: { cookies?: Record<string, unknown> }, name: Name): string | undefined {
  const value = request.cookies?.[COOKIES[name].name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * For a page opened over http where the public URL is https: the browser would drop the cookie, and the next
 * reload would sign the user out. Browsers send the page's origin in `Origin` and treat loopback as secure.
 */
export function refuseLostCookies(
  { headers }: Pick<Request, 'headers'>,
  http: Pick<Config['http'], 'secure' | 'publicUrl'>,
): void {
  const from = URL.parse(headers.origin ?? '');
  if (!http.secure || from?.protocol !== 'http:' || isLoopback(from.hostname.replace(/^\[|\]$/g, ''))) return;
  throw new ProblemException(
    403,
    'https-needed',
    `Open ${http.publicUrl} instead: this page came over plain http, where a browser keeps nobody signed in.`,
  );
}
