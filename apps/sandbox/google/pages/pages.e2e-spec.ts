import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { startBrowser } from '../../../../test/support/browser.js';
import { CLIENT, DRIVE, DRIVE_FILE, GoogleAdmin, MIA, oauthClient } from '../../../../test/support/google-admin.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe('the pages of the Google sandbox in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let sandbox: GoogleAdmin;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    sandbox = await GoogleAdmin.open();
    // No page needs a script.
    context = await browser.newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
  });
  afterEach(async () => {
    await context.close();
    await sandbox.close();
  });

  const picture = (shade: number) =>
    sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 0, b: 0 } } })
      .png()
      .toBuffer();
  const authUrl = () =>
    oauthClient(sandbox.url).generateAuthUrl({ scope: [DRIVE_FILE, DRIVE], redirect_uri: `${sandbox.url}/tokeninfo` });
  const upload = async (name: string, bytes: Buffer) =>
    (await sandbox.admin<{ id: string }>('POST', `files?account=${MIA}&name=${name}&mimeType=image/png`, bytes)).id;
  const fileOf = async (id: string) => sandbox.admin<{ content: { sha256: string } }>('GET', `files/${id}`);

  it('let a person choose an account and what the app may do', async () => {
    await page.goto(authUrl());
    await page.getByLabel('Otto Bear').check();
    await page.getByLabel('all of your Google Drive files').uncheck();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      code: expect.any(String),
      scope: DRIVE_FILE,
    });
    await page.goto(authUrl());
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await page.getByRole('button', { name: 'Allow' }).click();
    expect(await page.locator('#error').textContent()).toContain('Tick');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  });

  it('let a person make, rename, move, replace, trash, restore and delete files', async () => {
    const id = await upload('page.png', await picture(0));
    const before = await fileOf(id);
    await page.goto(sandbox.url);
    await page.getByRole('link', { name: 'Mia Fox' }).click();
    await page.getByLabel('New folder').fill('Books');
    await page.getByRole('button', { name: 'Make folder' }).click();
    await page.getByRole('link', { name: 'My Drive' }).first().click();
    await page.getByRole('link', { name: 'page.png' }).click();
    await page.getByLabel('Name').fill('fox.png');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByLabel('Move to').selectOption('Books');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page
      .getByLabel('Replace what is in it')
      .setInputFiles({ name: 'new.png', mimeType: 'image/png', buffer: await picture(200) });
    await page.getByRole('button', { name: 'Upload new version' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('fox.png');
    expect((await fileOf(id)).content.sha256).not.toBe(before.content.sha256);
    await page.getByRole('button', { name: 'Move to trash' }).click();
    expect(await page.locator('#empty').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('link', { name: 'fox.png' }).click();
    await page.getByRole('button', { name: 'Restore' }).click();
    expect(await page.locator('#trashed').count()).toBe(0);
    await page.getByRole('button', { name: 'Move to trash' }).click();
    await page.goto(`${sandbox.url}/file/d/${id}/view`);
    await page.getByRole('button', { name: 'Delete forever' }).click();
    expect((await page.goto(`${sandbox.url}/file/d/${id}/view`))?.status()).toBe(404);
  });

  it('let a person take access away from an app', async () => {
    const client = await sandbox.connect();
    await page.goto(`${sandbox.url}/account/${MIA}`);
    expect(await page.getByRole('heading', { name: CLIENT }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Remove access' }).click();
    expect(await page.locator('#no-apps').isVisible()).toBe(true);
    await expect(client.refreshAccessToken()).rejects.toThrow('invalid_grant');
  });

  it('show names as text, whatever is in them', async () => {
    await sandbox.admin(
      'POST',
      `files?account=${MIA}&name=${encodeURIComponent('<img src=x id=bad>"\'.png')}`,
      Buffer.from(''),
    );
    await page.goto(`${sandbox.url}/drive/${MIA}`);
    expect(await page.locator('#bad').count()).toBe(0);
    await page.getByRole('link', { name: '<img' }).click();
    expect(await page.getByLabel('Name').inputValue()).toBe('<img src=x id=bad>"\'.png');
    expect(await page.locator('#bad').count()).toBe(0);
  });

  it.each([
    ['desktop', 1280],
    ['phone', 375],
  ])('have no fault that axe can find, and fit a %s', async (_device, width) => {
    await sandbox.connect();
    const id = await upload('a-very-long-name-'.repeat(8), await picture(90));
    await sandbox.admin('POST', `files?account=${MIA}&name=Books&mimeType=application/vnd.google-apps.folder`);
    const gone = await upload('gone.png', await picture(1));
    await sandbox.admin('PATCH', `files/${gone}`, { trashed: true });
    const wide = await browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
    const seen = await wide.newPage();
    const paths = [
      '/',
      `/drive/${MIA}`,
      `/file/d/${id}/view`,
      `/file/d/${gone}/view`,
      `/drive/trash/${MIA}`,
      `/account/${MIA}`,
      '/nothing',
    ];
    for (const url of [authUrl(), `${sandbox.url}/o/oauth2/v2/auth`, ...paths.map((path) => sandbox.url + path)]) {
      await seen.goto(url);
      await seen.addScriptTag({ path: AXE });
      const found = await seen.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
      expect([url, found]).toEqual([url, []]);
      expect(await seen.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
    await wide.close();
  });
});
