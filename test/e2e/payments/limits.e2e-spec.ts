import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BillingView } from '#contracts/payments.js';
import type { JobView } from '#contracts/jobs.js';
import type { Problem } from '#contracts/problem.js';
import type { BookView } from '#contracts/books.js';
import type { CustomerBilling } from '#contracts/finance.js';
import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { startApi } from '../../support/api.js';
import type { Answer, Api } from '../../support/api.js';
import { waitForState } from '../../support/books.js';
import { startPlatform } from '../../support/platform.js';
import type { Platform } from '../../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../../support/quick-providers.js';
import { eventually } from '../../support/stack.js';

/** No call of these tests goes to Stripe: nothing listens at the address. */
const BILLING = {
  STRIPE_SECRET_KEY: 'sk_test_limits',
  STRIPE_WEBHOOK_SECRET: 'whsec_limits',
  STRIPE_BASE_URL: 'http://127.0.0.1:9',
  STRIPE_SANDBOX: 'true',
};

describe('the limits of a plan', () => {
  const artist = new QuickIllustrator();
  let platform: Platform;
  let api: Api;
  let people = 0;

  beforeAll(async () => {
    platform = await startPlatform({
      billing: true,
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    await platform.startWorkers();
    api = await startApi(platform, BILLING);
  });
  afterEach(() => {
    artist.pace = 0;
    artist.misbehave = () => undefined;
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    for (const name of Object.keys(BILLING)) delete process.env[name];
  });

  /** Somebody who has just registered, on the Free plan. */
  async function author() {
    const { accessToken: token, user } = await api.register(`limits-${(people += 1)}@test.local`);
    const ask = <T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<Answer<T>> =>
      api.ask<T>(method, path, { as: { token }, ...(body ? { body } : {}) });
    const book = async (pages: number) =>
      (await ask<BookView>('POST', '/api/books', { theme: 'a cat', pages })).body.id;
    const submit = <T = JobView>(bookId: string, pages?: number[]) =>
      ask<T>('POST', '/api/jobs', { kind: 'generate-book', bookId, ...(pages ? { pages } : {}) });
    const quota = async () => (await ask<BillingView>('GET', '/api/payments/subscription')).body.quota;
    return { id: user.id, ask, book, submit, quota };
  }

  it('counts a drawing for each page that was delivered, and none for the cover', async () => {
    const me = await author();
    const job = await me.submit(await me.book(6));
    expect(job.status).toBe(202);
    await waitForState(platform, job.body.id, 'completed');
    expect(await me.quota()).toMatchObject({ used: 6, reserved: 0, limit: 10, left: 4 });
  });

  it('refuses what it does not hold with 402, says what is left, and starts nothing', async () => {
    const me = await author();
    const bookId = await me.book(11);
    const refused = await me.submit<Problem>(bookId);
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ code: 'quota-exceeded' });
    expect(refused.body.detail).toContain('10 of 10 are left');
    expect(await platform.db.job.count({ where: { bookId } })).toBe(0);
    expect(await me.quota()).toMatchObject({ used: 0, reserved: 0 });
    const some = await me.submit(bookId, [0, 1, 2]);
    expect(some.status).toBe(202);
    await waitForState(platform, some.body.id, 'completed');
    expect(await me.quota()).toMatchObject({ used: 2, left: 8 });
  });

  it('lets only one of two submits take the rest, however close they come', async () => {
    const me = await author();
    const books = [await me.book(8), await me.book(8)];
    const answers = await Promise.all(books.map((id) => me.submit(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 402]);
  });

  it('releases what a canceled job did not deliver', async () => {
    const me = await author();
    artist.pace = 150;
    const job = await me.submit(await me.book(10));
    await eventually('two pages are drawn', async () => (await me.quota()).used >= 2);
    expect((await me.quota()).left).toBe(0);
    await me.ask('POST', `/api/jobs/${job.body.id}/cancel`);
    await waitForState(platform, job.body.id, 'canceled');
    const { used, reserved, left } = await me.quota();
    const { receipt } = (await me.ask<JobView>('GET', `/api/jobs/${job.body.id}`)).body;
    expect({ used, reserved, left }).toEqual({ used: receipt!.pagesDrawn.length, reserved: 0, left: 10 - used });
  });

  it('counts a page that is asked for again while the job runs, and refuses it when nothing is left', async () => {
    const me = await author();
    artist.misbehave = ({ number }) => {
      if (number === 9) throw new PermanentFailure('content-refused', 'not this one');
    };
    const bookId = await me.book(9);
    const job = await me.submit(bookId);
    await waitForState(platform, job.body.id, 'needs-attention');
    artist.misbehave = () => undefined;
    await eventually('the others are drawn', async () => (await me.quota()).used === 8);
    expect(await me.quota()).toMatchObject({ reserved: 1, left: 1 });
    expect((await me.ask('POST', `/api/jobs/${job.body.id}/pages/1/retry`)).status).toBe(202);
    await eventually('the page is drawn again', async () => (await me.quota()).used === 9);
    expect((await me.ask<Problem>('POST', `/api/jobs/${job.body.id}/pages/2/retry`)).status).toBe(402);
    expect((await me.ask('POST', `/api/jobs/${job.body.id}/pages/9/retry`)).status).toBe(202);
    await waitForState(platform, job.body.id, 'completed');
    expect(await me.quota()).toMatchObject({ used: 10, reserved: 0, left: 0 });
  });

  it('holds three books on the Free plan, and a deleted one frees a place', async () => {
    const me = await author();
    const first = await me.book(1);
    await me.book(1);
    await me.book(1);
    const fourth = await me.ask<Problem>('POST', '/api/books', { theme: 'a cat', pages: 1 });
    expect(fourth.status).toBe(402);
    expect(fourth.body).toMatchObject({ code: 'project-limit' });
    expect((await me.ask('POST', `/api/books/${first}/duplicate`)).status).toBe(402);
    await me.ask('DELETE', `/api/books/${first}`);
    expect((await me.ask('POST', '/api/books', { theme: 'a cat', pages: 1 })).status).toBe(201);
  });

  it('marks the files of the Free plan, and not those of a granted plan', async () => {
    const me = await author();
    const printed = async () => {
      const job = await me.submit(await me.book(1));
      await waitForState(platform, job.body.id, 'completed');
      return platform.db.artifact.findMany({ where: { jobId: job.body.id } });
    };
    expect((await printed()).map(({ watermark }) => watermark)).toEqual([true, true]);
    const body = { plan: 'enterprise', days: 30, reason: 'a review copy' };
    const given = await api.ask<CustomerBilling>('POST', `/api/support/customers/${me.id}/grants`, {
      as: 'support',
      body,
    });
    expect(given.status).toBe(201);
    expect(given.body.billing).toMatchObject({ plan: 'enterprise', source: 'grant', watermark: false });
    const files = await printed();
    expect(files.map(({ watermark }) => watermark)).toEqual([false, false]);
    expect(files.every(({ entitlementId }) => entitlementId === given.body.grants[0]!.id)).toBe(true);
    const entry = await platform.db.auditEntry.findFirst({ where: { subjectId: me.id, act: 'grant-plan' } });
    expect(entry).toMatchObject({ reason: 'a review copy' });
  });

  it('keeps back a clean file whose payment was given back, and prints a marked one', async () => {
    const me = await author();
    const id = newId();
    const startsAt = new Date(Date.now() - 60_000);
    const endsAt = new Date(Date.now() + 86_400_000);
    await platform.db.entitlement.create({ data: { id, userId: me.id, plan: 'pro', startsAt, endsAt } });
    const bookId = await me.book(1);
    const job = await me.submit(bookId);
    await waitForState(platform, job.body.id, 'completed');
    const [file] = await platform.db.artifact.findMany({ where: { jobId: job.body.id } });
    expect((await me.ask('GET', `/api/artifacts/${file!.id}`)).status).toBe(200);
    await platform.db.entitlement.update({ where: { id }, data: { revokedAt: new Date() } });
    const kept = await me.ask<Problem>('GET', `/api/artifacts/${file!.id}`);
    expect([kept.status, kept.body.code]).toEqual([402, 'payment-given-back']);
    const again = await me.ask<JobView>('POST', '/api/jobs', { kind: 'export-book', bookId });
    await waitForState(platform, again.body.id, 'completed');
    const [marked] = await platform.db.artifact.findMany({ where: { jobId: again.body.id } });
    expect(marked).toMatchObject({ watermark: true, entitlementId: null });
    expect((await me.ask('GET', `/api/artifacts/${marked!.id}`)).status).toBe(200);
  });

  it('books what the paid calls of a job cost, once, when it ends', async () => {
    const me = await author();
    const job = await me.submit(await me.book(2));
    await waitForState(platform, job.body.id, 'completed');
    const posted = await platform.db.ledgerTransaction.findMany({
      where: { causeKind: 'job', causeId: job.body.id },
      include: { postings: true },
    });
    const micros = await platform.db.providerCall.aggregate({
      where: { jobId: job.body.id },
      _sum: { costMicros: true },
    });
    const cents = (micros._sum.costMicros! + 9_999n) / 10_000n;
    expect(posted).toHaveLength(1);
    expect(posted[0]!.postings.map(({ account, amount }) => [account, amount])).toEqual([
      ['provider-costs', cents],
      ['provider-payable', -cents],
    ]);
  });
});
