import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '#contracts/auth.js';
import { startBrowser } from '../support/browser.js';
import { startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { StackClient } from '../support/stack-client.js';
import { CONSOLE_PAGES, type Made } from './console-pages.js';
import { makeEverything } from './everything.js';
import { ToldByServer, usePseudoLocale, withoutCatalog } from './pseudo-locale.js';
import { routeNames } from './route-names.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Each width and each theme; the narrow one in both, since it has the most of its own. */
const LOOKS = [
  [390, 'light'],
  [390, 'dark'],
  [820, 'dark'],
  [1360, 'light'],
] as const;
describe('the console, for who sees little, hears it or uses no mouse', () => {
  let stack: RunningStack;
  let client: StackClient;
  let home: string;
  let browser: Browser;
  let axe: string;
  let made: Made;
  const pages = new Map<Role | null, Page>();

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-axe-'));
    [stack, browser, axe] = await Promise.all([
      startStack({ home, workers: 1, env: { AUTH_RATE_LIMIT_PER_MINUTE: '1000' } }),
      startBrowser(),
      readFile(AXE, 'utf8'),
    ]);
    client = new StackClient(stack);
    made = await makeEverything(client);
    for (const role of new Set(CONSOLE_PAGES.map(({ as }) => as))) {
      const context = await browser.newContext({ reducedMotion: 'reduce' });
      // The page's own security policy lets no script in; axe is put there by the browser, before the page's scripts.
      await context.addInitScript(axe);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      if (role) await client.signIn(page, role);
      pages.set(role, page);
    }
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('has every page of the router in the table', async () => {
    expect([...new Set(CONSOLE_PAGES.map(({ route }) => route))].sort()).toEqual(await routeNames());
  });

  it.each(CONSOLE_PAGES)('$name', async ({ as, path, ready, prepare }) => {
    const page = pages.get(as)!;
    const found: string[] = [];
    await page.goto(stack.url + path(made));
    await page.locator(ready).first().waitFor();
    await prepare?.(page);
    for (const [width, theme] of LOOKS) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.locator(`html[data-theme=${theme}]`).waitFor({ state: 'attached' });
      for (const violation of await violationsOn(page)) found.push(`${theme} ${width}: ${violation}`);
      const wide = await widthOf(page);
      if (wide > width) found.push(`${theme} ${width}: the page is ${wide} wide and scrolls sideways`);
    }
    expect(found).toEqual([]);
  });

  describe('in a longer language', () => {
    const told = new Map<Role | null, ToldByServer>();
    beforeAll(async () => {
      for (const [role, page] of pages) {
        await usePseudoLocale(page);
        told.set(role, new ToldByServer(page));
      }
    });

    // what a dialog says stands in catalogs, too: test/texts finds what does not
    it.each(CONSOLE_PAGES.filter(({ prepare }) => !prepare))('$name', async ({ as, path, ready }) => {
      const page = pages.get(as)!;
      await page.goto(stack.url + path(made));
      await page.locator(ready).first().waitFor();
      const found: unknown[] = [];
      for (const width of [390, 1360]) {
        await page.setViewportSize({ width, height: 900 });
        const { unmarked, spilled } = await withoutCatalog(page, told.get(as)!);
        found.push(...unmarked, ...spilled.map((text) => `${width} does not fit: ${text}`));
        const wide = await widthOf(page);
        if (wide > width) found.push(`${width}: the page is ${wide} wide and scrolls sideways`);
      }
      expect(found).toEqual([]);
    });
  });
});

/** Of the whole page: a table may be wider than the screen, and then scrolls by itself. */
const widthOf = (page: Page): Promise<number> => page.evaluate<number>('document.scrollingElement.scrollWidth');

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** WCAG 2.2 A and AA, and what axe calls best practice. */
async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) => `${id}: ${help}\n${html.slice(0, 200)}\n${failureSummary.slice(0, 300)}`,
    ),
  );
}
