import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = process.env['STUDIO_SHOTS'] ?? join('test-output', 'browser');
const PATIENCE_MS = 20_000;

/**
 * Keeps a picture of a page under `test-output/browser`, for people to look at. A picture proves nothing, so that one which
 * can't be taken (Chromium has none while it goes from one site to another) fails no test, but is reported.
 */
export async function saveScreenshot(page: Page, name: string, how: { fullPage?: boolean } = {}): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.png`);
  await page
    .screenshot({ path, timeout: PATIENCE_MS, animations: 'disabled', ...how })
    .catch((error: unknown) => console.warn(`No picture of ${name}: ${String(error)}`));
}
