import type { Browser, Page } from 'playwright-core';
import { openDatabase } from '#database/database.js';
import type { Database } from '#database/database.js';
import { appendEvent } from '#events/event-log.js';
import { startBrowser } from '../support/browser.js';
import type { EngineBench } from './bench.js';
import { median, quantile } from './figures.js';
import { JOBS, PASSWORD, SUPPORT, fillJobs, startBenchApi } from './job-list.js';
import type { Row } from './rows.js';
import { valueRow } from './rows.js';

const OPENINGS = 5;
const SCROLL_MS = 4_000;
const EVENTS_PER_SECOND = 200;
const EVENT_SECONDS = 8;
const FIRST_ROW = '[role=row][data-job]';

/** Support's list with ten thousand jobs in a real browser: until it is shown, while it is scrolled, and under many events. */
export async function benchConsole({ engines, say }: EngineBench): Promise<Row[]> {
  await fillJobs(engines);
  const api = await startBenchApi(engines);
  const browser = await startBrowser();
  const db = openDatabase({ url: engines.env.DATABASE_URL, pool: 2, name: 'bench' });
  say(`The console's job list, ${JOBS} jobs, in Chromium without a window`);
  try {
    const page = await (await browser.newContext({ viewport: { width: 1360, height: 900 } })).newPage();
    const scripts = await initialScripts(page, `${api.url}/sign-in`);
    const newcomers: number[] = [];
    for (let at = 0; at < OPENINGS; at += 1) newcomers.push(await firstVisit(browser, `${api.url}/sign-in`));
    await signIn(page);
    const openings: number[] = [];
    for (let at = 0; at < OPENINGS; at += 1) openings.push(await opening(page, `${api.url}/support`));
    const scrolled = await framesWhile(page, SCROLL_MS, () => page.evaluate(`(${SCROLL})(${SCROLL_MS})`));
    await page.goto(`${api.url}/support`);
    await page.locator(FIRST_ROW).first().waitFor();
    const busy = await framesWhile(page, EVENT_SECONDS * 1000, () => rain(db, page));
    const kilobytes = scripts / 1024;
    const rows = [
      valueRow(
        { what: "the console's first JavaScript, as sent", figure: `${kilobytes.toFixed(0)} kB` },
        kilobytes,
        250,
        'kB',
      ),
      { what: 'sign-in page of a newcomer, nothing cached', figure: ofAll(newcomers) },
      valueRow(
        { what: `list of ${JOBS} jobs, first row shown, files cached`, figure: ofAll(openings) },
        median(openings),
        1_000,
        'ms',
      ),
      { what: 'the list while it is scrolled', figure: asText(scrolled) },
      { what: `the list under ${EVENTS_PER_SECOND} events a second`, figure: asText(busy) },
    ];
    for (const { what, figure } of rows) say(`  ${what.padEnd(38)} ${figure}`);
    return rows;
  } finally {
    await browser.close();
    await db.$disconnect();
    await api.stop();
  }
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Email').fill(SUPPORT.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator(FIRST_ROW).first().waitFor();
}

/** Bytes of script that the first page of a newcomer brings over the network: as the browser counts them, headers apart. */
async function initialScripts(page: Page, url: string): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (/javascript/.test(response.headers()['content-type'] ?? ''))
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  page.removeAllListeners('response');
  return total;
}

/** Milliseconds until somebody who was never here could sign in. */
async function firstVisit(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  const ms = performance.now() - started;
  await context.close();
  return ms;
}

async function opening(page: Page, url: string): Promise<number> {
  const started = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(FIRST_ROW).first().waitFor();
  return performance.now() - started;
}

/** Scrolls the list on every frame, down and up again. */
const SCROLL = `(ms) => new Promise((done) => {
  const list = document.querySelector('[role=grid]');
  const box = [list, ...list.querySelectorAll('*')].find((each) => each.scrollHeight > each.clientHeight + 50);
  const end = performance.now() + ms;
  const step = () => {
    if (performance.now() > end) return done();
    box.scrollTop += 300;
    requestAnimationFrame(step);
  };
  step();
})`;

const FRAMES = `(ms) => new Promise((done) => {
  const gaps = [];
  let last = performance.now();
  const end = last + ms;
  const tick = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(tick); else done(gaps);
  };
  requestAnimationFrame(tick);
})`;

/** Times between frames in milliseconds while something happens. */
async function framesWhile(page: Page, ms: number, run: () => Promise<unknown>): Promise<number[]> {
  const frames = page.evaluate<number[]>(`(${FRAMES})(${ms})`);
  const [gaps] = await Promise.all([frames, run()]);
  return gaps;
}

/** Progress of the jobs that are shown, as many as a busy deployment publishes. */
async function rain(db: Database, page: Page): Promise<void> {
  const ids = await page
    .locator(FIRST_ROW)
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-job') ?? ''));
  const jobs = await db.job.findMany({ where: { id: { in: ids } }, select: { id: true, ownerId: true } });
  for (let second = 0; second < EVENT_SECONDS; second += 1) {
    const started = performance.now();
    for (let at = 0; at < EVENTS_PER_SECOND; at += 1)
      await appendEvent(db, jobs[at % jobs.length]!, { type: 'job.progress', done: at % 24, total: 24 });
    const rest = 1000 - (performance.now() - started);
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

const ofAll = (ms: number[]): string =>
  `median ${median(ms).toFixed(0)} ms of ${ms.length}, longest ${Math.max(...ms).toFixed(0)} ms`;

function asText(gaps: number[]): string {
  const at = (share: number): string => quantile(gaps, share).toFixed(0);
  return `${gaps.length} frames, between two: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`;
}
