import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type ApiClient, createApiClient, dataOf } from '#client/api-client.js';
import { type PasswordSession, passwordSession } from '#client/password-session.js';
import type { Role } from '#contracts/auth.js';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { eventually } from './stack.js';
import type { RunningStack } from './stack.js';

/** A running platform as a person's programs use it: over HTTP, with the demo accounts. */
export class StackClient {
  readonly #known = new Map<Role, { session: PasswordSession; api: ApiClient }>();

  constructor(private readonly stack: RunningStack) {}

  /** The API as the demo account of a role; signs in by itself. */
  api(role: Role): ApiClient {
    return this.#as(role).api;
  }

  account(role: Role): { email: string; password: string } {
    const found = this.stack.state().accounts.find((each) => each.role === role);
    if (!found) throw new Error(`There is no demo account for ${role}.`);
    return { email: found.email, password: found.password };
  }

  /** Signs in by the form, as a person does; resolves where that leads. */
  async signIn(page: Page, role: Role, base = this.stack.url): Promise<void> {
    const { email, password } = this.account(role);
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }

  /** Makes an account by the form and the link in the mail. Unlike the demo author it begins on the Free plan. */
  async register(page: Page, name: string, email: string): Promise<void> {
    await page.goto(`${this.stack.url}/register`);
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill('a long enough password');
    await page.locator('form button.primary').click();
    await page.waitForURL((url) => url.pathname !== '/register');
    await page.goto(new URL(await this.#linkTo(email), this.stack.url).href);
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
  }

  /** From now on the fake of the paid provider refuses every drawing whose prompt has this word in it. */
  async refuse(word: string): Promise<void> {
    await this.#sandbox('POST', { match: 'images', kind: 'moderation', promptIncludes: word });
  }
  async refuseNothing(): Promise<void> {
    await this.#sandbox('DELETE');
  }

  /** A book by the paid provider, with these words as the prompts of these pages. */
  async makeBook(
    title: string,
    pages: number,
    prompts: Record<number, string> = {},
  ): Promise<{ job: JobView; book: BookView }> {
    const api = this.api('author');
    const book = await dataOf(api.POST('/api/books', { body: { theme: 'owls in the snow', title, pages } }));
    const path = { id: book.id };
    const { items } = await dataOf(api.GET('/api/books/{id}/pages', { params: { path } }));
    for (const { number, version } of items) {
      const prompt = prompts[number];
      if (prompt === undefined) continue;
      const params = { path: { ...path, number }, header: { 'If-Match': `"${version}"` } };
      await api.PATCH('/api/books/{id}/pages/{number}', { params, body: { prompt } });
    }
    const ask = { kind: 'generate-book', bookId: book.id, provider: 'openai' } as const;
    return { book, job: await dataOf(api.POST('/api/jobs', { body: ask })) };
  }

  /** Charges at the Stripe fake without an order of ours. */
  async strangeCharges(count: number): Promise<void> {
    await this.#sandbox('POST', { payments: count, days: 3 }, 'stripe', 'stripe/fill');
  }

  /** The demo author buys a plan, and pays as a person does on Stripe's page. */
  async buy(plan: 'pro' | 'enterprise'): Promise<void> {
    const checkout = this.api('author').POST('/api/payments/create-checkout-session', { body: { plan } });
    const { url } = await dataOf(checkout);
    const body = new URLSearchParams({ test_card: '4242424242424242' });
    const response = await fetch(url, { method: 'POST', redirect: 'manual', body });
    if (response.status !== 303) throw new Error(`The page to pay on answered ${response.status}.`);
  }

  async stateOf(jobId: string): Promise<string> {
    return (await dataOf(this.api('support').GET('/api/jobs/{id}', { params: { path: { id: jobId } } }))).state;
  }

  /** A file, whole, from whatever address. */
  async bytes(role: Role, path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${await this.#as(role).session.token()}` };
    const response = await fetch(this.stack.url + path, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** From the folder of stored mails, as the operator reads it; the API never shows such a link. */
  async #linkTo(email: string): Promise<string> {
    const folder = join(this.stack.home, 'mail');
    let link: string | undefined;
    await eventually('the mail is there', async () => {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
      const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      const mail = mails.find((each) => each.includes(`To: ${email}`)) ?? '';
      // quoted-printable (RFC 2045 §6.7): soft line breaks, and = as =3D
      const words = mail.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      link = /\S+\/verify-email\?token=\S+/.exec(words)?.[0];
      return link !== undefined;
    });
    return link ?? '';
  }

  #as(role: Role): { session: PasswordSession; api: ApiClient } {
    const baseUrl = this.stack.url;
    const known = this.#known.get(role);
    if (known) return known;
    const session = passwordSession({ baseUrl }, this.account(role));
    const made = { session, api: createApiClient({ baseUrl, ...session }) };
    this.#known.set(role, made);
    return made;
  }

  async #sandbox(method: string, body?: object, name = 'sandbox', path = 'faults'): Promise<void> {
    const port = this.stack.state().processes.find((each) => each.name === name)?.port;
    const headers = { 'content-type': 'application/json' };
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, init);
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  }
}
