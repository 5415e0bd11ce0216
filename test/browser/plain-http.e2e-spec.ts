import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { dataOf } from '#client/api-client.js';
import type { PageView } from '#contracts/books.js';
import { startBrowser } from '../support/browser.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';
import { startCuttableProxy } from '../support/cuttable-proxy.js';
import type { CuttableProxy } from '../support/cuttable-proxy.js';

/** In a home network: no certificate, and not localhost, so that browsers take the page for an insecure context. */
const NAME = 'colorbook.lan';
const ANSWER_AFTER_MS = 1_500;
/** What browsers keep for https and localhost, and this page must do without. */
const MISSING = [
  'crypto.randomUUID',
  'navigator.locks',
  'navigator.clipboard',
  'navigator.serviceWorker',
  'navigator.storage',
];

describe('an author in a home network, by plain http', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let book = '';
  let wire: CuttableProxy;
  let at: string;
  let device: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-lan-'));
    [stack, browser] = await Promise.all([
      startStack({ home, workers: 1, env: { PUBLIC_URL: `http://${NAME}:4100` } }),
      startBrowser([`--host-resolver-rules=MAP ${NAME} 127.0.0.1`]),
    ]);
    client = new StackClient(stack);
    const made = await client.makeBook('Owls next door', 4);
    book = made.book.id;
    await eventually('the book is made', async () => (await client.stateOf(made.job.id)) === 'completed', 180_000);
  }, 360_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  beforeEach(async () => {
    wire = await startCuttableProxy(stack.url);
    at = `http://${NAME}:${new URL(wire.url).port}`;
    device = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    page = await tab();
    await client.signIn(page, 'author', at);
  });
  afterEach(async () => {
    await device.close();
    await wire.close();
  });

  const tab = async (): Promise<Page> => {
    const opened = await device.newPage();
    opened.setDefaultTimeout(60_000);
    return opened;
  };
  const look = async (of: Page): Promise<void> => {
    await of.goto(`${at}/books/${book}`);
    // a picture that is not there yet offers to be loaded again, right where a click opens its page
    await eventually('every picture is shown', async () => (await of.locator('[data-page] img').count()) === 5, 60_000);
  };
  const chip = (of: Page) => of.locator('[data-offline]');
  async function write(of: Page, number: number, words: string): Promise<void> {
    await of.locator(`[data-page="${number}"]`).click();
    await of.getByRole('dialog').getByLabel('Story on this page').fill(words);
    await of.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await of.locator('.toast', { hasText: 'Kept in this browser' }).first().waitFor();
    await of.getByRole('dialog').locator('[data-kept]').waitFor();
    await of.keyboard.press('Escape');
  }
  const onServer = async (): Promise<PageView[]> =>
    (await dataOf(client.api('author').GET('/api/books/{id}/pages', { params: { path: { id: book } } }))).items;
  const isSignedIn = async (of: Page): Promise<void> => {
    await of.locator('[data-page="1"]').waitFor();
    expect(new URL(of.url()).pathname).toBe(`/books/${book}`);
  };

  it('is in an insecure context indeed', async () => {
    expect(await page.evaluate('window.isSecureContext')).toBe(false);
    for (const each of MISSING) expect([each, await page.evaluate(`typeof ${each}`)]).toEqual([each, 'undefined']);
  });

  it('makes a book, and looks at it after a reload', async () => {
    await page.goto(`${at}/books/new`);
    await page.getByLabel('What is it about?').fill('Hedgehogs by plain http');
    await page.getByLabel('Pages to color').fill('2');
    await page.getByRole('button', { name: 'Make this book' }).click();
    await page.waitForURL(/\/books\/[0-9a-f-]{36}$/);
    await page.getByText('Finished', { exact: true }).waitFor({ timeout: 180_000 });
    await page.getByRole('button', { name: 'Recreate files' }).click();
    await page.locator('.toast', { hasText: 'recreated' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await saveScreenshot(page, 'lan-book', { fullPage: true });
  });

  it('stays signed in when two tabs renew the token at once, and when one reloads while it is renewed', async () => {
    const second = await tab();
    await Promise.all([look(page), look(second)]);
    await Promise.all([page.reload(), second.reload()]);
    await Promise.all([isSignedIn(page), isSignedIn(second)]);
    wire.slow(ANSWER_AFTER_MS);
    for (const each of [page, second, page]) {
      const asked = each.waitForRequest(/\/api\/auth\/refresh$/);
      void each.reload().catch(() => undefined);
      await asked;
      await each.reload();
      await isSignedIn(each);
    }
    wire.slow(0);
    await Promise.all([page.reload(), second.reload()]);
    await Promise.all([isSignedIn(page), isSignedIn(second)]);
  });

  it('writes offline in two tabs, is asked to leave the page open, and every edit arrives once', async () => {
    const second = await tab();
    await Promise.all([look(page), look(second)]);
    const before = await onServer();
    wire.cut();
    await chip(page).getByText('Offline').waitFor();
    await write(page, 1, 'One, without https.');
    await write(second, 2, 'Two, in another tab.');
    await write(page, 3, 'Three.');
    await chip(page).getByText('3 edits wait').waitFor();
    await chip(page).click();
    await page.getByRole('dialog').getByText('Leave this page open until then: over plain http').waitFor();
    await saveScreenshot(page, 'lan-offline');
    await page.keyboard.press('Escape');
    wire.restore();
    for (const each of [page, second]) await chip(each).waitFor({ state: 'detached' });
    const after = await onServer();
    expect(after.slice(1, 4).map(({ text }) => text)).toEqual([
      'One, without https.',
      'Two, in another tab.',
      'Three.',
    ]);
    expect(after.map(({ version }, number) => version - before[number]!.version)).toEqual([0, 1, 1, 1, 0]);
  });

  it('copies what the server did not take', async () => {
    const form = { theme: 'owls', title: 'Owls that go', pages: 2 };
    const gone = await dataOf(client.api('author').POST('/api/books', { body: form }));
    await page.goto(`${at}/books/${gone.id}`);
    await page.locator('[data-page="1"]').waitFor();
    wire.cut();
    await chip(page).getByText('Offline').waitFor();
    await write(page, 1, 'Words for a book that goes.');
    await dataOf(client.api('author').DELETE('/api/books/{id}', { params: { path: { id: gone.id } } }));
    wire.restore();
    await chip(page).getByText('1 to look at').waitFor();
    await chip(page).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Copy what I wrote' }).click();
    await page.locator('.toast', { hasText: 'Copied.' }).waitFor();
    await page.keyboard.press('Escape');
    await page.goto(`${at}/books/new`);
    await page.getByLabel('What is it about?').focus();
    await page.keyboard.press('ControlOrMeta+V');
    expect(await page.getByLabel('What is it about?').inputValue()).toContain('Words for a book that goes.');
  });

  it('says that notifications need https', async () => {
    await page.getByRole('button', { name: /^News/ }).click();
    await page.getByText('To be told outside this page, too, open ColorBook by https').waitFor();
    await saveScreenshot(page, 'lan-news');
  });
});
