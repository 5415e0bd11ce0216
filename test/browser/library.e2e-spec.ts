import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** A free author, whose plan holds three books. */
describe('an author and their library', () => {
  let stack: RunningStack;
  let home: string;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-library-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    page = await (await browser.newContext({ viewport: DESK, reducedMotion: 'reduce' })).newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(error.message));
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  const shot = (name: string) => saveScreenshot(page, `library-${name}`);
  const dialog = () => page.getByRole('dialog');
  const story = () => dialog().getByLabel('Story on this page');
  const titles = () => page.locator('.shelf h2').allTextContents();
  const choose = async (book: string, action: string) => {
    await page.getByRole('button', { name: `More for ${book}` }).click();
    await page.getByRole('menuitem', { name: action }).click();
  };
  const isInView = async (thing: Locator): Promise<boolean> => {
    const box = await thing.boundingBox();
    const size = page.viewportSize()!;
    return box !== null && box.y >= 0 && box.y + box.height <= size.height && box.x + box.width <= size.width;
  };
  async function make(theme: string, title: string, pages = 2): Promise<void> {
    await page.goto(`${stack.url}/books/new`);
    await page.getByLabel('What is it about?').fill(theme);
    await page.locator('[name=title]').fill(title);
    await page.getByLabel('Pages to color').fill(String(pages));
    await page.getByRole('button', { name: 'Make this book' }).click();
    await page.waitForURL(/\/books\/[0-9a-f-]{36}$/);
    await page.getByText('Finished', { exact: true }).waitFor({ timeout: 90_000 });
  }

  it('shows how many books the plan holds when the address is confirmed, not “as many as you like”', async () => {
    await new StackClient(stack).register(page, 'Lia Library', 'library@test.local');
    await page.getByText('Now you can make books: your plan has room for 3 books.').waitFor();
    await shot('confirmed');
  });

  it('sees “Make this book” without scrolling, and gets ideas about the theme', async () => {
    await page.goto(`${stack.url}/books/new`);
    const button = page.getByRole('button', { name: 'Make this book' });
    await page.getByText(/It takes \d+ drawings/).waitFor();
    expect(await isInView(button)).toBe(true);
    await shot('new-book');
    await page.getByLabel('What is it about?').fill('Otters build a raft');
    await page.getByText('Plan the plot').click();
    await page.getByRole('button', { name: 'Fill in ideas' }).click();
    expect(await page.getByLabel('Setup').inputValue()).toContain('the day when otters build a raft');
    await page.evaluate('sessionStorage.clear()');
  });

  it('makes three books, and finds each by its theme, a character, or the words of a page', async () => {
    await make('otters build a raft', 'River days');
    await make('owls at night', 'Dark and quiet');
    await make('a cat bakes', 'The third');
    await page.goto(stack.url);
    const search = page.getByRole('searchbox');
    for (const [words, found] of [
      ['OTTERS raft', 'River days'],
      ['owl', 'Dark and quiet'],
    ] as const) {
      await search.fill(words);
      await eventually(`only ${found} is there`, async () => (await titles()).join() === found);
    }
    await search.fill('otter owl');
    await page.getByText('No book with “otter owl”').waitFor();
    await shot('search-none');
    await page.getByRole('button', { name: 'Show all books' }).click();
    await eventually('all are there', async () => (await titles()).length === 3);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('raft');
    await page.getByRole('option', { name: /River days/ }).waitFor();
    await page.keyboard.press('Escape');
  }, 180_000);

  it('is stuck at three no more: a book goes to the trash and comes back by “Undo”', async () => {
    await page.goto(`${stack.url}/books/new`);
    await page.getByText('what is in the trash does not count').waitFor();
    await shot('full');
    await page.getByRole('link', { name: 'Your books', exact: true }).click();
    await choose('The third', 'Move to trash');
    await page.locator('.toast', { hasText: '“The third” is in the trash' }).waitFor();
    await eventually('two are left', async () => (await titles()).length === 2);
    await shot('deleted');
    await page.locator('.toast .undo').first().click();
    await eventually('three are there', async () => (await titles()).length === 3);
    await choose('The third', 'Move to trash');
    await eventually('two are left', async () => (await titles()).length === 2);
    await page.getByRole('link', { name: 'New book' }).click();
    await page.getByText(/It takes \d+ drawings/).waitFor();
  });

  it('duplicates and renames a book, and finds the deleted one in the trash', async () => {
    await page.goto(stack.url);
    await choose('River days', 'Duplicate');
    await page.getByRole('heading', { name: 'River days (copy)' }).waitFor();
    await page.getByText('All pages are here, the files are not made yet').waitFor();
    await shot('duplicate');
    await choose('River days (copy)', 'Rename…');
    await dialog().getByLabel('Title').fill('Rafting');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByText('Discard what you typed?').waitFor();
    await page.getByRole('button', { name: 'Go on writing' }).click();
    await dialog().getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'Rafting' }).waitFor();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make the files' }).click();
    await page.getByText('Finished', { exact: true }).waitFor({ timeout: 60_000 });
    await page.goto(`${stack.url}/trash`);
    await page.getByRole('heading', { name: 'The third' }).waitFor();
    await shot('trash');
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('The Free plan holds 3 books.').waitFor();
    await page.getByRole('button', { name: 'Delete for good…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  }, 120_000);

  it('is asked before a book at work is stopped and deleted', async () => {
    await page.goto(stack.url);
    await page.getByRole('heading', { name: 'Rafting' }).click();
    await page.locator('[data-page="1"]').click();
    await dialog().getByRole('button', { name: 'Redraw' }).click();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    const address = page.url();
    await choose('Rafting', 'Move to trash');
    // the built-in artist may be faster than the menu
    const asked = page.getByRole('alertdialog', { name: 'Stop working on “Rafting” and delete it?' });
    await asked
      .or(page.getByRole('heading', { name: 'Your books' }))
      .first()
      .waitFor();
    if (await asked.isVisible()) {
      await shot('busy');
      await asked.getByRole('button', { name: 'Stop and move to trash' }).click();
    }
    await page.waitForURL(`${stack.url}/`);
    await page.goto(address);
    await page.getByRole('heading', { name: 'This book is in the trash' }).waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('heading', { name: 'Rafting' }).waitFor();
  }, 120_000);

  it('loses no word that was typed: Escape, the cross, the next page, a reload', async () => {
    await page.locator('[data-page="1"]').click();
    await story().fill('One, not saved.');
    await page.getByRole('button', { name: 'The next page' }).click();
    await story().fill('Two, not saved.');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.locator('.toast', { hasText: 'kept here as a draft' }).first().waitFor();
    await page.locator('[data-page="2"]').getByText('draft not saved').waitFor();
    await shot('drafts');
    await page.reload();
    await page.locator('[data-page="1"]').click();
    await dialog().locator('[data-draft]').waitFor();
    expect(await story().inputValue()).toBe('One, not saved.');
    await shot('draft');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await dialog().getByRole('button', { name: 'Close' }).click();
    await page.locator('[data-page="2"]').click();
    expect(await story().inputValue()).toBe('Two, not saved.');
    await dialog().getByRole('button', { name: 'Undo' }).click();
    expect(await story().inputValue()).not.toBe('Two, not saved.');
    await page.keyboard.press('Escape');
    await eventually('no draft is left', async () => (await page.getByText('draft not saved').count()) === 0);
  });

  it('cannot change the words of a locked page, and sees “Use this drawing” without scrolling', async () => {
    await page.locator('[data-page="2"]').click();
    await dialog().getByRole('button', { name: 'Redraw' }).click();
    const use = dialog().getByRole('button', { name: 'Use this drawing' });
    await dialog()
      .getByRole('button', { name: /^Drawing 2/ })
      .waitFor();
    await page.locator('[data-page="2"][data-state="drawn"]').waitFor({ state: 'attached' });
    await dialog()
      .getByRole('button', { name: /^Drawing 1/ })
      .click();
    await use.waitFor();
    expect(await isInView(use)).toBe(true);
    await shot('page');
    await dialog().getByRole('button', { name: 'Lock' }).click();
    await dialog().getByText('The page is locked: unlock it to change its words.').waitFor();
    expect(await story().getAttribute('readonly')).not.toBeNull();
    await dialog().getByRole('button', { name: 'Unlock', exact: true }).click();
    await eventually('words can be written', async () => (await story().getAttribute('readonly')) === null);
    await page.keyboard.press('Escape');
  });

  it('gets advice from the print check that can be followed', async () => {
    const check = page.getByRole('region', { name: 'Check for the printer' });
    await check.getByText(/Print settings can add no more pages: make a new book with about 12 drawings/).waitFor();
    await choose('Rafting', 'Print settings…');
    await dialog().getByLabel('Page size').selectOption('6x9');
    await shot('print-settings');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Recreate the files to have them printed like this.').waitFor();
  });

  it('reaches account, trash and menus on a phone', async () => {
    await page.setViewportSize(PHONE);
    await page.goto(stack.url);
    await page.locator('.book').first().waitFor();
    const account = page.getByRole('link', { name: /Lia Library\s*Your account and data/ });
    expect(await isInView(account)).toBe(true);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    await shot('phone');
    await account.click();
    await page.getByRole('heading', { name: 'Your data', exact: true }).waitFor();
    await page.goto(`${stack.url}/trash`);
    await page.getByRole('heading', { name: 'Trash', exact: true }).waitFor();
    await page.setViewportSize(DESK);
    expect(complaints).toEqual([]);
  });
});
