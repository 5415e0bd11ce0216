import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BookEstimate } from '#contracts/estimate.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

describe('the estimate before a book is made', () => {
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': new QuickIllustrator(), openai: new QuickIllustrator('openai') },
      storytellers: { 'built-in': new QuickStoryteller(), openai: new QuickStoryteller('openai') },
    });
    await platform.startWorkers();
    api = await startApi(platform, { OPENAI_API_KEY: 'a key', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    delete process.env['OPENAI_API_KEY'];
    delete process.env['OPENAI_BASE_URL'];
  });

  const ask = (query: string) => api.ask<BookEstimate>('GET', `/api/estimates?${query}`, { as: 'author' });

  it('is not invented where nothing was made yet', async () => {
    expect((await ask('pages=24&provider=openai')).body).toEqual({
      provider: 'openai',
      drawings: 25,
      time: null,
      cost: null,
    });
    expect((await ask('pages=24')).body.cost).toEqual({ lowMicros: 0, highMicros: 0, currency: 'usd' });
  });

  it('comes from what the latest books took and cost, and grows with the pages', async () => {
    for (const pages of [4, 6]) {
      const { jobId } = await submitBook(platform, { pages, provider: 'openai' });
      await waitForState(platform, jobId, 'completed');
    }
    const [small, large] = [(await ask('pages=9&provider=openai')).body, (await ask('pages=99&provider=openai')).body];
    // The artist of this test takes 1,000 micros for each drawing; its storyteller is free.
    expect(small.cost).toEqual({ lowMicros: 10_000, highMicros: 10_000, currency: 'usd' });
    expect(large.cost?.highMicros).toBe(100_000);
    expect(large.time!.highSeconds).toBeGreaterThanOrEqual(small.time!.highSeconds);
  });

  it('refuses what is no book', async () => {
    for (const query of ['', 'pages=0', 'pages=401', 'pages=x', 'pages=5&provider=me'])
      expect((await ask(query)).status).toBe(422);
  });
});
