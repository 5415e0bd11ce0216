import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { openPage } from '../support/console-page.js';
import { saveScreenshot } from '../support/pictures.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';

const POISON = 'poison apple';

describe('support staff in the console', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let page: Page;
  const jobs: Record<string, string> = {};
  const complaints: string[] = [];

  async function parked(title: string, pages = 3): Promise<void> {
    jobs[title] = (await client.makeBook(title, pages, { [Math.min(2, pages)]: `a ${POISON} on a table` })).job.id;
  }
  const waitFor = (title: string, state: string) =>
    eventually(`${title} is ${state}`, async () => (await client.stateOf(jobs[title]!)) === state);
  const newPage = () => openPage(browser, complaints, { width: 1360, height: 900 });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-desk-'));
    [stack, browser] = await Promise.all([startStack({ home, workers: 1 }), startBrowser()]);
    client = new StackClient(stack);
    await client.refuse(POISON);
    for (const title of ['The Walrus', 'The Heron', 'The Otter', 'The Beaver']) await parked(title);
    for (const title of Object.keys(jobs)) await waitFor(title, 'needs-attention');
    page = await newPage();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  const shot = (name: string) => saveScreenshot(page, `desk-${name}`, { fullPage: true });
  const row = (title: string) => page.locator(`[role=row][data-job="${jobs[title]}"]`);
  const dialog = () => page.getByRole('dialog');
  const open = (path: string) => page.goto(`${stack.url}${path}`);
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  it('start at the job list, which authors can’t open', async () => {
    await client.signIn(page, 'support');
    expect(new URL(page.url()).pathname).toBe('/support');
    for (const title of Object.keys(jobs)) await row(title).waitFor();
    const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts();
    expect(links).toEqual(['Jobs', 'Failures', 'Bulk actions', 'Audit', 'Monitoring']);
    const other = await newPage();
    await client.signIn(other, 'author');
    await other.goto(`${stack.url}/support`);
    await other.waitForURL(`${stack.url}/`);
    await other.context().close();
  });

  it('go through the list by keys', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    const active = page.locator('[role=row].active');
    expect(await active.getAttribute('aria-rowindex')).toBe('2');
    await page.keyboard.press('x');
    expect(await active.getAttribute('aria-selected')).toBe('true');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('r');
    await dialog().getByText('Retry: “').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    expect(await page.getByText('1 selected').count()).toBe(0);
    await page.keyboard.press('?');
    await dialog().getByText('Search', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.type('heron');
    await page.waitForURL(/text=heron/);
    await row('The Walrus').waitFor({ state: 'detached' });
    await row('The Heron').waitFor();
    await button('Clear').click();
    await row('The Walrus').waitFor();
  });

  it('see rows change where they stand, and new jobs only counted until they ask for them', async () => {
    const before = await page
      .locator('[role=row][data-job]')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('data-job')));
    jobs['The Crane'] = (await client.makeBook('The Crane', 2)).job.id;
    await button('1 new').waitFor();
    const after = await page
      .locator('[role=row][data-job]')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('data-job')));
    expect(after).toEqual(before);
    await button('1 new').click();
    await row('The Crane').getByText('Completed').waitFor({ timeout: 180_000 });
    expect(await row('The Crane').getAttribute('aria-rowindex')).toBe('2');
    await page.locator('[data-state-tab="completed"]', { hasText: '1' }).waitFor();
    await shot('jobs');
  });

  it('find a parked job by its cause, and understand it', async () => {
    await page.getByRole('link', { name: 'Failures' }).click();
    const group = page.locator('[data-failure="content-refused"]');
    await group.waitFor();
    expect(await group.locator('.number').allInnerTexts()).toEqual(['4', '4', '1']);
    await shot('failures');
    await group.getByRole('link').click();
    await page.getByText('An example').waitFor();
    await shot('failure');
    await page.getByRole('link', { name: 'The Walrus' }).click();
    await page.getByRole('heading', { name: 'Waits for a person: 1 page refused' }).waitFor();
    await page.getByText('2 of 3 pages are finished and stay').waitFor();
    await page.getByRole('group', { name: /^Timeline/ }).waitFor();
    expect(await page.locator('.bar.done').count()).toBeGreaterThan(2);
    await button('Table').click();
    await page.getByRole('cell', { name: 'Story' }).waitFor();
    await page.getByText('drawPages, page 1').waitFor();
  });

  it('read what the author wrote only after saying why', async () => {
    expect(await page.getByText(POISON).count()).toBe(0);
    await button('Show what the author wrote').click();
    await page.getByText('Say why, in 3 to 500 characters.').waitFor();
    await page.getByLabel('Reason').fill('Ticket 4711: the page is missing');
    await button('Show what the author wrote').click();
    await page.getByText(`a ${POISON} on a table`).waitFor();
    await shot('job');
  });

  it('change a prompt, preview the effects, and see the book completed', async () => {
    await button(/^Edit prompts and rerun: page 2/).click();
    const prompt = dialog().getByLabel('Page 2 shows');
    expect(await prompt.inputValue()).toBe(`a ${POISON} on a table`);
    await prompt.fill('a red apple on a table');
    await dialog().getByText('Page 2 is drawn').waitFor();
    await dialog().getByText('All other finished pages are re-used').waitFor();
    await dialog().getByText('at most 3').waitFor();
    await dialog().getByText('Each paid answer is stored').waitFor();
    await shot('edit');
    await dialog().getByRole('button', { name: 'Edit prompts and rerun' }).click();
    await dialog().getByText('Say why, in 3 to 500 characters.').waitFor();
    await dialog().getByLabel('Reason').fill('The author agreed by mail');
    await dialog().getByRole('button', { name: 'Edit prompts and rerun' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Finished', exact: true }).waitFor({ timeout: 180_000 });
    expect(await client.stateOf(jobs['The Walrus']!)).toBe('completed');
  });

  it('leave a page out by a choice among the actions', async () => {
    await open(`/support/jobs/${jobs['The Heron']}`);
    await button('Actions').click();
    await page.getByRole('menuitem', { name: 'Skip pages' }).click();
    expect(await dialog().getByLabel('Page 2, refused').isChecked()).toBe(true);
    expect(await dialog().getByLabel('Page 1, drawn').isDisabled()).toBe(true);
    await dialog().getByLabel('Reason').fill('Ticket 4712');
    await dialog().getByRole('button', { name: 'Skip pages' }).click();
    await page.getByRole('heading', { name: 'Finished, without some pages' }).waitFor({ timeout: 180_000 });
  });

  it('look through the author’s eyes, with nothing to press', async () => {
    await page.getByRole('tab', { name: 'Customer’s view' }).click();
    const view = page.getByRole('tabpanel');
    await view.getByText('Finished, some pages skipped').waitFor();
    await view.locator('img').nth(2).waitFor();
    expect(await view.getByRole('button').count()).toBe(0);
    expect(await view.getByRole('link').count()).toBe(0);
    await page.getByRole('tab', { name: 'Audit' }).click();
    await page.locator('[data-act="customer-view"]').waitFor();
    await page.locator('[data-act="skip-pages"]', { hasText: 'Ticket 4712' }).waitFor();
  });

  it('keep a view, come back to it, and delete it', async () => {
    await open('/support');
    await page.locator('[data-state-tab="needs-attention"]').click();
    await page.waitForURL(/state=needs-attention/);
    await button('Save view…').click();
    await dialog().getByLabel('Name').fill('Waiting for us');
    await dialog().getByLabel('Share it with the whole desk').check();
    await dialog().getByRole('button', { name: 'Save the view' }).click();
    await dialog().waitFor({ state: 'detached' });
    await open('/support');
    await row('The Crane').waitFor();
    await page.getByLabel('Saved views').selectOption({ label: 'Waiting for us (shared)' });
    await page.waitForURL(/state=needs-attention/);
    await row('The Crane').waitFor({ state: 'detached' });
    await row('The Otter').waitFor();
    await button('Delete the view “Waiting for us”').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the view' }).click();
    await page.getByText('The view “Waiting for us” is deleted.').waitFor();
    await page
      .getByLabel('Saved views')
      .locator('option', { hasText: 'Waiting for us' })
      .waitFor({ state: 'detached' });
  });

  async function retryWithCanary(): Promise<void> {
    await open('/support/failures');
    await page.locator('[data-failure="content-refused"]').getByRole('link').click();
    await button('Retry with a canary…').click();
    await dialog().getByText('failure group').waitFor();
    await dialog().getByLabel('Reason').fill('Ticket 4713: the provider has changed its rules');
    await dialog().getByRole('button', { name: 'Retry 2 jobs' }).click();
    await page.waitForURL(/\/support\/bulk\/[0-9a-f-]{36}$/);
  }

  it('retry all jobs of a cause, and stop when the canary fails', async () => {
    await retryWithCanary();
    await page.locator('[data-bulk-state="stopped"]').waitFor({ timeout: 180_000 });
    await page.locator('[data-item="failed"]').getByText('canary').waitFor();
    expect(await page.locator('[data-item="waiting"]').count()).toBe(1);
    await shot('bulk-stopped');
  });

  it('retry them again when the cause is gone, all after the canary', async () => {
    await client.refuseNothing();
    await retryWithCanary();
    await page.locator('[data-bulk-state="completed"]').waitFor({ timeout: 180_000 });
    await page.locator('[data-item="passed"]').getByText('canary').waitFor();
    // what became of the other one comes by itself
    await page.locator('[data-item="passed"]').nth(1).waitFor({ timeout: 180_000 });
    await shot('bulk-completed');
    for (const title of ['The Otter', 'The Beaver']) await waitFor(title, 'completed');
  });

  it('need a second person to end many jobs', async () => {
    await client.refuse(POISON);
    const crowd = ['Crowd 1', 'Crowd 2', 'Crowd 3', 'Crowd 4', 'Crowd 5', 'Crowd 6'];
    for (const title of crowd) await parked(title, 1);
    for (const title of crowd) await waitFor(title, 'needs-attention');
    await open('/support?state=needs-attention&text=crowd');
    await row('Crowd 6').waitFor();
    // picked one by one they are as many
    for (const title of crowd) await row(title).getByRole('checkbox').check();
    await page.getByRole('toolbar', { name: 'Selected jobs' }).getByRole('button', { name: 'Cancel' }).click();
    await dialog().getByText('6 picked jobs').waitFor();
    await dialog().getByText('more than 5 need a second person').waitFor();
    await dialog().getByRole('button', { name: 'Ask a second person' }).waitFor();
    await dialog().getByText('Close', { exact: true }).click();
    await page.getByRole('button', { name: 'Select nothing' }).click();
    await button('Bulk action…').click();
    await dialog().getByLabel('Act').selectOption({ label: 'Cancel' });
    await dialog().getByText('more than 5 need a second person').waitFor();
    await dialog().getByLabel('Reason').fill('Made by mistake');
    await dialog().getByRole('button', { name: 'Ask a second person' }).click();
    await page.locator('[data-bulk-state="awaiting-approval"]').waitFor();
    expect(await button('Approve…').count()).toBe(0);
    await shot('bulk-awaiting');
    const second = await newPage();
    await client.signIn(second, 'admin');
    await second.goto(page.url());
    await second.getByRole('button', { name: 'Approve…' }).click();
    await second.getByRole('button', { name: 'Approve it' }).click();
    await second.locator('[data-bulk-state="completed"]').waitFor({ timeout: 180_000 });
    await second.getByText('approved by Demo admin').waitFor();
    await second.context().close();
    for (const title of crowd) await waitFor(title, 'canceled');
  });

  it('find a job and an action in the palette, and switch the colors there', async () => {
    await open('/support');
    await row('The Crane').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Page, job, book or action' }).fill('otter');
    await page.getByRole('option', { name: /The Otter/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/support/jobs/${jobs['The Otter']}`);
    await page.getByRole('heading', { name: 'The Otter', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('redraw');
    await page.getByRole('option', { name: /Redraw pages/ }).waitFor();
    await page.keyboard.press('Enter');
    await dialog().getByText('Redraw pages: “The Otter”').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('dark');
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  });

  it('find every action in the audit log, whose chain is whole, and take it along', async () => {
    await page.getByRole('link', { name: 'Audit' }).click();
    for (const act of ['look', 'edit-and-rerun', 'skip-pages', 'retry', 'cancel'])
      await page.locator(`[data-act="${act}"]`).first().waitFor();
    await page.locator('[data-act="edit-and-rerun"]', { hasText: 'The author agreed by mail' }).waitFor();
    await button('Check the chain').click();
    await page.locator('[data-chain="whole"]').waitFor();
    await shot('audit-dark');
    const saved = page.waitForEvent('download');
    await button('Export').click();
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq).sort((a, b) => a - b)[0]).toBe(1);
    await page.getByLabel('Act', { exact: true }).fill('edit-and-rerun');
    await page.locator('[data-act="skip-pages"]').waitFor({ state: 'detached' });
    await page.locator('[data-act="edit-and-rerun"]').waitFor();
    expect(await page.locator('[data-act]').count()).toBe(1);
  });

  it('open the board of queues beside the console', async () => {
    const [tab] = await Promise.all([page.waitForEvent('popup'), button('Queues').click()]);
    await tab.waitForURL('**/admin/queues**');
    await tab.locator('#root > *').first().waitFor();
    await tab.close();
  });

  it('broke no rule of the content security policy and met no error on the way', () => {
    expect(complaints).toEqual([]);
  });
});
