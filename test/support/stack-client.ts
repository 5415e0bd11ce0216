import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Role, Session } from '#contracts/auth.js';
import type { JobView } from '#contracts/jobs.js';
import type { CheckoutView } from '#contracts/payments.js';
import type { PageView, BookView } from '#contracts/books.js';
import { eventually } from './stack.js';
import type { RunningStack } from './stack.js';

/** A running platform as a person's programs use it: over HTTP, with the demo accounts. */
export class StackClient {
  readonly #tokens = new Map<Role, Promise<string>>();

  constructor(private readonly stack: RunningStack) {}

  account(role: Role): { email: string; password: string } {
    const found = this.stack.state().accounts.find((each) => each.role === role);
    if (!found) throw new Error(`There is no demo account for ${role}.`);
    return { email: found.email, password: found.password };
  }

  async ask<T>(
    role: Role,
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<T> {
    if (!this.#tokens.has(role)) this.#tokens.set(role, this.#signIn(role));
    const authorization = `Bearer ${await this.#tokens.get(role)}`;
    return this.#send<T>(method, path, body, { authorization, ...headers });
  }

  /** Signs in by the form, as a person does; resolves where that leads. */
  async signIn(page: Page, role: Role, base = this.stack.url): Promise<void> {
    const { email, password } = this.account(role);
    await page.goto(`${base}/sign-in`);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }

  /** Makes an account by the form and the link in the mail. Unlike the demo author it begins on the Free plan. */
  async register(page: Page, name: string, email: string): Promise<void> {
    await page.goto(`${this.stack.url}/register`);
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('a long enough password');
    await page.locator('form button.primary').click();
    await page.waitForURL((url) => url.pathname !== '/register');
    await page.goto(new URL(await this.#linkTo(email), this.stack.url).href);
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
  }

  /** From now on the paid provider’s stand-in refuses every drawing whose prompt has this word in it. */
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
    const book = await this.ask<BookView>('author', 'POST', '/api/books', {
      theme: 'owls in the snow',
      title,
      pages,
    });
    const path = `/api/books/${book.id}/pages`;
    const { items } = await this.ask<{ items: PageView[] }>('author', 'GET', path);
    for (const [number, prompt] of Object.entries(prompts)) {
      const version = items.find((page) => page.number === Number(number))?.version;
      await this.ask('author', 'PATCH', `${path}/${number}`, { prompt }, { 'if-match': `"${version}"` });
    }
    const ask = { kind: 'generate-book', bookId: book.id, provider: 'openai' };
    return { book, job: await this.ask<JobView>('author', 'POST', '/api/jobs', ask) };
  }

  /** Charges at the stand-in for Stripe that no order of ours knows. */
  async strangeCharges(count: number): Promise<void> {
    await this.#sandbox('POST', { payments: count, days: 3 }, 'stripe', 'stripe/fill');
  }

  /** The demo author buys a plan, and pays as a person does on Stripe's page. */
  async buy(plan: 'pro' | 'enterprise'): Promise<void> {
    const { url } = await this.ask<CheckoutView>('author', 'POST', '/api/payments/create-checkout-session', { plan });
    const body = new URLSearchParams({ test_card: '4242424242424242' });
    const response = await fetch(url, { method: 'POST', redirect: 'manual', body });
    if (response.status !== 303) throw new Error(`The page to pay on answered ${response.status}.`);
  }

  async stateOf(jobId: string): Promise<string> {
    return (await this.ask<JobView>('support', 'GET', `/api/jobs/${jobId}`)).state;
  }

  /** A file, whole. */
  async bytes(role: Role, path: string): Promise<Buffer> {
    const headers = { authorization: `Bearer ${await this.#tokens.get(role)}` };
    const response = await fetch(this.stack.url + path, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** From the folder of kept mails, as its operator reads it: the API shows such a link to nobody. */
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

  async #signIn(role: Role): Promise<string> {
    return (await this.#send<Session>('POST', '/api/auth/login', this.account(role), {})).accessToken;
  }

  async #sandbox(method: string, body?: object, name = 'sandbox', path = 'faults'): Promise<void> {
    const port = this.stack.state().processes.find((each) => each.name === name)?.port;
    const headers = { 'content-type': 'application/json' };
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(`http://127.0.0.1:${port}/sandbox/${path}`, init);
    if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
  }

  async #send<T>(method: string, path: string, body: object | undefined, headers: Record<string, string>): Promise<T> {
    const response = await fetch(this.stack.url + path, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}
