import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { dataOf } from '#client/api-client.js';
import type { PaymentSummary } from '#contracts/finance.js';
import { startBrowser } from '../support/browser.js';
import { openPage } from '../support/console-page.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';

describe('money in the console', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let author: Page;
  let finance: Page;
  let job = '';
  const complaints: string[] = [];

  const newPage = () => openPage(browser, complaints, { width: 1360, height: 900 });
  const shot = (page: Page, name: string) => saveScreenshot(page, `money-${name}`, { fullPage: true });
  const payments = async (): Promise<PaymentSummary[]> =>
    (await dataOf(client.api('finance').GET('/api/finance/payments'))).items;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-money-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    [author, finance] = [await newPage(), await newPage()];
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  describe('of an author', () => {
    const page = () => author;
    const button = (name: string | RegExp) => page().getByRole('button', { name });
    const alert = () => page().getByRole('alertdialog');

    it('says before a book is sent that it is too much for the plan, and what fits', async () => {
      await client.register(page(), 'Bea Buyer', 'buyer@example.com');
      await page().goto(`${stack.url}/books/new`);
      await page().locator('[data-quota=fits]').getByText('It takes 10 drawings of the 10').waitFor();
      await page().getByLabel('Pages to color').fill('24');
      await page().locator('[data-quota=short]').getByText('It takes 24 drawings, and 10 of 10 are left').waitFor();
      await button('Make it 10 pages').click();
      await page().locator('[data-quota=fits]').waitFor();
      await page().locator('[data-quota=fits]').getByText('It takes 10 drawings of the 10').waitFor();
    });

    it('is notified when the server finds the plan too small, with the way to the plans', async () => {
      await page().getByLabel('Pages to color').fill('24');
      await page().getByLabel('What is it about?').fill('Hedgehogs on a train');
      await button('Make this book').click();
      await page().getByRole('alert').getByText('This needs 24 drawings').waitFor();
      await page().getByRole('alert').getByRole('link', { name: 'See the plans' }).click();
      await page().getByRole('heading', { name: 'Plan and billing' }).waitFor();
      await shot(page(), 'billing-free');
      complaints.splice(0); // a refusal is an error to the browser's console
    });

    it('buys a plan on Stripe’s page, and has it on coming back', async () => {
      await button('Choose Pro').click();
      await page().getByRole('heading', { name: 'Subscribe to ColorBook Pro' }).waitFor();
      await page().locator('#pay').click();
      await page().waitForURL(/\/billing\?checkout=done/);
      await page().getByText('Thank you! Pro is yours.').waitFor();
      await page().locator('[data-order=paid]').getByText('$19.00').waitFor();
      await page().getByRole('meter', { name: 'Drawings this month' }).waitFor();
      await page().locator('header').getByRole('link', { name: 'Your plan: Pro' }).waitFor();
      await shot(page(), 'billing-pro');
    });

    it('leaves the payment page again, and nothing changes', async () => {
      await page().goto(`${stack.url}/billing?checkout=canceled&order=0198c0de-0000-7000-8000-000000000001`);
      await page().locator('[data-checkout=canceled]').getByText('nothing was charged').waitFor();
    });

    /** The card, the toast and the buttons, all of one state. */
    const says = async (words: string | RegExp, buttons: string[]) => {
      await page().locator('.toast').getByText(words).first().waitFor();
      await page().locator('main section[aria-label="Your plan"]').getByText(words).waitFor();
      for (const name of buttons) await button(name).waitFor();
    };

    it('cancels, sees until when the plan stays, and resumes it', async () => {
      await button('Cancel subscription…').click();
      await alert().getByText('Pro stays with you until').waitFor();
      await alert().getByRole('button', { name: 'Cancel subscription' }).click();
      await says(/^Canceled\. Pro stays until/, ['Keep subscription', 'Change to Enterprise…']);
      await button('Keep subscription').click();
      await says(/Renews on/, ['Cancel subscription…', 'Change to Enterprise…']);
    });

    it('changes to a larger plan at once, then to a smaller one and back, without a reload between', async () => {
      await button('Change to Enterprise…').click();
      await alert().getByText('It is yours at once.').waitFor();
      await alert().getByRole('button', { name: 'Change to Enterprise' }).click();
      await page().locator('header').getByRole('link', { name: 'Your plan: Enterprise' }).waitFor();
      await says(/Renews on/, ['Change to Pro…', 'Cancel subscription…']);
      await button('Change to Pro…').click();
      await alert()
        .getByText(/Enterprise stays until .* after that you go on with Pro/)
        .waitFor();
      await alert().getByRole('button', { name: 'Change to Pro' }).click();
      await says(/^Enterprise stays until .*; then you go on with Pro\.$/, [
        'Keep Enterprise…',
        'Cancel subscription…',
      ]);
      await shot(page(), 'billing-down');
      await button('Keep Enterprise…').click();
      await alert().getByText('Nothing is charged now.').waitFor();
      await alert().getByRole('button', { name: 'Keep Enterprise' }).click();
      await says(/^Enterprise is yours\. Renews on|^Renews on/, ['Change to Pro…', 'Cancel subscription…']);
      expect(await page().locator('[data-order=paid]').count()).toBe(2);
    });
  });

  describe('of finance', () => {
    const page = () => finance;
    const button = (name: string | RegExp) => page().getByRole('button', { name });
    const dialog = () => page().getByRole('dialog');
    const items = () => page().locator('[data-item]');

    it('begins with the month in figures', async () => {
      job = (await client.makeBook('The Walrus', 2)).job.id;
      await eventually('the book is there', async () => (await client.stateOf(job)) === 'completed');
      await eventually('both payments are booked', async () => (await payments()).length === 2);
      await client.signIn(page(), 'finance');
      expect(new URL(page().url()).pathname).toBe('/finance');
      await page().locator('[data-figure=gross]').getByText('$').waitFor();
      await button('Table').click();
      await page().getByRole('region', { name: 'Days of the month' }).waitFor();
      await button('Chart').click();
      await page().keyboard.press('Tab');
      await shot(page(), 'overview');
    });

    it('starts a reconciliation and sees it go to its end', async () => {
      await client.strangeCharges(5);
      await page().getByRole('link', { name: 'Reconciliation', exact: true }).click();
      await button('Start one…').click();
      await dialog().getByRole('button', { name: 'Start' }).click();
      await page().waitForURL(/\/finance\/runs\/[0-9a-f-]{36}$/);
      await page().locator('[data-run-state]', { hasText: 'Completed' }).waitFor({ timeout: 180_000 });
      await page().getByRole('link', { name: 'Unknown here' }).waitFor();
      await shot(page(), 'run');
    });

    it('resolves several exceptions at once, with a reason, and sees what is left', async () => {
      await page().getByRole('link', { name: 'Exceptions', exact: true }).click();
      await items().nth(4).waitFor();
      await items().nth(0).getByRole('checkbox').check();
      await items().nth(1).getByRole('checkbox').check();
      await button('Resolve…').click();
      await dialog().getByRole('button', { name: 'Resolve 2 exceptions' }).click();
      await dialog().getByText('Say why, in 3 to 500 characters.').waitFor();
      await dialog().getByLabel('Reason').fill('Sold in the shop, not here');
      await dialog().getByRole('button', { name: 'Resolve 2 exceptions' }).click();
      await dialog().locator('[data-bulk-report]').getByText('2 exceptions resolved.').waitFor();
      await shot(page(), 'bulk-report');
      await dialog().getByRole('button', { name: 'Close' }).last().click();
      await page().locator('[data-state-tab=resolved]').click();
      await page().waitForURL(/state=resolved/);
      await page().locator('[data-item][data-state=resolved]').nth(1).waitFor();
    });

    it('takes care of one: an owner, a comment, a repair that is shown before it is done', async () => {
      await page().locator('[data-state-tab=unresolved]').click();
      await items().first().getByRole('link').click();
      await page().getByLabel('Owner').selectOption({ label: 'Demo finance (me)' });
      await page().getByText('The owner is changed.').waitFor();
      await page().getByLabel('Say something').fill('Asked the shop.');
      await button('Comment').click();
      await page().getByRole('listitem').getByText('Asked the shop.').waitFor();
      await page().getByText('Nothing is done yet. It would:').waitFor();
      await shot(page(), 'exception');
      await button('Repair it…').click();
      await dialog().getByLabel('Reason').fill('To see what Stripe says now');
      await dialog().getByRole('button', { name: 'Look again at Stripe' }).click();
      await dialog().waitFor({ state: 'detached' });
      const id = new URL(page().url()).pathname.split('/').at(-1) ?? '';
      await eventually('it is repaired or looked at', async () => {
        const item = await dataOf(client.api('finance').GET('/api/finance/items/{id}', { params: { path: { id } } }));
        return item.state !== 'repairing';
      });
    });

    it('traces a payment by its id from the bank to the pages, and gives a part of it back', async () => {
      const paid = (await payments()).find(({ amount }) => amount.minor === '1900');
      await page().keyboard.press('Escape');
      await page()
        .getByRole('searchbox', { name: /^Trace anything/ })
        .fill(paid!.id);
      await page().keyboard.press('Enter');
      await page().waitForURL(`**/finance/payments/${paid!.id}`);
      await page().getByRole('heading', { name: 'From the bank to the pages' }).waitFor();
      await page().getByRole('region', { name: 'Postings' }).getByText('stripe-balance').first().waitFor();
      await button('Refund…').click();
      await dialog().getByLabel('A part').check();
      await dialog().getByLabel('Amount in USD').fill('20');
      await dialog().getByText('At most $19.00 is left.').waitFor();
      await dialog().getByLabel('Amount in USD').fill('5');
      await dialog().getByLabel('Reason').fill('Ticket 4711');
      await dialog().getByRole('button', { name: 'Refund $5.00' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page().locator('[data-back=succeeded]').getByText('$5.00').waitFor({ timeout: 180_000 });
      await shot(page(), 'payment');
    });

    it('says of a month what stands in the way of closing it', async () => {
      await page().getByRole('link', { name: 'Months' }).click();
      await page().locator('[data-period]').first().getByRole('link').click();
      await page().locator('[data-obstacles]').waitFor();
      expect(await button('Prepare the closing').isDisabled()).toBe(true);
      const saved = page().waitForEvent('download');
      await button('Ledger (CSV)').click();
      expect((await readFile(await (await saved).path(), 'utf8')).split('\n').length).toBeGreaterThan(4);
      await shot(page(), 'month');
      await page().getByRole('link', { name: 'Margins' }).click();
      await page().locator('[data-book]', { hasText: 'The Walrus' }).waitFor();
      await shot(page(), 'margins');
    });
  });

  it('of a customer is seen and repaired by support, on the page of a job', async () => {
    const page = await newPage();
    await client.signIn(page, 'support');
    await page.goto(`${stack.url}/support/jobs/${job}?tab=billing`);
    await page.getByText('Nothing was ever paid.').waitFor();
    await page.getByRole('button', { name: 'Grant plan…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Days').fill('14');
    await dialog.getByLabel('Reason').fill('Ticket 4712: two weeks of trouble');
    await dialog.getByRole('button', { name: 'Give Pro' }).click();
    await page.getByRole('list', { name: 'Given plans' }).getByText('Ticket 4712').waitFor();
    await shot(page, 'desk');
    await page.context().close();
  });

  it('broke no rule of the content security policy and met no error on the way', () => {
    expect(complaints).toEqual([]);
  });
});
