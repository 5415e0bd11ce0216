import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { dataOf } from '#client/api-client.js';
import { startBrowser } from '../support/browser.js';
import { openPage } from '../support/console-page.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';

const EMAIL = 'frida@example.com';

/** From the limit of the Free plan to a larger one and back, seen by the three who are concerned. Each step needs the one before. */
describe('a paid plan, from the limit to the refund', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let author: Page;
  let job = '';
  let book = '';
  let payment = '';

  const newPage = (): Promise<Page> => openPage(browser);
  const shot = (page: Page, name: string) => saveScreenshot(page, `plan-${name}`, { fullPage: true });
  const planIs = (name: string) =>
    author
      .locator('header')
      .getByRole('link', { name: `Your plan: ${name}` })
      .waitFor();

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-plan-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    author = await newPage();
    await client.register(author, 'Frida Free', EMAIL);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('is missed by an author who wants more than the Free plan holds', async () => {
    await author.goto(`${stack.url}/books/new`);
    await author.getByLabel('What is it about?').fill('Foxes and boats');
    await author.getByLabel('Pages to color').fill('24');
    await author.getByRole('button', { name: 'Make this book' }).click();
    await author.getByRole('alert').getByText('This needs 24 drawings, and 10 of 10 are left').waitFor();
    await shot(author, 'limit');
    await author.getByRole('alert').getByRole('link', { name: 'See the plans' }).click();
  });

  it('is bought by a card that is declined first, and is there at once', async () => {
    await author.getByRole('button', { name: 'Choose Pro' }).click();
    await author.locator('#card-0002').check();
    await author.locator('#pay').click();
    await author.locator('#error').waitFor();
    await author.locator('#card-3155').check();
    await author.locator('#pay').click();
    await author.locator('#authenticate').click();
    await author.waitForURL(/\/billing\?checkout=done/);
    await author.getByText('Thank you! Pro is yours.').waitFor();
    await planIs('Pro');
  });

  it('makes the book that was too large', async () => {
    await author.goto(`${stack.url}/books/new`);
    expect(await author.getByLabel('What is it about?').inputValue()).toBe('Foxes and boats');
    await author.getByRole('button', { name: 'Make this book' }).click();
    await author.waitForURL(/\/books\/[0-9a-f-]{36}$/);
    book = author.url();
    await author.getByText('Finished', { exact: true }).waitFor({ timeout: 180_000 });
    await author.goto(`${stack.url}/billing`);
    await author.getByText('24 drawn; 976 left').waitFor();
    await shot(author, 'used');
  });

  it('is refunded by support from the job’s page, and the author sees it end without a reload', async () => {
    const { items } = await dataOf(client.api('support').GET('/api/support/jobs'));
    job = items[0]!.id;
    const support = await newPage();
    await client.signIn(support, 'support');
    await support.goto(`${stack.url}/support/jobs/${job}?tab=billing`);
    await support.getByRole('button', { name: 'Refund…' }).first().click();
    const dialog = support.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Ticket 815: bought by mistake');
    await dialog.getByRole('button', { name: 'Refund $19.00' }).click();
    await dialog.waitFor({ state: 'detached' });
    await planIs('Free');
    await author.getByText('10 of 10').or(author.locator('[data-order=refunded]')).first().waitFor();
    await shot(author, 'refunded');
    await shot(support, 'support');
    await support.context().close();
  });

  it('is accounted for to the cent: paid, fee, refund, pages, and Stripe’s own balance', async () => {
    const { items } = await dataOf(
      client.api('finance').GET('/api/finance/payments', { params: { query: { state: 'refunded' } } }),
    );
    payment = items[0]!.id;
    const finance = await newPage();
    await client.signIn(finance, 'finance');
    await finance.goto(`${stack.url}/finance/payments/${payment}`);
    await finance.getByRole('heading', { name: 'From the bank to the pages' }).waitFor();
    await finance.getByText('stripe-balance').first().waitFor();
    await shot(finance, 'trace');
    await finance.context().close();
    const trace = await dataOf(
      client.api('finance').GET('/api/finance/payments/{id}', { params: { path: { id: payment } } }),
    );
    expect(trace.payment).toMatchObject({
      amount: { minor: '1900' },
      fee: { minor: '85' },
      refunded: { minor: '1900' },
    });
    expect(trace.order).toMatchObject({ state: 'refunded', plan: 'pro' });
    expect(trace.access?.revokedAt).not.toBeNull();
    expect(trace.jobs).toMatchObject([{ id: job, pages: 24 }]);
    expect(trace.requests).toMatchObject([{ reason: 'Ticket 815: bought by mistake', state: 'succeeded' }]);
    const sum = (account: string) =>
      trace.ledger
        .flatMap(({ postings }) => postings)
        .filter((posting) => posting.account === account)
        .reduce((total, { amount }) => total + Number(amount.minor), 0);
    expect([sum('revenue'), sum('refunds'), sum('stripe-fees'), sum('stripe-balance')]).toEqual([-1900, 1900, 85, -85]);
    const overview = await dataOf(
      client
        .api('finance')
        .GET('/api/finance/overview', { params: { query: { month: new Date().toISOString().slice(0, 7) } } }),
    );
    expect(overview.gross).toEqual([{ minor: '1900', currency: 'usd' }]);
    expect(overview.stripeBalance).toEqual([{ minor: '-85', currency: 'usd' }]);
    expect(await balanceAtStripe()).toBe(-85);
  });

  it('keeps the clean files back, and gives marked ones instead', async () => {
    await author.goto(book);
    const answer = author.waitForResponse(/\/api\/artifacts\//);
    await author.locator('[data-file=interior-pdf]').click();
    expect((await answer).status()).toBe(402);
    await author.getByText('whose payment was given back').first().waitFor();
    await shot(author, 'kept-back');
    await author.getByRole('button', { name: 'Recreate files' }).click();
    await eventually('marked files are made', async () => {
      const { items } = await dataOf(client.api('support').GET('/api/support/jobs'));
      return items[0]!.kind === 'export-book' && items[0]!.state === 'completed';
    });
    await author.reload();
    const saved = author.waitForEvent('download');
    await author.locator('[data-file=interior-pdf]').click();
    await (await saved).saveAs(join('test-output', 'browser', 'marked.pdf'));
  });

  async function balanceAtStripe(): Promise<number> {
    let total = 0;
    await eventually('Stripe tells its balance', async () => {
      const port = stack.state().processes.find(({ name }) => name === 'stripe')!.port;
      const headers = { authorization: 'Bearer sk_test_sandbox' };
      const answer = await fetch(`http://127.0.0.1:${port}/v1/balance`, { headers });
      const { available, pending } = (await answer.json()) as Record<'available' | 'pending', { amount: number }[]>;
      total = [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0);
      return answer.ok;
    });
    return total;
  }
});
