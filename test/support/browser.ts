import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** A real Chromium, without a window: CHROMIUM_PATH, an installed one, or the one that @sparticuz/chromium carries. */
export async function startBrowser(more: string[] = []): Promise<Browser> {
  const args = [...QUIET, ...more];
  const installed = [process.env['CHROMIUM_PATH'], ...INSTALLED].find((path) => path && existsSync(path));
  if (installed) return chromium.launch({ executablePath: installed, args });
  const { default: carried } = await import('@sparticuz/chromium');
  // not with its own arguments: they put all of it into one process, which falls over, and switch off what guards a page
  return chromium.launch({ executablePath: await carried.executablePath(), args });
}
