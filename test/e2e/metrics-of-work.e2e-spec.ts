import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ArtRequest, DrawnArt } from '#artwork/illustrator.js';
import type { CallContext } from '#openai/paid-call.js';
import { DISCREPANCY_TYPES } from '#contracts/finance.js';
import { newId } from '#database/ids.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { readExposition } from '../support/exposition.js';
import type { Exposition } from '../support/exposition.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { eventually } from '../support/stack.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

/** Breaks down after page 2 was paid for, the first time. */
class Forgetful extends QuickIllustrator {
  broke = 0;
  override async draw(request: ArtRequest, context: CallContext): Promise<DrawnArt> {
    const drawn = await super.draw(request, context);
    if (request.number !== 2 || this.broke > 0) return drawn;
    this.broke += 1;
    throw new TransientFailure('provider-unavailable', 'The connection broke.');
  }
}

describe('metrics of what was paid for and what waits', () => {
  const artist = new Forgetful('openai');
  let platform: Platform;
  let api: Api;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { openai: artist },
      storytellers: { openai: new QuickStoryteller('openai') },
    });
    await platform.startWorkers();
    api = await startApi(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });

  const scrape = async (): Promise<Exposition> => readExposition((await api.ask<string>('GET', '/metrics')).body);
  const calls = (metrics: Exposition, kind: string, outcome: string): number =>
    metrics.value('colorbook_provider_call_duration_seconds_count', { provider: 'openai', kind, outcome }) ?? 0;

  it('count each paid answer once, also when its page is drawn again from memory', async () => {
    artist.misbehave = ({ number }, call) => {
      if (number === 3 && call === 1) throw new PermanentFailure('content-refused', 'no');
    };
    const { jobId, bookId } = await submitBook(platform, { pages: 4, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    const drawn = () => platform.db.page.count({ where: { bookId, state: 'drawn' } });
    await eventually('the others are drawn', async () => (await drawn()) === 4);
    const metrics = await scrape();
    expect(artist.broke).toBe(1);
    expect([
      calls(metrics, 'page', 'done'),
      calls(metrics, 'page', 'fault'),
      calls(metrics, 'page', 'refused'),
    ]).toEqual([3, 1, 1]);
    const { _sum } = await platform.db.providerCall.aggregate({ _sum: { costMicros: true } });
    expect(_sum.costMicros).toBe(4_000n); // three pages and the cover, a tenth of a cent each
    expect(
      metrics.sum('colorbook_provider_cost_minor_units_total', { provider: 'openai', currency: 'usd' }),
    ).toBeCloseTo(0.4, 9);
    expect(
      metrics.value('colorbook_provider_cost_minor_units_total', {
        provider: 'openai',
        kind: 'cover',
        currency: 'usd',
      }),
    ).toBeCloseTo(0.1, 9);
    expect(metrics.value('colorbook_jobs', { kind: 'generate-book', state: 'needs-attention' })).toBe(1);
  }, 60_000);

  it('report the last complete reconciliation, not a rehearsal, and what waits by type', async () => {
    const run = { from: new Date(0), to: new Date(1), rules: 1, asOf: new Date(), state: 'completed' };
    const ended = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const counts = { found: { amount: 2, fee: 1 } };
    await platform.db.reconciliationRun.createMany({
      data: [
        { ...run, id: newId(), trigger: 'schedule', startedAt: ended(11), endedAt: ended(10), counts },
        {
          ...run,
          id: newId(),
          trigger: 'rehearsal',
          startedAt: ended(5),
          endedAt: ended(4),
          counts: { found: { amount: 9 } },
        },
        { ...run, id: newId(), trigger: 'person', startedAt: ended(1), endedAt: null, state: 'running' },
      ],
    });
    const item = {
      subjectKind: 'charge',
      subjectId: 'ch_1',
      words: 'x',
      occurredAt: new Date(),
      runId: newId(),
      rules: 1,
    };
    await platform.db.reconciliationException.createMany({
      data: [
        ['amount', 'open'],
        ['amount', 'open'],
        ['fee', 'repairing'],
        ['fee', 'resolved'],
        ['fee', 'cleared'],
      ].map(([type, state], at) => ({ ...item, id: newId(), key: `k${at}`, type: type!, state: state! })),
    });
    await api.stop();
    api = await startApi(platform); // figures are kept for some seconds
    const metrics = await scrape();
    const found = DISCREPANCY_TYPES.map((type) =>
      metrics.value('colorbook_reconciliation_last_run_discrepancies', { type }),
    );
    expect(found).toEqual(DISCREPANCY_TYPES.map((type) => ({ amount: 2, fee: 1 })[type as string] ?? 0));
    expect(metrics.value('colorbook_reconciliation_last_run_duration_seconds', { trigger: 'schedule' })).toBeCloseTo(
      60,
      0,
    );
    const age = metrics.value('colorbook_reconciliation_last_run_age_seconds', { trigger: 'schedule' })!;
    expect(age).toBeGreaterThanOrEqual(600);
    expect(age).toBeLessThan(660);
    expect(metrics.value('colorbook_reconciliation_items', { type: 'amount', state: 'open' })).toBe(2);
    expect(metrics.value('colorbook_reconciliation_items', { type: 'fee', state: 'repairing' })).toBe(1);
    expect(metrics.sum('colorbook_reconciliation_items')).toBe(3);
  }, 60_000);

  it('without a token are served to this machine, and not through a proxy', async () => {
    expect((await api.ask('GET', '/metrics')).status).toBe(200);
    const through = await api.ask('GET', '/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect([through.status, through.body['code']]).toEqual([404, 'not-found']);
  });
});
