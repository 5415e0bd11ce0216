import { describe, expect, it } from '@jest/globals';
import type { CookieOptions, Response } from 'express';
import { clearCookie, COOKIES, cookieOf, refuseLostCookies, setCookie } from './cookies.js';

type Name = keyof typeof COOKIES;
const names = Object.keys(COOKIES) as Name[];
const answer = () => {
  const sent: { name: string; options: CookieOptions }[] = [];
  const put = (name: string, options: CookieOptions) => void sent.push({ name, options });
  const response = {
    cookie: (name: string, _value: string, options: CookieOptions) => put(name, options),
    clearCookie: put,
  } as unknown as Response;
  return { response, sent };
};

describe.each(names)('the cookie %s', (name) => {
  it.each([true, false])('is Secure when people come by https: %s', (secure) => {
    const { response, sent } = answer();
    setCookie(response, { secure }, name, 'value', 60_000);
    expect(sent).toEqual([
      {
        name: COOKIES[name].name,
        options: { httpOnly: true, secure, sameSite: COOKIES[name].sameSite, path: COOKIES[name].path, maxAge: 60_000 },
      },
    ]);
  });

  it.each([true, false])('is cleared with the attributes that it was set with, Secure: %s', (secure) => {
    const { response, sent } = answer();
    setCookie(response, { secure }, name, 'value', 60_000);
    clearCookie(response, { secure }, name);
    const { maxAge: _, ...set } = sent[0]!.options;
    expect(sent[1]).toEqual({ name: sent[0]!.name, options: set });
  });

  it('is read from the request, and nothing else is', () => {
    expect(cookieOf({ cookies: { [COOKIES[name].name]: 'value' } }, name)).toBe('value');
    expect(cookieOf({ cookies: { [COOKIES[name].name]: { j: 1 } } }, name)).toBeUndefined();
    expect(cookieOf({}, name)).toBeUndefined();
  });
});

describe('signing in where cookies are Secure', () => {
  const http = { secure: true, publicUrl: 'https://books.example' };
  const from = (origin: string | undefined) => () => refuseLostCookies({ headers: { origin } }, http);

  it.each(['http://colorbook.lan:4100', 'http://192.168.1.7:3000', 'http://books.example'])(
    'is refused from %s, with where to go',
    (origin) => expect(from(origin)).toThrow('Open https://books.example instead'),
  );

  it.each([
    undefined,
    'null',
    'https://books.example',
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
  ])('is taken from %s', (origin) => expect(from(origin)).not.toThrow());

  it('is taken from anywhere where people come by http', () =>
    expect(() =>
      refuseLostCookies({ headers: { origin: 'http://colorbook.lan' } }, { ...http, secure: false }),
    ).not.toThrow());
});
