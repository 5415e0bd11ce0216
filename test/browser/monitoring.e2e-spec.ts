import { mkdtemp, readFile, rm } from 'node:fs/promises';
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

const BOOKS = 3;

describe('how the platform is, in the console', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  const shot = (name: string) => saveScreenshot(page, `monitoring-${name}`, { fullPage: true });
  const place = (name: string) => page.getByRole('navigation', { name: 'Monitoring' }).getByRole('link', { name });

  async function signedIn(role: 'support' | 'finance' | 'admin'): Promise<void> {
    await page?.context().close();
    page = await openPage(browser, complaints, { width: 1360, height: 900 });
    await client.signIn(page, role);
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-monitoring-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    for (let book = 0; book < BOOKS; book += 1) {
      const { id: bookId } = await dataOf(
        client.api('author').POST('/api/books', {
          body: {
            theme: 'farm',
            pages: 2,
          },
        }),
      );
      const { id } = await dataOf(client.api('author').POST('/api/jobs', { body: { kind: 'generate-book', bookId } }));
      await eventually(
        'the book is done',
        async () =>
          (await dataOf(client.api('author').GET('/api/jobs/{id}', { params: { path: { id } } }))).state ===
          'completed',
      );
    }
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('shows finance the figures of a period beside those before, as a chart, a table and a file', async () => {
    await signedIn('finance');
    await page.getByRole('link', { name: 'Monitoring' }).click();
    const figure = (name: string) => page.locator(`[data-figure="${name}"] dd`).first();
    await page.locator('[data-figure=Books]').waitFor();
    expect(await figure('Books').innerText()).toBe(String(BOOKS));
    expect(await figure('Success').innerText()).toBe('100%');
    expect(await figure('Drawings').innerText()).toBe(String(BOOKS * 3));
    expect(await page.locator('[data-figure=Books] .change').innerText()).toBe('new');
    await page.locator('[data-figure=MRR]').waitFor();
    await page.getByRole('group', { name: 'Books by day' }).getByRole('button').first().focus();
    await page.keyboard.press('End');
    await page
      .getByText(new RegExp(`: ${BOOKS}(;|$)`))
      .first()
      .waitFor();
    await shot('analytics');
    await page.getByRole('button', { name: 'Table' }).click();
    expect(await page.locator('tbody tr').first().locator('td').nth(2).innerText()).toBe(String(BOOKS));
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Days (CSV)' }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toMatch(
      /^analytics-days-\d{4}-\d\d-\d\d-to-|^analytics-days-\d{4}-\d\d-\d\d-\d{4}/,
    );
    const lines = (await readFile(await file.path(), 'utf8')).trim().split(/\r?\n/);
    expect(lines).toHaveLength(31);
  });

  it('goes by the days that are chosen, and keeps them in the address', async () => {
    await page.getByLabel('Period', { exact: true }).selectOption('7');
    await page.waitForURL(/from=.*to=/);
    await eventually('seven days', async () => (await page.locator('tbody tr').count()) >= 7);
    const from = await page.getByLabel('From', { exact: true }).inputValue();
    await page.getByLabel('From', { exact: true }).fill('2026-01-05');
    await page.getByLabel('To', { exact: true }).fill('2026-01-10');
    await page.waitForURL(/from=2026-01-05&to=2026-01-10/);
    await eventually(
      'no books then',
      async () => (await page.locator('[data-figure=Books] dd').first().innerText()) === '0',
    );
    expect(from).not.toBe('2026-01-05');
    // how fast machines are is no business of finance
    expect(await place('Health').count()).toBe(0);
  });

  it('shows support how fast and how well everything is, and no money', async () => {
    await signedIn('support');
    await page.getByRole('link', { name: 'Monitoring' }).click();
    await page.locator('[data-figure=Books]').waitFor();
    expect(await page.locator('[data-figure=MRR]').count()).toBe(0);
    await place('Performance').click();
    await page.locator('[data-wait="Whole book"]').getByText(`half of ${BOOKS}`).waitFor();
    await page.getByRole('rowheader', { name: 'Drawing the pages' }).first().waitFor();
    await shot('performance');
    await place('Health').click();
    await page.locator('[data-part=database]').getByText('It answers.').waitFor();
    expect(await page.locator('[data-part="queue studio"]').innerText()).toContain('Well');
    await page.getByText('Ended in the last 24 hours').waitFor();
    await shot('health');
  });

  it('reports what is wrong, can be acknowledged, links to the runbook, and resolves', async () => {
    await signedIn('admin');
    const rule = await dataOf(client.api('admin').GET('/api/monitoring/alert-rules'));
    const disk = rule.items.find(({ name }) => name === 'disk-full')!;
    await page.goto(`${stack.url}/monitoring/alerts`);
    await page.getByText('All is well').waitFor();
    // a threshold that any disk is below
    await page.locator('[data-rule=disk-full]').getByRole('button', { name: /^Set/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Say why').waitFor();
    for (const { name, max } of disk.settings)
      await dialog
        .locator('input[type=number]')
        .nth(disk.settings.findIndex((each) => each.name === name))
        .fill(String(max));
    await dialog.getByLabel('Why').fill('to see that alerts work');
    await shot('rule');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    const card = page.locator('[data-alert=disk-full]');
    await card.waitFor({ timeout: 180_000 });
    await page.getByRole('navigation', { name: 'Monitoring' }).getByText('1 open').waitFor({ timeout: 180_000 });
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await dialog.getByLabel('Note for the others').fill('Making room');
    await dialog.getByRole('button', { name: 'Take it' }).click();
    await card.getByText('Making room').waitFor();
    await shot('alert');
    await card.getByRole('link', { name: 'What to do' }).click();
    await page.locator('section#disk-full.meant').getByText('Meaning').waitFor();
    await shot('runbook');
  }, 300_000);

  it('fits on a phone and in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
    for (const name of ['', 'performance', 'alerts', 'health', 'runbook']) {
      await page.goto(`${stack.url}/monitoring/${name}`);
      await page.locator('h1').waitFor();
      await eventually('it is loaded', async () => (await page.locator('.ghost').count()) === 0);
      await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
      await shot(`phone-${name || 'analytics'}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    }
  });

  it('without a word of complaint from the browser', () => {
    expect(complaints).toEqual([]);
  });
});
