import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { patchBook } from '#contracts/books.js';
import type { BookView } from '#contracts/books.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const base = { theme: 'a cat', pages: 2 };

/** Bodies of POST /api/books that must be refused, and why. */
const REFUSED: [why: string, body: unknown][] = [
  ['no theme', {}],
  ['an empty theme', { theme: '' }],
  ['a theme of blanks', { theme: ' \n\t ' }],
  ['a theme of control characters', { theme: '\u0000\u0007\u202E' }],
  ['a huge theme', { theme: 'x'.repeat(10_000) }],
  ['no page', { ...base, pages: 0 }],
  ['less than no page', { ...base, pages: -1 }],
  ['a million pages', { ...base, pages: 1_000_000 }],
  ['half a page', { ...base, pages: 1.5 }],
  ['pages as text', { ...base, pages: '24' }],
  ['no number of pages', { ...base, pages: null }],
  ['a trim of nothing', { ...base, print: { trim: '0x0' } }],
  ['a negative trim', { ...base, print: { trim: '-8.5x11' } }],
  ['a trim as large as a door', { ...base, print: { trim: '80x200' } }],
  ['a trim in words', { ...base, print: { trim: 'letter' } }],
  ['a trim with a trick', { ...base, print: { trim: '8.5x11; DROP TABLE' } }],
  ['an unknown age', { ...base, age: '0-99' }],
  ['an unknown style', { ...base, style: 'oil' }],
  ['an unknown field', { ...base, ownerId: '00000000-0000-0000-0000-000000000000' }],
  ['a prototype', JSON.parse('{"theme":"a cat","__proto__":{"admin":true},"constructor":1}')],
  ['a list', [base]],
  ['a word', 'a cat'],
  ['nothing', null],
  ['too many characters in the story', { ...base, characters: Array(50).fill('Mia') }],
  ['a provider that is not set up', { ...base, provider: 'magic' }],
];

describe('bad input', () => {
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

  it.each(REFUSED)('%s is refused with a clear problem', async (_why, body) => {
    const before = await platform.db.book.count();
    const answer = await api.ask('POST', '/api/books', { as: 'author', raw: JSON.stringify(body) });
    expect([400, 422]).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(String(answer.body['detail']).length).toBeGreaterThan(5);
    expect(await platform.db.book.count()).toBe(before);
  });

  it('broken JSON is a 400, a body of 64 MB a 413 long before it is all read', async () => {
    expect((await api.ask('POST', '/api/books', { as: 'author', raw: '{"theme":' })).status).toBe(400);
    expect((await api.ask('POST', '/api/books', { as: 'author', raw: '['.repeat(100_000) })).status).toBe(400);
    const [status, sent] = await sendMuch(`${api.url}/api/books`, await api.signIn('author'), 64 * 1024 * 1024);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('keeps text readable: no control or direction marks, emoji and other scripts as they are', async () => {
    const theme = 'A\u0000 cat\u202E \u200Band   a 🦊 and 猫 and عرب\u0007';
    const made = await api.ask<BookView>('POST', '/api/books', { as: 'author', body: { ...base, theme } });
    expect(made.body.form.theme).toBe('A cat and a 🦊 and 猫 and عرب');
  });

  it('refuses jobs for books that are not there, and starts none', async () => {
    const ask = (body: unknown) => api.ask('POST', '/api/jobs', { as: 'author', body });
    const nobody = '00000000-0000-7000-8000-000000000000';
    expect((await ask({ kind: 'generate-book', bookId: nobody })).status).toBe(404);
    expect((await ask({ kind: 'generate-book', bookId: "' OR 1=1 --" })).status).toBe(422);
    expect((await ask({ kind: 'mine-bitcoin', bookId: nobody })).status).toBe(422);
    expect((await ask({ kind: 'generate-book', bookId: nobody, pages: [] })).status).toBe(422);
    expect(await platform.db.job.count()).toBe(0);
    const book = (await api.ask<BookView>('POST', '/api/books', { as: 'author', body: base })).body;
    expect((await ask({ kind: 'generate-book', bookId: book.id, provider: 'openai' })).status).toBe(422);
    const strange = (await api.register('other@test.local')).accessToken;
    const theirs = await api.ask('POST', '/api/jobs', {
      as: { token: strange },
      body: { kind: 'generate-book', bookId: book.id },
    });
    expect(theirs.status).toBe(404);
    expect(await platform.db.job.count()).toBe(0);
  });

  it('accepts no field of an answer as input', async () => {
    const book = (await api.ask<BookView>('POST', '/api/books', { as: 'author', body: base })).body;
    for (const [name, value] of Object.entries(book)) {
      if (name in patchBook.shape) continue;
      const options = { as: 'author' as const, body: { [name]: value }, headers: { 'if-match': '1' } };
      const answer = await api.ask('PATCH', `/api/books/${book.id}`, options);
      expect([name, answer.status]).toEqual([name, 422]);
    }
  });

  it('names its limits, its id and safe headers on every answer', async () => {
    const limited = await api.ask('GET', '/api/jobs', { as: 'author' });
    expect(limited.headers.get('ratelimit-policy')).toBe('"default";q=100000;w=60');
    expect(limited.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(limited.headers.get('x-content-type-options')).toBe('nosniff');
    expect(limited.headers.get('x-powered-by')).toBeNull();
  });
});

/** Sends `size` bytes until the server answers; gives the status and how much went out. */
function sendMuch(url: string, token: string, size: number): Promise<[status: number, sent: number]> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': size };
    const outgoing = request(url, { method: 'POST', headers });
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    let sent = 0;
    let answered = false;
    const push = (): void => {
      while (!answered && sent < size) {
        sent += chunk.length;
        if (!outgoing.write(chunk)) return void outgoing.once('drain', push);
      }
    };
    outgoing.on('response', (response) => {
      answered = true;
      resolve([response.statusCode ?? 0, sent]);
      response.resume();
      outgoing.destroy();
    });
    outgoing.on('error', (error) => (answered ? undefined : reject(error)));
    push();
  });
}
