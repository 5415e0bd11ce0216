import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { dataOf } from '#client/api-client.js';
import type { PageView } from '#contracts/books.js';
import { startBrowser } from '../support/browser.js';
import { openPage } from '../support/console-page.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';

const MIA = 'mia.fox@gmail.example';
const TITLE = 'Owls on tour';

/** From connecting to reconnecting, with the author's changes here and in Drive. Each step needs the one before. */
describe('a book in Google Drive', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  /** The author's two tabs: the console, and Google's pages. */
  let author: Page;
  let google: Page;
  let drive = '';
  let book = '';

  const newPage = (): Promise<Page> => openPage(browser);
  const shot = (page: Page, name: string) => saveScreenshot(page, `drive-${name}`, { fullPage: true });
  const card = () => author.locator(`[data-drive-book="${book}"]`);
  const allThere = () =>
    card()
      .getByText(/^All \d+ files in Drive/)
      .waitFor({ timeout: 180_000 });
  const stateIs = (state: string) => author.locator(`[data-drive-state=${state}]`).waitFor({ timeout: 180_000 });
  const pageOne = async (): Promise<PageView> => {
    const { items } = await dataOf(
      client.api('author').GET('/api/books/{id}/pages', { params: { path: { id: book } } }),
    );
    return items.find(({ number }) => number === 1)!;
  };
  const picture = (drawing: string): Promise<Buffer> => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1300"><rect width="1000" height="1300" fill="white"/>${drawing}</svg>`;
    return sharp(Buffer.from(svg)).png().toBuffer();
  };
  const connect = async (button: string) => {
    await author.getByRole('button', { name: button }).click();
    await author.getByLabel('Mia Fox').check();
    await author.getByRole('button', { name: 'Allow' }).click();
    await author.waitForURL(/\/drive\?outcome=connected/);
    await stateIs('connected');
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-drive-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    drive = `http://127.0.0.1:${stack.state().processes.find(({ name }) => name === 'google')?.port}`;
    const made = await client.makeBook(TITLE, 3);
    book = made.book.id;
    await eventually('the book is made', async () => (await client.stateOf(made.job.id)) === 'completed');
    [author, google] = [await newPage(), await newPage()];
    await client.signIn(author, 'author');
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('needs consent: an author who cancels at Google sees that', async () => {
    await author.getByRole('link', { name: 'Drive', exact: true }).click();
    await author.getByText('Sandbox', { exact: true }).waitFor();
    await author.getByRole('button', { name: 'Connect Google Drive' }).click();
    await shot(author, 'consent');
    await author.getByRole('button', { name: 'Cancel' }).click();
    await author.getByText('You did not allow it').waitFor();
    await shot(author, 'intro');
  });

  it('needs the permission: one that is left out connects nothing', async () => {
    await author.getByRole('button', { name: 'Connect Google Drive' }).click();
    await author.getByRole('checkbox').uncheck();
    await author.getByRole('button', { name: 'Allow' }).click();
    await author.locator('#error').waitFor();
    await author.getByRole('button', { name: 'Cancel' }).click();
    await author.waitForURL(/outcome=denied/);
  });

  it('gets there with all its files', async () => {
    await connect('Connect Google Drive');
    await author.getByLabel(`Keep in Google Drive: ${TITLE}`).check();
    await allThere();
    await card().getByRole('button', { name: 'Show files' }).click();
    await card().getByText('Inside (PDF)').waitFor();
    expect(await card().locator('[data-drive-file=synced]').count()).toBeGreaterThanOrEqual(6);
    await shot(author, 'synced');
  });

  it('gets there with other books at once, from the library', async () => {
    await author.goto(`${stack.url}/?select`);
    await author.getByRole('button', { name: 'Select all' }).click();
    await author.getByText('1 book selected').waitFor();
    await shot(author, 'bring');
    await author.getByRole('button', { name: 'Bring to Drive' }).click();
    await author.getByRole('heading', { name: 'Bring to Drive: 1 book' }).waitFor();
    await author.locator('[data-batch-state=completed]').first().waitFor({ timeout: 180_000 });
    await shot(author, 'brought');
    await author.goto(`${stack.url}/drive`);
    await allThere();
    await card().getByRole('button', { name: 'Show files' }).click();
  });

  it('comes back as a new version when a page is replaced on Drive’s own page', async () => {
    const before = await pageOne();
    const folder = await card()
      .getByRole('link', { name: /^Folder/ })
      .getAttribute('href');
    await google.goto(folder ?? '');
    await shot(google, 'folder');
    await google.goto((await card().getByRole('link', { name: 'Page 1' }).getAttribute('href')) ?? '');
    const buffer = await picture('<circle cx="500" cy="650" r="350" fill="none" stroke="black" stroke-width="14"/>');
    await google
      .getByLabel('Replace what is in it')
      .setInputFiles({ name: 'circle.png', mimeType: 'image/png', buffer });
    await google.getByRole('button', { name: 'Upload new version' }).click();
    await shot(google, 'replaced');
    await author.getByRole('button', { name: 'Sync now' }).click();
    await eventually('the picture is in the book', async () => (await pageOne()).current > before.current);
    await allThere();
    await author.goto(`${stack.url}/books/${book}/1`);
    await author
      .getByRole('dialog')
      .getByRole('button', { name: /^Drawing 2, from Drive/ })
      .waitFor();
    expect((await pageOne()).art.length).toBe(before.art.length + 1);
    await author.getByRole('dialog').getByRole('img').first().waitFor();
    await shot(author, 'new-version');
  });

  it('asks its author, with both pictures, when a page was changed here and there', async () => {
    const page = await pageOne();
    const drawings = page.art.map(({ version }) => version);
    const other = { current: drawings.find((version) => version !== page.current) };
    const params = { path: { id: book, number: 1 }, header: { 'If-Match': `"${page.version}"` } };
    await client.api('author').PATCH('/api/books/{id}/pages/{number}', { params, body: other });
    await google.reload();
    const buffer = await picture(
      '<rect x="200" y="300" width="600" height="700" fill="none" stroke="black" stroke-width="14"/>',
    );
    await google.getByLabel('Replace what is in it').setInputFiles({ name: 'box.png', mimeType: 'image/png', buffer });
    await google.getByRole('button', { name: 'Upload new version' }).click();
    await author.goto(`${stack.url}/drive`);
    await author.getByRole('button', { name: 'Sync now' }).click();
    const asked = author.getByRole('region', { name: 'Page 1 needs your choice' });
    for (const where of ['in your book', 'in Drive']) await asked.getByAltText(`Page 1 as it is ${where}`).waitFor();
    await shot(author, 'conflict');
    await asked.getByRole('button', { name: 'Keep both' }).click();
    await asked.waitFor({ state: 'detached' });
    await allThere();
    const after = await pageOne();
    expect([after.current, after.art.length]).toEqual([other.current, drawings.length + 1]);
  });

  it('stops when the access is removed at Google, says so, and goes on after reconnecting', async () => {
    await google.goto(`${drive}/account/${MIA}`);
    await google.getByRole('button', { name: 'Remove access' }).click();
    await author.goto(`${stack.url}/drive`);
    await author.getByRole('button', { name: 'Sync now' }).click();
    await author.getByText('Google no longer lets us into your Drive.').waitFor({ timeout: 180_000 });
    await shot(author, 'reconnect');
    await connect('Connect again');
    await allThere();
    expect(await author.getByText('Google no longer lets us into your Drive.').count()).toBe(0);
  });

  it('stays in Drive when the author disconnects', async () => {
    await author.getByRole('button', { name: 'Disconnect…' }).click();
    await author.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
    await author.getByRole('button', { name: 'Connect Google Drive' }).waitFor();
    await google.goto(`${drive}/account/${MIA}`);
    await google.locator('#no-apps').waitFor();
    await google.getByRole('link', { name: 'My Drive' }).click();
    await google.locator('td.name a').first().waitFor();
  });
});
