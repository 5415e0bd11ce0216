import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Listing } from '#contracts/pagination.js';
import type { BookView } from '#contracts/books.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

/** Books by the words that only they hold, each in another place. */
const BOOKS = {
  title: { theme: 'x', title: 'Éléphants à la plage' },
  theme: { theme: 'Forest animals have a tea party' },
  cast: { theme: 'x', characters: ['Finn the fox', 'Ёжик в тумане'] },
  plot: { theme: 'x', plot: { setup: 'An anchor is lost.' } },
  moral: { theme: 'x', moral: 'Sharing is 100% fine_' },
  page: { theme: 'x' },
  quotes: { theme: 'x', title: 'Otto’s day', moral: "Clover's «best» tea" },
} as const;
type Name = keyof typeof BOOKS;

describe('the search over an author’s books', () => {
  let platform: Platform;
  let api: Api;
  const ids = {} as Record<Name, string>;

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    for (const [name, form] of Object.entries(BOOKS)) {
      const { body } = await api.ask<BookView>('POST', '/api/books', {
        as: 'author',
        body: { pages: 2, ...form },
      });
      ids[name as Name] = body.id;
    }
    const where = { bookId_number: { bookId: ids.page, number: 2 } };
    await platform.db.page.update({
      where,
      data: { text: 'The submarine’s “bell” rings.', prompt: 'a STRASSE with a façade' },
    });
    const { accessToken: token } = await api.register('other@test.local');
    await api.ask('POST', '/api/books', { as: { token }, body: { pages: 1, theme: 'submarine elephants' } });
  }, 120_000);
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const ask = async (query: Record<string, string>): Promise<Listing<BookView>> =>
    (await api.ask<Listing<BookView>>('GET', `/api/books?${new URLSearchParams(query)}`, { as: 'author' })).body;
  const find = async (text: string): Promise<Name[]> => {
    const found = (await ask({ text })).items.map(({ id }) => id);
    return (Object.keys(BOOKS) as Name[]).filter((name) => found.includes(ids[name]));
  };

  const CASES: [text: string, found: Name[]][] = [
    ['elephants', ['title']],
    ['ÉLÉPHANTS', ['title']],
    ['plage éléph', ['title']],
    ['tea party', ['theme']],
    ['party forest', ['theme']],
    ['FOREST', ['theme']],
    ['finn', ['cast']],
    ['ёжик', ['cast']],
    ['ТУМАНЕ', ['cast']],
    ['anchor', ['plot']],
    ['100%', ['moral']],
    ['fine_', ['moral']],
    ['%', ['moral']],
    ['submarine', ['page']],
    ['strasse', ['page']],
    ['facade', ['page']],
    ['submarine facade', ['page']],
    ['forest submarine', []],
    ["otto's", ['quotes']],
    ['ottos', ['quotes']],
    ['otto’s', ['quotes']],
    ['ottoʼs clover′s', ['quotes']],
    ['clover‘s "best" tea', ['quotes']],
    ['submarine\'s "bell"', ['page']],
    ['“', ['title', 'theme', 'cast', 'plot', 'moral', 'page', 'quotes']],
    ['nothing-like-this', []],
    ["' OR 1=1 --", []],
    ['fi\u0000nn', ['cast']],
  ];
  it.each(CASES)('finds %j', async (text, found) => {
    expect(await find(text)).toEqual(found);
  });

  it('gives all books for no words, in slices for many, and none from the trash', async () => {
    expect(await find('  ')).toHaveLength(Object.keys(BOOKS).length);
    const first = await ask({ text: 'x', limit: '2' });
    expect([first.items.length, typeof first.nextCursor]).toEqual([2, 'string']);
    const second = await ask({ text: 'x', limit: '2', cursor: first.nextCursor! });
    expect(second.items.some(({ id }) => first.items.some((other) => other.id === id))).toBe(false);
    await api.ask('DELETE', `/api/books/${ids.page}`, { as: 'author' });
    expect(await find('submarine')).toEqual([]);
    await api.ask('POST', `/api/books/${ids.page}/restore`, { as: 'author' });
    expect(await find('submarine')).toEqual(['page']);
  });
});
