import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { startBrowser } from '../support/browser.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { startCuttableProxy } from '../support/cuttable-proxy.js';
import { StackClient } from '../support/stack-client.js';

const HOSTILE = `"><img src=x onerror="window.hit=1"><script>window.hit=1</script>{{constructor.constructor('window.hit=1')()}}`;

describe('the console on a bad network', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-network-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  async function openAs(role: 'author' | 'support', url = stack.url): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(60_000);
    await client.signIn(page, role, url);
    return page;
  }
  /** A book by the fake of the paid provider, whose pages take a while. */
  async function slowBook(pages: number): Promise<{ job: JobView; book: BookView }> {
    return client.makeBook(`A book of ${pages} in the rain`, pages);
  }
  const drawn = (page: Page) => page.locator('[data-state="drawn"]');

  it('catches up by itself when the connection was cut while pages were drawn', async () => {
    const wire = await startCuttableProxy(stack.url);
    const page = await openAs('author', wire.url);
    const { book, job } = await slowBook(10);
    await page.goto(`${wire.url}/books/${book.id}`);
    await drawn(page).first().waitFor();
    wire.cut();
    await eventually('the book was finished meanwhile', async () => (await client.stateOf(job.id)) === 'completed');
    expect(await drawn(page).count()).toBeLessThan(11);
    wire.restore();
    await eventually('every page is shown', async () => (await drawn(page).count()) === 11);
    expect(new URL(page.url()).pathname).toBe(`/books/${book.id}`);
    await page.context().close();
    await wire.close();
  });

  it('continues after the api was killed and restarted, without a new sign-in', async () => {
    const page = await openAs('author');
    const { book, job } = await slowBook(8);
    await page.goto(`${stack.url}/books/${book.id}`);
    await drawn(page).first().waitFor();
    const api = stack.state().processes.find(({ name }) => name === 'api')!;
    process.kill(api.pid!, 'SIGKILL');
    await eventually('the api is back', async () => {
      const now = stack.state().processes.find(({ name }) => name === 'api')!;
      return now.pid !== api.pid && now.state === 'running';
    });
    await eventually(
      'the book is finished',
      async () => (await client.stateOf(job.id).catch(() => '')) === 'completed',
    );
    await eventually('every page is shown', async () => (await drawn(page).count()) === 9);
    expect(new URL(page.url()).pathname).toBe(`/books/${book.id}`);
    await page.context().close();
  });

  it('keeps the number of pages that was typed before the plan is told', async () => {
    const page = await openAs('author');
    let tell = (): void => undefined;
    const typed = new Promise<void>((resolve) => (tell = resolve));
    await page.route(/\/api\/payments\/subscription$/, async (route) => {
      const response = await route.fetch();
      const billing = await response.json();
      await typed;
      await route.fulfill({ response, json: { ...billing, quota: { ...billing.quota, left: 5 } } });
    });
    await page.goto(`${stack.url}/books/new`);
    const pages = page.locator('input[name=pages]');
    await pages.fill('12');
    const told = page.waitForResponse(/\/api\/payments\/subscription$/);
    tell();
    await told;
    await page.locator('[data-quota=short]').waitFor();
    expect(await pages.inputValue()).toBe('12');
    await page.context().close();
  });

  it('shows hostile words as words, to their author and to support', async () => {
    const { book, job } = await client.makeBook(HOSTILE.slice(0, 110), 2, { 1: HOSTILE });
    await eventually('the job came to rest', async () =>
      ['completed', 'needs-attention'].includes(await client.stateOf(job.id)),
    );
    const author = await openAs('author');
    for (const path of ['/', `/books/${book.id}`, `/books/${book.id}/1`, `/books/${book.id}/preview`, '/jobs'])
      await isHarmless(author, path, path === '/' || path === `/books/${book.id}`);
    const support = await openAs('support');
    for (const path of ['/support', `/support/jobs/${job.id}`]) await isHarmless(support, path, true);
    await support.getByLabel('Reason').fill(HOSTILE.slice(0, 200));
    await support.getByRole('button', { name: 'Show what the author wrote' }).click();
    await support.getByText('constructor.constructor').first().waitFor();
    await isHarmless(support, '/support/audit', false);
    await support.goto(`${stack.url}/support?text=${encodeURIComponent(HOSTILE.slice(0, 110))}`);
    await support.locator(`[data-job="${job.id}"]`).waitFor();
    expect(await support.evaluate('window.hit')).toBeUndefined();
    await author.context().close();
    await support.context().close();
  });

  async function isHarmless(page: Page, path: string, shown: boolean): Promise<void> {
    await page.goto(`${stack.url}${path}`, { waitUntil: 'load' });
    if (shown) await page.getByText('onerror=').first().waitFor();
    else await page.locator('main').waitFor();
    await page.waitForTimeout(300);
    expect([path, await page.evaluate('window.hit')]).toEqual([path, undefined]);
  }
});
