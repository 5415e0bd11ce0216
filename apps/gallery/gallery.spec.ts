import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { startBrowser } from '../../test/support/browser.js';

const root = process.cwd();
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Rules about a whole page, which a component alone is not. */
const OF_PAGES = ['page-has-heading-one', 'region'];
const LOOKS = [
  { width: 390, theme: 'light' },
  { width: 390, theme: 'dark' },
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
];
/** A story is small; one that takes longer hangs. */
const SHOWN_WITHIN_MS = 10_000;

interface StoryEntry {
  id: string;
  importPath: string;
  componentPath?: string;
}

let folder: string;
let server: Server;
let browser: Browser;
let stories: StoryEntry[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-gallery-'));
  await buildGallery(folder);
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { entries: Record<string, StoryEntry> };
  stories = Object.values(index.entries);
  server = express().use(express.static(folder)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the gallery', () => {
  it('has stories of each component under ui/', () => {
    const components = globSync('apps/console/ui/**/*.vue', { cwd: root }).map((path) => `./${path}`);
    expect(components.length).toBeGreaterThan(15);
    const shown = new Set(stories.map(({ componentPath }) => componentPath));
    expect(components.filter((path) => !shown.has(path))).toEqual([]);
  });

  it.each(LOOKS)('shows each story without errors, and axe finds nothing, at $width px, $theme', async (look) => {
    const page = await openGallery(look);
    const errors = listen(page);
    const wrong: Record<string, string[]> = {};
    for (const { id } of stories) {
      const found = [...(await show(page, id)), ...errors.splice(0), ...(await outside(page)), ...(await axe(page))];
      if (found.length > 0) wrong[id] = found;
    }
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe(look.theme);
    expect(wrong).toEqual({});
    await page.context().close();
  });
});

async function buildGallery(output: string): Promise<void> {
  const script: string = './gallery.mjs';
  const { storybook } = (await import(script)) as {
    storybook(root: string, command: string, args: string[], options: SpawnOptions): ChildProcess;
  };
  // Vue warns in its development build only
  const env = { ...process.env, NODE_ENV: 'development' };
  const child = storybook(root, 'build', ['--output-dir', output], { stdio: 'pipe', env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`Storybook could not build the gallery:\n${said}`);
}

async function openGallery({ width, theme }: (typeof LOOKS)[number]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  // the last one, so that the first one is a change
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/iframe.html`;
  await page.goto(`${address}?id=${stories.at(-1)?.id}&viewMode=story&globals=theme:${theme}`);
  await page.waitForSelector('#storybook-root #main', { state: 'attached' });
  await page.addScriptTag({ path: AXE });
  return page;
}

/** What the page writes to its console as warnings and errors, Vue's among them, and what it throws. */
function listen(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) errors.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`thrown: ${error.message}`));
  return errors;
}

/** Changes to a story as Storybook's own sidebar does, and waits for its `play`; gives what went wrong. */
const show = (page: Page, storyId: string): Promise<string[]> =>
  page.evaluate<string[], { storyId: string; limit: number }>(
    ({ storyId: id, limit }) =>
      new Promise((resolve) => {
        interface Channel {
          on(event: string, listener: (payload: { storyId?: string; status?: string }) => void): void;
          emit(event: string, payload: object): void;
        }
        const channel = (globalThis as unknown as { __STORYBOOK_ADDONS_CHANNEL__: Channel })
          .__STORYBOOK_ADDONS_CHANNEL__;
        const timer = setTimeout(() => resolve(['not shown in time']), limit);
        channel.on('storyFinished', ({ storyId: finished, status }) => {
          if (finished !== id) return;
          clearTimeout(timer);
          resolve(status === 'success' ? [] : [`ended with ${status}`]);
        });
        channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' });
      }),
    { storyId, limit: SHOWN_WITHIN_MS },
  );

/** A component that makes the page wider than the screen. */
async function outside(page: Page): Promise<string[]> {
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  return wider > 0 ? [`${wider} px wider than the screen`] : [];
}

async function axe(page: Page): Promise<string[]> {
  const rules = Object.fromEntries(OF_PAGES.map((rule) => [rule, { enabled: false }]));
  const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    `axe.run(document, { resultTypes: ["violations"], selectors: false, rules: ${JSON.stringify(rules)} })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `axe ${id}: ${html.slice(0, 200)}`));
}
