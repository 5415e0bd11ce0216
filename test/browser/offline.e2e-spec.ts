import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { dataOf } from '#client/api-client.js';
import type { PageView } from '#contracts/books.js';
import { startBrowser } from '../support/browser.js';
import { NO_ROOM, oldStore } from '../support/device-stores.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';
import { startCuttableProxy } from '../support/cuttable-proxy.js';
import type { CuttableProxy } from '../support/cuttable-proxy.js';

const TITLE = 'Owls under ground';
/** As long as a train is in a tunnel: longer than every pause between two tries to send. */
const TUNNEL_MS = 45_000;

/** The cached views of this browser, which no page shows. */
const KEPT_VIEWS = `new Promise((give, fail) => {
  const opening = indexedDB.open('colorbook');
  opening.onerror = fail;
  opening.onsuccess = () => {
    const all = opening.result.transaction('views').objectStore('views').getAll();
    all.onsuccess = () => (opening.result.close(), give(JSON.stringify(all.result)));
  };
})`;

const FORGET_VIEWS = `new Promise((done, fail) => {
  const opening = indexedDB.open('colorbook');
  opening.onerror = fail;
  opening.onsuccess = () => {
    const change = opening.result.transaction('views', 'readwrite');
    change.objectStore('views').clear();
    change.oncomplete = () => (opening.result.close(), done());
  };
})`;

