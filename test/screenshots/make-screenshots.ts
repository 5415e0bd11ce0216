/**
 * The pictures of README and guides, from the running product: `npm run build && node dist/test/screenshots/make-screenshots.js`;
 * with `author` behind it only those of docs/author.md.
 * On the way it walks as a support person: one book with three poisoned pages among a hundred jobs is found, understood
 * and repaired, and the provider's own ledger is asked whether anything was paid twice.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { StackClient } from '../support/stack-client.js';
import { eventually, startStack } from '../support/stack.js';
import { showAnAuthor } from './author-screenshots.js';
import { dataOf } from '#client/api-client.js';
import { showTheMoney } from './finance-screenshots.js';

const JOBS = 100;
const POISONED = [2, 4, 5];
const POISON = 'poison apple';
const THEMES = [
  'owls in the snow',
  'dinosaurs in space',
  'under the sea',
  'a castle with dragons',
  'birthday on a farm',
];
const pictures = join(process.cwd(), 'docs', 'pictures');

const home = await mkdtemp(join(tmpdir(), 'colorbook-pictures-'));
const [stack, browser] = await Promise.all([
  startStack({ home, workers: 2, env: { AUTH_RATE_LIMIT_PER_MINUTE: '1000' } }),
  startBrowser(),
]);
const client = new StackClient(stack);
try {
  await showAnAuthor(stack, pictures);
  if (!process.argv.includes('author')) await showTheRest();
} finally {
  await browser.close();
  await stack.stop();
  await rm(home, { recursive: true, force: true });
}

async function showTheRest(): Promise<void> {
  await showABook();
  await showTheMoney(stack, browser, pictures);
  await createDemoJobs();
  const context = await browser.newContext({ viewport: { width: 1360, height: 850 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await client.signIn(page, 'support');
  await page.getByText('Poisoned book').first().waitFor();
  await page.screenshot({ path: join(pictures, 'desk.png') });
  await repair(page);
  await context.close();
  await showTheFigures();
}

/** What staff see of it all: the figures of the last week. */
async function showTheFigures(): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 1000 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await client.signIn(page, 'admin');
  await page.goto(`${stack.url}/monitoring`);
  await page.getByLabel('Period', { exact: true }).selectOption('7');
  await page.locator('[data-figure=MRR]').waitFor();
  await page.getByRole('region', { name: 'Causes of failures' }).waitFor();
  await page.screenshot({ path: join(pictures, 'analytics.png') });
  await context.close();
}

/** What an author sees: a finished book. */
async function showABook(): Promise<void> {
  const form = { theme: 'forest animals have a tea party', pages: 12, seed: 5 };
  const book = await dataOf(client.api('author').POST('/api/books', { body: form }));
  const ask = { kind: 'generate-book', bookId: book.id } as const;
  const job = await dataOf(client.api('author').POST('/api/jobs', { body: ask }));
  await eventually('the book is finished', async () => (await client.stateOf(job.id)) === 'completed', 60_000);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await client.signIn(page, 'author');
  await page.goto(`${stack.url}/books/${book.id}`);
  await page.getByText('All good').waitFor();
  await page.waitForFunction('[...document.images].every((image) => image.complete)');
  await page.screenshot({ path: join(pictures, 'console.png') });
  await context.close();
}

/** A hundred books, and among them one whose prompts the provider refuses. */
async function createDemoJobs(): Promise<void> {
  await client.refuse(POISON);
  const made: string[] = [];
  for (let at = 0; at < JOBS; at += 1) {
    if (at === JOBS - 20) {
      const prompts = Object.fromEntries(POISONED.map((number) => [number, `a ${POISON} on table ${number}`]));
      made.push((await client.makeBook('Poisoned book', 6, prompts)).job.id);
      continue;
    }
    const theme = THEMES[at % THEMES.length]!;
    const book = await dataOf(client.api('author').POST('/api/books', { body: { theme, pages: 1 + (at % 3) } }));
    const job = { kind: 'generate-book', bookId: book.id } as const;
    made.push((await dataOf(client.api('author').POST('/api/jobs', { body: job }))).id);
  }
  const calm = ['completed', 'needs-attention'];
  await eventually(
    'all jobs came to rest',
    async () => {
      const { byState } = await dataOf(client.api('support').GET('/api/support/jobs/counts'));
      return Object.entries(byState).every(([state, count]) => count === 0 || calm.includes(state));
    },
    240_000,
  );
}

/** Find, understand, repair; timed from the list to the finished book. */
async function repair(page: Page): Promise<void> {
  const paidBefore = await paidCalls();
  const started = performance.now();
  await page.locator('[data-state-tab="needs-attention"]').click();
  await page.getByRole('link', { name: 'Poisoned book' }).or(page.getByText('Poisoned book')).first().click();
  await page.getByRole('heading', { name: /^Waits for a person: 3 pages refused/ }).waitFor();
  await page.screenshot({ path: join(pictures, 'desk-job.png') });
  await page
    .getByRole('button', { name: /^Edit prompts and rerun/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  for (const number of POISONED) await dialog.getByLabel(`Page ${number} shows`).fill(`a red apple on table ${number}`);
  await dialog.getByLabel('Reason').fill('Ticket 4711: the author agreed to the new words');
  await dialog.getByText('Each paid answer is stored').waitFor();
  await page.screenshot({ path: join(pictures, 'desk-edit.png') });
  await dialog.getByRole('button', { name: 'Edit prompts and rerun' }).click();
  await page.getByRole('heading', { name: 'Finished', exact: true }).waitFor({ timeout: 60_000 });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const paid = (await paidCalls()) - paidBefore;
  console.log(`Found, understood and repaired in ${seconds} s; ${paid} drawings paid for ${POISONED.length} pages.`);
  if (paid !== POISONED.length) throw new Error('Something was paid twice, or not at all.');
}

/** What the provider fake has charged for. */
async function paidCalls(): Promise<number> {
  const port = stack.state().processes.find(({ name }) => name === 'sandbox')?.port;
  const answer = (await (await fetch(`http://127.0.0.1:${port}/sandbox/calls`)).json()) as { calls: Call[] };
  return answer.calls.filter(({ chargedMicros }) => chargedMicros > 0).length;
}
interface Call {
  chargedMicros: number;
}
