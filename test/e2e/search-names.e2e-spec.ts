import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PaymentSummary } from '#contracts/finance.js';
import type { Listing } from '#contracts/pagination.js';
import type { SupportJobSummary } from '#contracts/support.js';
import { folded } from '#contracts/folded-text.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';

const AUTHORS = [
  { title: 'A day at the Café Zoë', name: 'José Núñez' },
  { title: 'The cafe of the cats', name: 'Jose Nunez' },
  { title: 'Ёжик в тумане', name: 'Ольга' },
  { title: "Otto’s “tea” at Clover's", name: 'Aoife O’Neill' },
] as const;

describe('staff’s searches for titles and names', () => {
  let platform: Platform;
  let api: Api;
  const jobs: string[] = [];

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    api = await startApi(platform);
    for (const [at, { title, name }] of AUTHORS.entries()) {
      const { jobId, ownerId } = await submitBook(platform, { theme: title, pages: 1 }, { start: false });
      jobs.push(jobId);
      await platform.db.user.update({ where: { id: ownerId }, data: { name } });
      const customerId = `cus_${at}`;
      await platform.db.billingAccount.create({ data: { userId: ownerId, customerId } });
      await platform.db.payment.create({
        data: { id: `ch_${at}`, customerId, amount: 9_900n, currency: 'usd', state: 'failed', at: new Date() },
      });
    }
  }, 120_000);
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const CASES: [what: 'text' | 'owner', typed: string, found: number[]][] = [
    ['text', 'cafe', [0, 1]],
    ['text', 'café', [0, 1]],
    ['text', 'CAFÉ ZOE', [0]],
    ['text', 'cafe\u0301', [0, 1]],
    ['text', 'ежик', [2]],
    ['text', 'coffee', []],
    ...["otto's", 'otto’s', 'OTTOS', 'ottoʼs', 'otto`s "tea"', '«tea» at clover‘s', '„Tea” at clovers', 'clover′s'].map(
      (typed): [what: 'text', typed: string, found: number[]] => ['text', typed, [3]],
    ),
    ['owner', "o'neill", [3]],
    ['owner', 'oneill', [3]],
    ['owner', 'jose nunez', [0, 1]],
    ['owner', 'JOSÉ', [0, 1]],
    ['owner', 'ОЛЬГА', [2]],
    ['owner', '@test.local', [0, 1, 2, 3]],
  ];
  it.each(CASES)('support finds %s %j', async (what, typed, found) => {
    const query = new URLSearchParams({ [what]: typed });
    const { body } = await api.ask<Listing<SupportJobSummary>>('GET', `/api/support/jobs?${query}`, { as: 'support' });
    expect(body.items.map(({ id }) => jobs.indexOf(id)).sort()).toEqual(found);
  });

  it.each(CASES.filter(([what]) => what === 'owner'))('payments of the %s %j', async (_, typed, found) => {
    const query = new URLSearchParams({ text: typed });
    const { body } = await api.ask<Listing<PaymentSummary>>('GET', `/api/finance/payments?${query}`, { as: 'finance' });
    expect(body.items.map(({ id }) => Number(id.slice(3))).sort()).toEqual(found);
  });

  it('are folded by the database as by the program', async () => {
    const names = [
      ...AUTHORS.flatMap(({ title, name }) => [title, name]),
      'ÀÉÎÕÜ Çñ',
      'Ångström',
      'Straße',
      'Đà Nẵng',
      '한국',
      '🦊',
      ...'\'’‘‚‛ʼʻʹʺ′″`´"“”„‟«»‹›׳״＇＂'.split('').map((mark) => `${mark}Otto${mark}s - tea, 5–6!`),
    ];
    const { id } = await platform.db.user.findFirstOrThrow();
    for (const name of names)
      expect((await platform.db.user.update({ where: { id }, data: { name } })).nameFolded).toBe(folded(name));
    expect(folded('‘Otto`s’ “tea”')).toBe('ottos tea');
  });
});
