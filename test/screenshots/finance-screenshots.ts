import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { dataOf } from '#client/api-client.js';
import { StackClient } from '../support/stack-client.js';
import { eventually } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';

const AUTHORS = ['Anna Almond', 'Ben Birch', 'Cleo Cedar', 'Dora Dogwood'];

/** What finance sees after some authors bought a plan, one was refunded, and Stripe knows of charges that we do not. */
export async function showTheMoney(stack: RunningStack, browser: Browser, pictures: string): Promise<void> {
  const client = new StackClient(stack);
  for (const [index, name] of AUTHORS.entries()) await buy(client, stack, browser, name, index === 0 ? pictures : null);
  await client.strangeCharges(3);
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await client.signIn(page, 'finance');
  await refund(client);
  await reconcile(page);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.locator('[data-figure=gross]').getByText('$').waitFor();
  await page.getByRole('region', { name: 'Day by day' }).or(page.getByText('Day by day')).first().waitFor();
  await page.screenshot({ path: join(pictures, 'finance.png') });
  const { items } = await dataOf(
    client.api('finance').GET('/api/finance/payments', { params: { query: { state: 'refunded' } } }),
  );
  await page.goto(`${stack.url}/finance/payments/${items[0]!.id}`);
  await page.getByRole('region', { name: 'Postings' }).getByText('stripe-balance').first().waitFor();
  await page.screenshot({ path: join(pictures, 'finance-payment.png') });
  await page.getByRole('link', { name: 'Exceptions', exact: true }).click();
  await page.locator('[data-item]').first().getByRole('link').click();
  await page.getByText('Nothing is done yet. It would:').waitFor();
  await page.screenshot({ path: join(pictures, 'finance-exception.png') });
  await context.close();
}

/** An author registers, buys Pro on Stripe's page, and makes a book. */
async function buy(client: StackClient, stack: RunningStack, browser: Browser, name: string, pictures: string | null) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await client.register(page, name, `${name.toLowerCase().replace(' ', '.')}@example.com`);
  await page.goto(`${stack.url}/billing`);
  await page.getByRole('button', { name: 'Choose Pro' }).click();
  await page.locator('#pay').click();
  await page.getByText('Thank you! Pro is yours.').waitFor();
  await page.goto(`${stack.url}/books/new`);
  await page.getByLabel('What is it about?').fill('a lighthouse and its cat');
  await page.getByRole('button', { name: 'Make this book' }).click();
  await page.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });
  if (pictures) {
    await page.goto(`${stack.url}/billing`);
    await page.getByText('24 drawn').waitFor();
    await page.screenshot({ path: join(pictures, 'billing.png') });
  }
  await context.close();
}

async function refund(client: StackClient): Promise<void> {
  const { items } = await dataOf(client.api('finance').GET('/api/finance/payments'));
  const mine = items.find(({ customer }) => customer?.name === AUTHORS.at(-1))!;
  await dataOf(
    client.api('support').POST('/api/finance/payments/{id}/refunds', {
      params: { path: { id: mine.id } },
      body: { reason: 'Ticket 815' },
    }),
  );
  await eventually('it is given', async () => {
    const found = await dataOf(
      client.api('finance').GET('/api/finance/payments', { params: { query: { state: 'refunded' } } }),
    );
    return found.items.length > 0;
  });
}

async function reconcile(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Reconciliation', exact: true }).click();
  await page.getByRole('button', { name: 'Start one…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start' }).click();
  await page.locator('[data-run-state]', { hasText: 'Completed' }).waitFor({ timeout: 60_000 });
}
