import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { type ApiClient, createApiClient, dataOf } from '#client/api-client.js';
import { passwordSession } from '#client/password-session.js';
import { StackClient } from '../support/stack-client.js';
import type { RunningStack } from '../support/stack.js';
import { startCuttableProxy } from '../support/cuttable-proxy.js';

const NAME = 'Mia Fox';
const EMAIL = 'mia.fox@example.com';

/**
 * docs/author.md, walked through: one author from signing up to an archive, with all that may come between. Each part has
 * a browser of its own: the bundled one crashes before the end.
 */
export async function showAnAuthor(stack: RunningStack, pictures: string): Promise<void> {
  for (const part of [walk, writeOffline]) {
    const browser = await startBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    try {
      await part(stack, await context.newPage(), pictures);
    } finally {
      await browser.close();
    }
  }
}

async function walk(stack: RunningStack, page: Page, pictures: string): Promise<void> {
  page.setDefaultTimeout(120_000);
  const author = new AuthorWithCamera(stack, page, pictures);
  await author.begin();
  await author.makeTheFirstBook();
  await author.buyPro();
  await author.watchPages();
  await author.fixRefusedPage();
  await author.workOnAPage();
  await author.leafThrough();
  await author.makeManyAtOnce();
  await author.syncToDrive();
  await author.exportData();
}

const finished = (page: Page): Promise<void> =>
  page.getByText('Finished', { exact: true }).first().waitFor({ timeout: 180_000 });

class AuthorWithCamera {
  private readonly client: StackClient;
  private firstBook = '';
  /** For what a picture does not need to show. */
  private readonly api: ApiClient;

  constructor(
    private readonly stack: RunningStack,
    private readonly page: Page,
    private readonly pictures: string,
  ) {
    this.client = new StackClient(stack);
    const baseUrl = stack.url;
    const session = passwordSession({ baseUrl }, { email: EMAIL, password: 'a long enough password' });
    this.api = createApiClient({ baseUrl, ...session });
  }

  async begin(): Promise<void> {
    await this.client.register(this.page, NAME, EMAIL);
  }

  /** By the fake of the paid provider, which is as slow as the real one. */
  async watchPages(): Promise<void> {
    const { page } = this;
    const body = { theme: 'owls in the snow', pages: 12, seed: 3 };
    const book = await dataOf(this.api.POST('/api/books', { body }));
    await page.goto(`${this.stack.url}/books/${book.id}`);
    await this.api.POST('/api/jobs', { body: { kind: 'generate-book', bookId: book.id, provider: 'openai' } });
    await page.locator('[data-page][data-state="drawn"] img').nth(3).waitFor();
    await page.evaluate('window.scrollBy(0, 260)');
    await this.shot('author-drawing');
    await finished(page);
  }

