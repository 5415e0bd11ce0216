import { describe, expect, it } from '@jest/globals';
import { mayScrape } from './scrape-guard.js';

const TOKEN = 'sixteen-characters-or-more';
const from = (remoteAddress: string, headers: Record<string, string> = {}) => ({ headers, socket: { remoteAddress } });

describe('metrics', () => {
  it.each([
    ['127.0.0.1', 'open'],
    ['::1', 'open'],
    ['::ffff:127.0.0.1', 'open'],
    ['10.0.0.7', 'hidden'],
    ['::ffff:10.0.0.7', 'hidden'],
    ['', 'hidden'],
  ])('without a token are told to %s: %s', (address, verdict) => {
    expect(mayScrape({ token: undefined, production: false }, from(address))).toBe(verdict);
  });

  it('without a token are hidden from whoever comes by way of a proxy on this machine', () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect(mayScrape({ token: undefined, production: false }, from('127.0.0.1', { [name]: 'x' }))).toBe('hidden');
  });

  it('without a token are refused in production', () => {
    expect(mayScrape({ token: undefined, production: true }, from('127.0.0.1'))).toBe('hidden');
  });

  it.each([true, false])('with a token are for whoever sends it, from anywhere (production: %s)', (production) => {
    const ask = (authorization: string) => mayScrape({ token: TOKEN, production }, from('10.0.0.7', { authorization }));
    expect([`Bearer ${TOKEN}`, `bearer  ${TOKEN}`].map(ask)).toEqual(['open', 'open']);
    expect(['', TOKEN, `Bearer ${TOKEN}x`, 'Bearer', `Basic ${TOKEN}`].map(ask)).toEqual(Array(5).fill('refused'));
    expect(mayScrape({ token: TOKEN, production }, from('127.0.0.1'))).toBe('refused');
  });
});
