import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { openPage } from '../support/console-page.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';

const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const EMAIL = 'anna@example.com';
const PASSWORD = 'a long enough password';
const NEW_PASSWORD = 'an even longer password';
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** A browser without a window shows no notifications: this one writes down what it would show. */
const NOTIFICATIONS = `
  window.told = [];
  window.Notification = class extends EventTarget {
    static permission = 'default';
    static requestPermission() { return Promise.resolve('granted'); }
    constructor(title, { body }) { super(); window.told.push({ body, shown: this }); }
    close() {}
  };
  document.hasFocus = () => false;`;

describe('an author’s workspace', () => {
  let stack: RunningStack;
  let home: string;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const flaws: string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-book-pages-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    page = await openPage(browser, complaints, DESK);
    await page.addInitScript(NOTIFICATIONS);
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  const shot = (name: string) => saveScreenshot(page, `book-pages-${name}`);
  const dialog = () => page.getByRole('dialog');
  const dark = (on: boolean) =>
    page.evaluate(`document.documentElement.dataset.theme = ${JSON.stringify(on ? 'dark' : 'light')}`);

  /** What keeps people out who cannot see or use a mouse, as axe finds it (WCAG 2.2 A and AA). */
  async function flawsFor(place: string): Promise<string[]> {
    await page.evaluate(AXE);
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
    );
    return found.map(({ id, nodes }) => `${place}: ${id} ${nodes[0]?.html.slice(0, 160)}`);
  }

  /** Drawn anew, with all that moves at its end. */
  const atRest = () =>
    page.evaluate(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() =>
      Promise.allSettled(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity).map(({ finished }) => finished)))`);

  /** In light, in dark, and on a phone in both; nothing may stick out sideways. */
  async function everyLook(name: string): Promise<void> {
    for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
      await page.setViewportSize(viewport);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      for (const on of [false, true]) {
        await dark(on);
        await atRest();
        flaws.push(...(await flawsFor(`${name} ${size} ${on ? 'dark' : 'light'}`)));
        await shot(`${name}-${size}-${on ? 'dark' : 'light'}`);
      }
    }
    await dark(false);
    await page.setViewportSize(DESK);
    await atRest();
  }

  /** The link in the kept mail whose subject fits. */
  async function mailedLink(subject: RegExp): Promise<string> {
    let found = '';
    await eventually(`a mail about ${subject} is kept`, async () => {
      const names = await readdir(join(home, 'mail')).catch(() => []);
      const mails = await Promise.all(
        names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(home, 'mail', name), 'utf8')),
      );
      const mail = mails
        .find((text) => subject.test(text))
        ?.replaceAll('=\n', '')
        .replaceAll('=3D', '=');
      found = /http\S+token=[\w-]{43}/.exec(mail ?? '')?.[0] ?? '';
      return found !== '';
    });
    return found;
  }

  /** A finger that moves sideways by so many pixels. */
  async function swipe(selector: string, by: number): Promise<void> {
    const box = (await page.locator(selector).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const browserSession = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
      browserSession.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: at, y }] });
    await touch('touchStart', x);
    await touch('touchMove', x + by / 2);
    await touch('touchMove', x + by);
    await touch('touchEnd');
    await browserSession.detach();
  }

  async function signIn(password: string): Promise<void> {
    await page.getByLabel('Email').fill(EMAIL);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  }

  it('starts with an account that is asked to check its email', async () => {
    await page.goto(`${stack.url}/register`);
    await page.getByLabel('Your name').fill('Anna');
    await page.getByLabel('Email').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByText(`We sent a mail to ${EMAIL}`).waitFor();
    await everyLook('check-mail');
    await page.getByRole('link', { name: 'Look around' }).click();
    await page.getByText('Confirm your email address to make books.').waitFor();
    await everyLook('banner');
  });

  it('makes no book before the address is confirmed, and keeps the form', async () => {
    await page.goto(`${stack.url}/books/new`);
    await page.getByLabel('What is it about?').fill('a fox and an owl at the lake');
    await page.getByLabel('Pages to color').fill('9');
    await page.getByRole('button', { name: 'Make this book' }).click();
    await page.getByRole('alert').getByText('Confirm your email address first').waitFor();
    expect(await page.getByLabel('What is it about?').inputValue()).toBe('a fox and an owl at the lake');
  });

  it('confirms the address by the link in the mail, once', async () => {
    const link = await mailedLink(/^Subject: Confirm your email/m);
    await page.goto(link);
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    await everyLook('verified');
    await page.getByRole('link', { name: 'To your books' }).click();
    await page.getByRole('heading', { name: 'Your books' }).waitFor();
    expect(await page.getByText('Confirm your email address to make books.').count()).toBe(0);
    expect(await page.locator('.book').count()).toBeLessThanOrEqual(1);
  });

  it('plans the plot, sees the estimate, and creates the book', async () => {
    await page.goto(`${stack.url}/books/new`);
    await page.getByText('Plan the plot').click();
    await page.getByLabel('Setup').fill('A fox finds a singing shell.');
    await page.getByRole('button', { name: 'Fill in ideas' }).click();
    expect(await page.getByLabel('Setup').inputValue()).toBe('A fox finds a singing shell.');
    expect(await page.getByLabel('Resolution').inputValue()).not.toBe('');
    await page.getByText('10 drawings with the cover').waitFor();
    await page.getByText('Nothing is charged.').waitFor();
    await page.getByText('Plan the plot').scrollIntoViewIfNeeded();
    await everyLook('plot');
    await page.getByText('Nothing is charged.').scrollIntoViewIfNeeded();
    await shot('estimate');
    await page.getByRole('button', { name: 'News' }).click();
    await page.getByText('When a book is finished or needs you').waitFor();
    await page.getByRole('button', { name: 'Tell me outside this page, too' }).click();
    await page.getByText('You are told outside this page, too.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Make this book' }).click();
    await page.waitForURL(/\/books\/[0-9a-f-]{36}$/);
    await page.getByText('Finished', { exact: true }).waitFor({ timeout: 180_000 });
  });

  it('is notified that it is ready, in the page and by the browser, and opens the book by a click', async () => {
    const book = page.url();
    await page.getByRole('link', { name: 'Your books' }).click();
    await page.getByRole('button', { name: 'News, 1 unread' }).click();
    await everyLook('news');
    await page.getByRole('link', { name: /New: .*is finished/ }).click();
    await page.waitForURL(book);
    await page.getByRole('button', { name: 'News', exact: true }).waitFor();
    await page.waitForFunction('window.told.length > 0');
    expect(await page.evaluate('window.told[0].body')).toMatch(/^“.*” is finished\.$/);
    await page.getByRole('link', { name: 'Your books' }).click();
    await page.evaluate('void window.told[0].shown.dispatchEvent(new Event("click"))');
    await page.waitForURL(book);
  });

  it('previews the book as it is printed, by keys, slider and touch', async () => {
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.getByRole('group', { name: 'Front cover' }).waitFor();
    await page.locator('.leaf.front img').waitFor();
    await everyLook('preview-cover');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('group', { name: 'Page 1, title page' }).waitFor();
    await everyLook('preview-front');
    for (let count = 0; count < 2; count += 1) await page.keyboard.press('ArrowRight');
    const right = page.getByRole('group', { name: /^Page 5, artwork 1/ });
    await right.locator('img').waitFor();
    const left = page.getByRole('group', { name: 'Page 4, story 1' });
    expect((await left.boundingBox())!.x).toBeLessThan((await right.boundingBox())!.x);
    expect((await left.locator('img').getAttribute('alt'))?.replace(/\s+/g, ' ')).toContain(
      'A fox finds a singing shell.',
    );
    await everyLook('preview-spread');
    await page.getByLabel('Where in the book').fill('99');
    await page.getByRole('group', { name: 'Back cover' }).waitFor();
    await shot('preview-back');
    await swipe('.stage', 200);
    await page.getByRole('group', { name: 'Inside of the cover' }).waitFor();
    await page.goBack();
  });

  it('shows where on a page the printer’s check found something', async () => {
    // A book that is in order has no such place: the answer is given a finding, in the report's own shape.
    await page.route('**/api/books/*/preflight', async (route) => {
      const report = (await (await route.fetch()).json()) as { interior: { ok: boolean; findings: object[] } };
      const finding = {
        rule: 'gutter',
        severity: 'error',
        page: 5,
        found: 'a drawing 0.2 in from the edge',
        needed: '0.375 in',
        mend: 'Move it.',
        source: 'KDP',
        box: { x: 20, y: 600, width: 120, height: 60 },
      };
      Object.assign(report.interior, { ok: false, findings: [finding] });
      await route.fulfill({ json: report });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Show the place' }).click();
    const sheet = page.getByRole('img', { name: 'The place on side 5' });
    await sheet.locator('img').waitFor();
    const [paper, mark] = [await sheet.boundingBox(), await sheet.locator('.mark').boundingBox()];
    expect((mark!.x - paper!.x) / paper!.width).toBeCloseTo(20 / 612, 1);
    expect((mark!.y - paper!.y) / paper!.height).toBeCloseTo((792 - 660) / 792, 1);
    await sheet.scrollIntoViewIfNeeded();
    await everyLook('preflight');
    await page.unroute('**/api/books/*/preflight');
  });

  it('is drawn on with brush and eraser, and the new version is what the book shows', async () => {
    await page.locator('[data-page="1"]').click();
    await page.getByRole('button', { name: 'Touch up' }).click();
    const board = page.getByRole('img', { name: 'Drawing board' });
    const frame = (await board.boundingBox())!;
    const draw = async (points: [number, number][]): Promise<void> => {
      const [first, ...rest] = points.map(
        ([x, y]) => [frame.x + (x * frame.width) / 600, frame.y + (y * frame.width) / 600] as const,
      );
      await page.mouse.move(...first!);
      await page.mouse.down();
      for (const [x, y] of rest) await page.mouse.move(x, y, { steps: 8 });
      await page.mouse.up();
    };
    await page.getByRole('button', { name: '8 points wide' }).click();
    await draw([
      [100, 100],
      [300, 140],
      [500, 100],
    ]);
    await draw([
      [100, 200],
      [500, 200],
    ]);
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Eraser' }).click();
    await page.getByRole('button', { name: '48 points wide' }).click();
    await draw([
      [150, 300],
      [450, 380],
      [150, 380],
    ]);
    await everyLook('touch-up');
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').getByText('2 strokes are not saved yet.').waitFor();
    await page.getByRole('button', { name: 'Go on drawing' }).click();
    await page.getByRole('button', { name: 'Larger' }).click();
    await shot('touch-up-zoomed');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText('Saved as drawing 2.').waitFor();
    await dialog().getByRole('button', { name: 'Drawing 2, touched up' }).waitFor();
    await dialog().getByRole('button', { name: 'Compare two versions' }).click();
    await dialog().getByLabel('Border between both').fill('40');
    await everyLook('compare');
    await dialog().getByRole('button', { name: 'Back to one version' }).click();
    await page.keyboard.press('Escape');
  });

  it('has files that are older than the book then, which say so, and follow when they are recreated', async () => {
    const place = page.url();
    await page.locator('[data-outdated]').getByText('Changed since: the artwork of pages.').waitFor();
    await page.locator('[data-file=interior-pdf]').getByText('Older version').waitFor();
    await page.getByText('Of the older files').waitFor();
    await everyLook('outdated');
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.locator('[data-outdated]').getByText('You see the pages of these files.').waitFor();
    await everyLook('preview-outdated');
    await page.getByRole('link', { name: 'ColorBook', exact: true }).click();
    await page.locator('.book [data-file-page] img').first().waitFor();
    await page.locator('.book [data-outdated]').waitFor();
    await everyLook('library-outdated');
    await page.goto(place);
    await page.getByRole('button', { name: 'Recreate files' }).click();
    await page.locator('[data-outdated]').waitFor({ state: 'detached', timeout: 180_000 });
    await page.getByText('Of the older files').waitFor({ state: 'detached' });
    expect(await page.getByText('Older version').count()).toBe(0);
  });

  it('asks for the password over the page when the session has ended, and the edit goes on', async () => {
    await page.locator('[data-page="2"]').click();
    await dialog().getByLabel('Story on this page').fill('Words that must not be lost.');
    await page.context().clearCookies();
    // The access token is older than it is: every request is refused until there is a new one.
    const sent: string[] = [];
    await page.route('**/api/sync', async (route) => {
      sent.push(route.request().postData() ?? '');
      if (sent.length > 1) return route.continue();
      await route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"status":401}' });
    });
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Are you still there?' }).waitFor();
    await everyLook('session');
    await page.getByLabel('Your password').fill('wrong password');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').getByText('wrong').waitFor();
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Are you still there?' }).waitFor({ state: 'detached' });
    await eventually('the edit is sent again', () => sent.length > 1);
    await dialog().locator('[data-kept]').waitFor({ state: 'detached' });
    expect(sent[1]).toBe(sent[0]);
    await page.reload();
    expect(await dialog().getByLabel('Story on this page').inputValue()).toBe('Words that must not be lost.');
    await page.unroute('**/api/sync');
    await page.keyboard.press('Escape');
  });

  it('gives a new password by mail', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.waitForURL('**/forgot-password');
    await page.getByLabel('Email').fill(EMAIL);
    await everyLook('forgot');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Check your email' }).waitFor();
    await page.goto(await mailedLink(/^Subject: Choose a new password/m));
    await page.getByLabel('New password').fill(NEW_PASSWORD);
    await everyLook('reset');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.waitForURL('**/sign-in');
    await signIn(NEW_PASSWORD);
  });

  it('shows the admin every mail that went out', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    const account = stack.state().accounts.find(({ role }) => role === 'admin')!;
    await page.getByLabel('Email').fill(account.email);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Monitoring' }).click();
    await page.getByRole('link', { name: 'Mail' }).click();
    await page.getByText('Your password was changed').waitFor();
    await page.getByRole('button', { name: 'Open…' }).last().click();
    await dialog().getByRole('button', { name: 'Open it' }).click();
    await dialog().getByText('Say why, in 3 to 500 characters.').waitFor();
    await dialog().getByLabel('Reason').fill('The author has no mail');
    await dialog().getByRole('button', { name: 'Open it' }).click();
    await dialog().getByText('token=[removed]').waitFor();
    await everyLook('mail');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sign out' }).click();
  });

  it('is accessible, in light and dark, on a desktop and a phone', () => {
    expect(flaws).toEqual([]);
  });

  it('broke no rule of the content security policy and threw no error on the way', () => {
    // The browser itself logs each refused request; these were asked for.
    expect(complaints.filter((text) => !/40[13]|412/.test(text))).toEqual([]);
  });
});