  async makeTheFirstBook(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stack.url}/books/new`);
    await page.getByLabel('What is it about?').fill('a fox and an owl at the lake');
    await page.getByLabel('Pages to color').fill('10');
    await page.getByText('Plan the plot').click();
    await page.getByLabel('Setup').fill('An owl finds a singing shell.');
    await page.getByRole('button', { name: 'Fill in ideas' }).click();
    await page.getByText('Nothing is charged.').waitFor();
    await this.shot('author-new-book');
    await page.getByRole('button', { name: 'Make this book' }).click();
    await page.waitForURL(/\/books\/[0-9a-f-]{36}$/);
    this.firstBook = page.url();
    await finished(page);
  }

  async buyPro(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stack.url}/billing`);
    await page.getByRole('button', { name: 'Choose Pro' }).click();
    await page.locator('#pay').waitFor();
    await this.shot('author-paying');
    await page.locator('#pay').click();
    await page.getByText('Thank you! Pro is yours.').waitFor();
  }

  /** The provider fake refuses a word; the author uses another. */
  async fixRefusedPage(): Promise<void> {
    const { page } = this;
    await this.client.refuse('sword');
    const form = { theme: 'a mouse and the castle', pages: 16 };
    const book = await dataOf(this.api.POST('/api/books', { body: form }));
    for (const number of [3, 8]) {
      const body = { prompt: `a brave mouse with a sword in front of castle gate ${number}` };
      const params = { path: { id: book.id, number }, header: { 'If-Match': '"1"' } };
      await this.api.PATCH('/api/books/{id}/pages/{number}', { params, body });
    }
    await page.goto(`${this.stack.url}/books/${book.id}`);
    await this.api.POST('/api/jobs', { body: { kind: 'generate-book', bookId: book.id, provider: 'openai' } });
    const refused = page.locator('[data-refused]');
    await refused.first().waitFor({ timeout: 120_000 });
    await page.getByText('Needs you').first().waitFor({ timeout: 120_000 });
    await page.waitForTimeout(1_000);
    await refused.first().scrollIntoViewIfNeeded();
    await this.shot('author-needs-you');
    await this.client.refuseNothing();
    for (let left = await refused.count(); left > 0; left = await refused.count()) {
      const card = refused.first();
      const number = await card.getAttribute('data-refused');
      await card
        .getByLabel('What it shows')
        .fill(`a brave mouse with a wooden spoon in front of castle gate ${number}`);
      await card.getByRole('button', { name: 'Try again' }).click();
      await page.locator(`[data-refused="${number}"]`).waitFor({ state: 'detached' });
    }
    await finished(page);
  }

  async workOnAPage(): Promise<void> {
    const { page } = this;
    await page.goto(this.firstBook);
    await page.locator('[data-page="1"]').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Redraw' }).click();
    await dialog.getByRole('button', { name: 'Drawing 2' }).waitFor();
    await dialog.locator('.picture img').waitFor();
    await page.getByText('is drawn again').waitFor({ state: 'detached' });
    await this.shot('author-page');
    await dialog.getByRole('button', { name: 'Compare two versions' }).click();
    await dialog.getByLabel('Border between both').fill('50');
    await this.shot('author-compare');
    await dialog.getByRole('button', { name: 'Back to one version' }).click();
    await this.touchUp();
    await page.keyboard.press('Escape');
  }

  private async touchUp(): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: 'Touch up' }).click();
    const board = (await page.getByRole('img', { name: 'Drawing board' }).boundingBox())!;
    await page.getByRole('button', { name: '4 points wide' }).click();
    const at = (x: number, y: number) => [board.x + x * board.width, board.y + y * board.height] as const;
    const [wing, wide] = [0.05, 0.025];
    for (const [x, y] of [
      [0.18, 0.3],
      [0.34, 0.24],
      [0.5, 0.29],
    ] as const) {
      await page.mouse.move(...at(x - wing, y - wide));
      await page.mouse.down();
      for (const [dx, dy] of [
        [-wide, -wide - 0.01],
        [0, 0],
        [wide, -wide - 0.01],
        [wing, -wide],
      ] as const)
        await page.mouse.move(...at(x + dx, y + dy), { steps: 6 });
      await page.mouse.up();
    }
    await this.shot('author-touch-up');
    await page.getByRole('button', { name: 'Save as a new version' }).click();
    await page.getByText('Saved as drawing 3.').waitFor();
  }

  async leafThrough(): Promise<void> {
    const { page } = this;
    await page.goto(this.firstBook);
    await page.getByRole('link', { name: 'Preview' }).click();
    await page.getByRole('group', { name: 'Front cover' }).waitFor();
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('ArrowRight');
    await page
      .getByRole('group', { name: /^Page 5\b/ })
      .locator('img')
      .waitFor();
    await this.shot('author-leaf');
  }

  async makeManyAtOnce(): Promise<void> {
    const { page } = this;
    for (const theme of ['under the sea', 'a castle with dragons']) {
      await this.fillIn(theme, 10);
      await finished(page);
    }
    await page.goto(`${this.stack.url}/?select`);
    await page.locator('.book img').nth(4).waitFor();
    await page.getByRole('button', { name: 'Select all' }).click();
    await page.getByText('5 books selected').waitFor();
    await this.shot('author-library');
    await page.getByRole('button', { name: /^Print/ }).click();
    await page.locator('[data-batch-state=completed]').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: /^All files/ }).waitFor();
    await this.shot('author-batch');
  }

  async syncToDrive(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stack.url}/drive`);
    await page.getByRole('button', { name: 'Connect Google Drive' }).click();
    await page.getByLabel(NAME).check();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(/outcome=connected/);
    await page
      .getByLabel(/^Keep in Google Drive/)
      .first()
      .check();
    await page
      .getByText(/^All \d+ files in Drive/)
      .first()
      .waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Show files' }).first().click();
    await page.getByText('Inside (PDF)').waitFor();
    await this.shot('author-drive');
  }

  async exportData(): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stack.url}/account`);
    await page.getByRole('button', { name: 'Pack my data' }).click();
    await page.getByText(/Ready: .* MB/).waitFor();
    await this.shot('author-account');
  }

  private async fillIn(theme: string, pages: number): Promise<void> {
    const { page } = this;
    await page.goto(`${this.stack.url}/books/new`);
    await page.getByLabel('What is it about?').fill(theme);
    await page.getByLabel('Pages to color').fill(String(pages));
    await page.getByRole('button', { name: 'Make this book' }).click();
    await page.waitForURL(/\/books\/[0-9a-f-]{36}$/);
  }

  private async shot(name: string): Promise<void> {
    await this.page.waitForFunction('[...document.images].every((image) => image.complete)');
    await this.page.screenshot({ path: join(this.pictures, `${name}.png`) });
  }
}

/** What is written in a tunnel, and waits. */
async function writeOffline(stack: RunningStack, page: Page, pictures: string): Promise<void> {
  const client = new StackClient(stack);
  const { book } = await client.makeBook('Owls under ground', 4);
  const wire = await startCuttableProxy(stack.url);
  await client.signIn(page, 'author', wire.url);
  await page.goto(`${wire.url}/books/${book.id}`);
  await finished(page);
  wire.cut();
  await page.locator('[data-offline]').getByText('Offline').waitFor();
  await page.locator('[data-page="1"]').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Story on this page').fill('Down in the tunnel, the owl hums a song.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('[data-kept]').waitFor();
  await page.locator('.toast').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: join(pictures, 'author-offline.png') });
  wire.restore();
  await page.locator('[data-offline]').waitFor({ state: 'detached', timeout: 120_000 });
  await wire.close();
}
