import type { Browser, Page, ViewportSize } from 'playwright-core';

const SIZE: ViewportSize = { width: 1280, height: 900 };

/**
 * A page of somebody with a browser of their own. What the browser complains about is added to `complaints`: errors of scripts,
 * failed requests, and breaches of the content security policy.
 */
export async function openPage(browser: Browser, complaints: string[] = [], viewport = SIZE): Promise<Page> {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
}