/** A real browser behind a wire that is cut; what is on the server is asked for beside it. */
describe('an author whose connection is cut', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let book = '';
  let wire: CuttableProxy;
  let device: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-offline-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    const made = await client.makeBook(TITLE, 6);
    book = made.book.id;
    await eventually('the book is made', async () => (await client.stateOf(made.job.id)) === 'completed');
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  beforeEach(async () => {
    wire = await startCuttableProxy(stack.url);
    device = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    page = await tab();
    await client.signIn(page, 'author', wire.url);
    await look(page, book);
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
  const shot = (of: Page, name: string) => saveScreenshot(of, `offline-${name}`, { fullPage: true });
  const chip = (of: Page) => of.locator('[data-offline]');
  const story = (of: Page) => of.getByRole('dialog').getByLabel('Story on this page');
  const shows = (of: Page) => of.getByRole('dialog').getByLabel('What the picture shows');
  const save = (of: Page) => of.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const toast = (of: Page, words: string) => of.locator('.toast', { hasText: words }).first().waitFor();

  /** Opens the book, and waits until the browser could open it again without a server. */
  async function look(of: Page, id: string): Promise<void> {
    await of.goto(`${wire.url}/books/${id}`);
    await of.locator('[data-page="1"]').waitFor();
    await of.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await eventually('the worker serves the page', () =>
      of.evaluate<boolean>('navigator.serviceWorker.controller !== null'),
    );
  }
  /** As a person does: a click on the page, and back to the book. */
  async function write(of: Page, number: number, words: string): Promise<void> {
    await of.locator(`[data-page="${number}"]`).click();
    await story(of).fill(words);
    await save(of);
    await toast(of, 'Kept in this browser');
    await of.getByRole('dialog').locator('[data-kept]').waitFor();
    await of.keyboard.press('Escape');
  }
  const goOffline = async (): Promise<void> => {
    wire.cut();
    await chip(page).getByText('Offline').waitFor();
  };
  const onServer = async (id = book): Promise<PageView[]> =>
    (await dataOf(client.api('author').GET('/api/books/{id}/pages', { params: { path: { id } } }))).items;
  const allSent = (of = page) => chip(of).waitFor({ state: 'detached', timeout: 180_000 });
  /** Somebody else, or the author on another device. */
  async function elsewhere(number: number, change: object, id = book): Promise<void> {
    const version = (await onServer(id))[number]?.version;
    const params = { path: { id, number }, header: { 'If-Match': `"${version}"` } };
    await client.api('author').PATCH('/api/books/{id}/pages/{number}', { params, body: change });
  }

  it('goes on in two tabs, closes one, reloads the other, and every edit arrives once', async () => {
    const second = await tab();
    await look(second, book);
    const before = await onServer();
    await goOffline();
    await write(page, 1, 'One, written in a tunnel.');
    await write(second, 2, 'Two, in another tab.');
    await write(page, 3, 'Three.');
    await write(page, 3, 'Three, and better.');
    await chip(second).getByText('4 edits wait').waitFor();
    await second.close();
    await page.locator('[data-page="4"]').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lock' }).click();
    await chip(page).getByText('5 edits wait').waitFor();
    await page.reload();
    await chip(page).getByText('Offline · 5 edits wait').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).waitFor();
    await page.keyboard.press('Escape');
    await eventually('every picture is shown', async () => (await page.locator('[data-page] img').count()) === 7);
    await page.locator('[data-page="2"]').click();
    expect(await story(page).inputValue()).toBe('Two, in another tab.');
    await page.keyboard.press('Escape');
    await delay(TUNNEL_MS);
    await chip(page).click();
    await shot(page, 'waiting');
    await page.keyboard.press('Escape');
    expect(await onServer()).toEqual(before);
    wire.restore();
    await allSent();
    const after = await onServer();
    expect(after.map(({ text }) => text).slice(1, 4)).toEqual([
      'One, written in a tunnel.',
      'Two, in another tab.',
      'Three, and better.',
    ]);
    expect(after[4]?.locked).toBe(true);
    // Each edit makes one version.
    expect(after.map(({ version }, number) => version - before[number]!.version)).toEqual([0, 1, 1, 2, 1, 0, 0]);
  }, 300_000);

  it('has an edit once whose answer was lost', async () => {
    const [before] = (await onServer()).slice(5);
    let lost = 0;
    await page.route('**/api/sync', async (route) => {
      if (lost >= 2) return route.continue();
      await route.fetch();
      lost += 1;
      return route.abort('connectionreset');
    });
    await page.locator('[data-page="5"]').click();
    await story(page).fill('Five, sent three times.');
    await save(page);
    await eventually('the answers were lost', () => lost === 2);
    await allSent();
    const [after] = (await onServer()).slice(5);
    expect(after).toMatchObject({ text: 'Five, sent three times.', version: before!.version + 1 });
  });

  it('sees side by side what others wrote meanwhile, and chooses for each field', async () => {
    const was = (await onServer())[6]!;
    await goOffline();
    await page.locator('[data-page="6"]').click();
    await story(page).fill('Mine of six.');
    await shows(page).fill('an owl of mine');
    await save(page);
    await toast(page, 'Kept in this browser');
    await story(page).fill('Mine of six, and better.');
    await save(page);
    await elsewhere(6, { text: 'Theirs of six.', prompt: 'an owl of theirs' });
    wire.restore();
    await chip(page).getByText('2 to look at').waitFor({ timeout: 180_000 });
    expect((await onServer())[6]).toMatchObject({ text: 'Theirs of six.', prompt: 'an owl of theirs' });
    const choice = (field: string) => page.locator(`[data-conflict=${field}]`);
    // Written twice, asked once.
    expect(await choice('text').count()).toBe(1);
    for (const words of [was.text, 'Mine of six, and better.', 'Theirs of six.'])
      await choice('text').getByText(words, { exact: true }).waitFor();
    await shot(page, 'conflict');
    await page.reload();
    await choice('prompt').getByRole('button', { name: 'Keep theirs' }).click();
    await choice('prompt').waitFor({ state: 'detached' });
    await choice('text').getByRole('button', { name: 'Write one of both' }).click();
    await choice('text').getByLabel('Of both').fill('Theirs and mine of six.');
    await choice('text').getByRole('button', { name: 'Keep this' }).click();
    await allSent();
    expect((await onServer())[6]).toMatchObject({ text: 'Theirs and mine of six.', prompt: 'an owl of theirs' });
    expect(await story(page).inputValue()).toBe('Theirs and mine of six.');
  });

  it('hears what changed in other books meanwhile, and has it for the next tunnel', async () => {
    const ask = { theme: 'moles', title: 'A book at rest', pages: 3 };
    const { id } = await dataOf(client.api('author').POST('/api/books', { body: ask }));
    await look(page, id);
    // The page does not wait for the store: who leaves at once has nothing kept of it.
    await eventually('the book is kept in the browser', async () => {
      const views = await page.evaluate<string>(KEPT_VIEWS);
      return [`book ${id}`, `pages ${id}`].every((name) => views.includes(name));
    });
    await look(page, book);
    await goOffline();
    await elsewhere(2, { text: 'From another desk.' }, id);
    const told = page.waitForResponse(
      async (answer) => answer.url().endsWith('/api/sync') && (await answer.text()).includes('From another desk.'),
    );
    wire.restore();
    await told;
    await eventually('it is kept in the browser', async () =>
      (await page.evaluate<string>(KEPT_VIEWS)).includes('From another desk.'),
    );
    await goOffline();
    await page.goto(`${wire.url}/books/${id}/2`);
    expect(await story(page).inputValue()).toBe('From another desk.');
  });

  it('sends what an older console kept', async () => {
    const { id: ownerId } = await dataOf(client.api('author').GET('/api/auth/me'));
    const [base, changes] = [{ text: (await onServer())[6]?.text }, { text: 'Six, from an older console.' }];
    const opened = await browser.newPage();
    await opened.goto(`${wire.url}/health/live`);
    await opened.evaluate(oldStore({ id: randomUUID(), ownerId, bookId: book, page: 6, base, changes }));
    await client.signIn(opened, 'author', wire.url);
    await eventually('it has arrived', async () => (await onServer())[6]?.text === changes.text);
    await opened.context().close();
  });

  it('sees at once that the browser has no space, and the text stays in the form', async () => {
    await page.locator('[data-page="1"]').click();
    await goOffline();
    await page.evaluate(NO_ROOM);
    const words = 'No room. '.repeat(100).trim();
    await story(page).fill(words);
    await save(page);
    await toast(page, 'This could not be kept');
    await shot(page, 'full');
    expect(await story(page).inputValue()).toBe(words);
    expect(await chip(page).innerText()).toBe('Offline');
    await page.evaluate('window.room()');
    await save(page);
    await toast(page, 'Kept in this browser');
    wire.restore();
    await allSent();
    expect((await onServer())[1]?.text).toBe(words);
  });

  it('signs in again when the session ended meanwhile, and nothing was lost', async () => {
    await goOffline();
    await write(page, 2, 'Two, after a long night.');
    await device.clearCookies();
    await page.reload();
    await chip(page).getByText('1 edit waits').waitFor();
    wire.restore();
    const again = page.getByRole('dialog', { name: 'Are you still there?' });
    await again.getByLabel('Your password').fill(client.account('author').password);
    await again.getByRole('button', { name: 'Go on' }).click();
    await allSent();
    expect((await onServer())[2]?.text).toBe('Two, after a long night.');
  });

  it('is warned when signing out; no other user sends the edits, and they are sent after the next sign-in', async () => {
    const before = (await onServer())[3];
    await goOffline();
    await write(page, 3, 'Three, for nobody else.');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('alertdialog').getByText('One edit is only in this browser').waitFor();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign out all the same' }).click();
    await page.waitForURL(/sign-in/);
    wire.restore();
    await client.signIn(page, 'admin', wire.url);
    await page.goto(`${wire.url}/`);
    await page.getByRole('heading', { name: 'Your books' }).waitFor();
    expect(await chip(page).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in/);
    expect((await onServer())[3]).toEqual(before);
    await client.signIn(page, 'author', wire.url);
    await eventually('the edit is there', async () => (await onServer())[3]?.text === 'Three, for nobody else.');
    await allSent();
  });

  it('keeps what the server does not take, says why, and lets the author discard it', async () => {
    const ask = { theme: 'owls', title: 'A book that goes', pages: 3 };
    const { id } = await dataOf(client.api('author').POST('/api/books', { body: ask }));
    await look(page, id);
    await goOffline();
    await write(page, 1, 'Words for a book that goes.');
    await write(page, 2, 'And more of them.');
    await dataOf(client.api('author').DELETE('/api/books/{id}', { params: { path: { id } } }));
    wire.restore();
    await chip(page).getByText('2 to look at').click({ timeout: 180_000 });
    const refused = page.locator('[data-edit=refused]');
    await refused.getByText('Words for a book that goes.').waitFor();
    await shot(page, 'refused');
    for (const left of [1, 0]) {
      await refused.first().getByRole('button', { name: 'Discard it' }).click();
      await eventually(`${left} are left`, async () => (await refused.count()) === left);
    }
    await page.getByText('Nothing waits').waitFor();
  });

  it('leaves a page open that cannot be loaded again, with what was written in it', async () => {
    await page.locator('[data-page="1"]').click();
    await story(page).fill('Not saved yet.');
    // a browser that has no room for what the server answered
    await page.evaluate(FORGET_VIEWS);
    await goOffline();
    let failed = 0;
    page.on('requestfailed', (request) => (failed += request.url().endsWith(`/api/books/${book}`) ? 1 : 0));
    await eventually('the book was asked for again, as often as it is', async () => {
      await page.evaluate(`dispatchEvent(new Event('offline')), dispatchEvent(new Event('online'))`);
      return failed >= 5;
    });
    await page.waitForTimeout(1_000);
    expect(await story(page).inputValue()).toBe('Not saved yet.');
    expect(await page.getByText('This book could not be opened').count()).toBe(0);
  });

  it('says plainly that drawing needs the server', async () => {
    await page.locator('[data-page="1"]').click();
    await goOffline();
    await page.getByRole('dialog').getByRole('button', { name: 'Redraw' }).click();
    await toast(page, 'Drawing needs the server');
  });
});
