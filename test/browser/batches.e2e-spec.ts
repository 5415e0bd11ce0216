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
import { unzip } from '../support/unzip.js';

const BOOKS = 8;

/** From the shelf to the archive. Each step needs the one before. */
describe('many books at once', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let author: Page;

  const shot = (name: string) => saveScreenshot(author, `batch-${name}`, { fullPage: true });
  const stateIs = (state: string) => author.locator(`[data-batch-state=${state}]`).waitFor({ timeout: 180_000 });
  const items = (state: string) => author.locator(`[data-item=${state}]`);
  const click = (name: string | RegExp) => author.getByRole('button', { name }).click();
  async function archive(): Promise<string[]> {
    const saving = author.waitForEvent('download');
    await click(/^All files/);
    return [...(await unzip(await readFile(await (await saving).path()))).keys()].sort();
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-batches-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    await client.refuse('sword');
    for (let at = 1; at <= BOOKS; at += 1) {
      const poisoned = at === 3;
      const form = {
        theme: poisoned ? 'a sword in the snow' : 'owls in the snow',
        title: `Owls ${at}`,
        pages: 4,
        seed: at,
        provider: poisoned ? 'openai' : 'built-in',
      } as const;
      await dataOf(client.api('author').POST('/api/books', { body: form }));
    }
    author = await openPage(browser);
    await client.signIn(author, 'author');
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('begin in the library: some books are ticked, or all of them', async () => {
    await author.getByRole('link', { name: 'Batches', exact: true }).click();
    await author.getByText('No batch yet').waitFor();
    await shot('none');
    await author.getByRole('link', { name: 'Select books' }).click();
    const drawing = author.getByRole('button', { name: 'Draw what is missing' });
    expect(await drawing.isDisabled()).toBe(true);
    await author.getByLabel('Select Owls 2').check();
    // a click anywhere on the card ticks it, and leads nowhere
    await author.getByText('Owls 5', { exact: true }).first().click({ force: true });
    await author.getByText('2 books selected').waitFor();
    await shot('selecting');
    await click('Select all');
    await author.getByText(`${BOOKS} books selected`).waitFor();
    await drawing.click();
    await author.waitForURL(/\/batches\/[0-9a-f-]{36}$/);
    await author.getByRole('heading', { name: `Draw what is missing: ${BOOKS} books` }).waitFor();
    await shot('running');
  });

  it('end with the reason beside the book that failed, and with an archive of the others', async () => {
    await stateIs('completed-with-failures');
    await items('parked').waitFor();
    expect(await items('completed').count()).toBe(BOOKS - 1);
    expect(await items('parked').textContent()).toMatch(/Owls 3.*Needs you.*Some pages need you/);
    await shot('failed');
    const names = await archive();
    expect(names).toHaveLength(2 * (BOOKS - 1) + 2);
    expect(names).not.toContain('Owls 3/Interior.pdf');
    await author.getByLabel('State').selectOption('parked');
    await items('completed').first().waitFor({ state: 'detached' });
    await items('parked').waitFor();
    expect(await author.locator('[data-item]').count()).toBe(1);
    await author.getByLabel('State').selectOption('');
  });

  it('are announced in the notifications', async () => {
    await click(/^News/);
    await author.getByText(`${BOOKS - 1} of ${BOOKS} books of a batch are done; 1 are not.`).waitFor();
    await author.keyboard.press('Escape');
  });

  it('are tried again where they failed, and only there', async () => {
    await client.refuseNothing();
    await click('Try the failed one again');
    await stateIs('completed');
    await author.getByText(`${BOOKS} of ${BOOKS} books drawn`).waitFor();
    expect(await archive()).toContain('Owls 3/Interior.pdf');
    await shot('completed');
  });

  it('can be stopped, and keep what is done', async () => {
    await author.goto(`${stack.url}/?select`);
    await click('Select all');
    await click('Draw again');
    await click(`Draw ${BOOKS} books again`);
    await author.waitForURL(/\/batches\/[0-9a-f-]{36}$/);
    await items('running').first().waitFor();
    await click('Stop');
    await click('Stop the batch');
    await stateIs('canceled');
    await eventually('no book is shown at work', async () => (await items('running').count()) === 0);
    await author.getByRole('link', { name: 'Batches', exact: true }).first().click();
    await author.locator('[data-batch=canceled]').waitFor();
    expect(await author.locator('[data-batch]').count()).toBe(2);
    await shot('list');
    await author.setViewportSize({ width: 390, height: 844 });
    await author.locator('[data-batch=completed] a').click();
    await items('completed').first().waitFor();
    await shot('narrow');
  });
});
