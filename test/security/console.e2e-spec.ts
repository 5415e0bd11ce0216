import { readFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startBrowser } from '../support/browser.js';
import { startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';
import { dataOf } from '#client/api-client.js';
import { StackClient } from '../support/stack-client.js';

const PAYLOAD = `"><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>{{constructor.constructor('alert(4)')()}}`;
const PAGES: [role: 'support' | 'finance' | 'author', paths: string[]][] = [
  [
    'support',
    [
      '/support',
      '/support/jobs/:job',
      '/support/jobs/:job?tab=logs',
      '/support/jobs/:job?tab=customer',
      '/support/jobs/:job?tab=billing',
      '/support/failures',
      '/support/errors',
      '/support/bulk',
      '/support/audit',
    ],
  ],
  [
    'finance',
    [
      '/finance',
      '/finance/exceptions',
      '/finance/payments',
      '/finance/runs',
      '/finance/margins',
      '/finance/months',
      '/jobs',
    ],
  ],
  ['author', ['/', '/books/:book', '/books/:book/1', '/books/:book/preview']],
];
/** Where secrets are kept, on purpose: what only the owner of this folder reads. */
const KEPT = /(^|\/)(secrets|stack\.json|postgres\/postgresql\.auto\.conf)|password|secret/i;

describe('what authors write, and what must stay private', () => {
  let stack: RunningStack;
  let browser: Browser;
  let home: string;
  let client: StackClient;
  let ids: { job: string; book: string };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-hostile-'));
    [stack, browser] = await Promise.all([
      startStack({ home, workers: 1, env: { LOG_LEVEL: 'trace' } }),
      startBrowser(),
    ]);
    client = new StackClient(stack);
    const book = await dataOf(
      client.api('author').POST('/api/books', {
        body: {
          theme: `a fox ${PAYLOAD}`,
          title: PAYLOAD.slice(0, 115),
          author: PAYLOAD.slice(0, 78),
          characters: [PAYLOAD.slice(0, 115)],
          instructions: PAYLOAD,
          pages: 1,
        },
      }),
    );
    const job = await dataOf(
      client.api('author').POST('/api/jobs', {
        body: {
          kind: 'generate-book',
          bookId: book.id,
          provider: 'built-in',
        },
      }),
    );
    ids = { job: job.id, book: book.id };
    for (const field of ['name', 'message', 'stack', 'page'])
      await dataOf(
        client.api('author').POST('/api/monitoring/console-errors', {
          body: {
            name: 'x',
            message: 'x',
            stack: 'x',
            page: 'x',
            [field]: PAYLOAD,
          },
        }),
      );
    await dataOf(
      client
        .api('support')
        .POST('/api/support/jobs/{id}/look', { params: { path: { id: job.id } }, body: { reason: PAYLOAD } }),
    );
    await dataOf(
      client.api('support').POST('/api/support/views', {
        body: {
          name: PAYLOAD.slice(0, 58),
          filter: { text: PAYLOAD.slice(0, 100) },
        },
      }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('runs nowhere in the console, and offends no policy', async () => {
    const dialogs: string[] = [];
    const violations: string[] = [];
    const seen: string[] = [];
    for (const [role, paths] of PAGES) {
      const page = await (await browser.newContext()).newPage();
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      page.on(
        'console',
        (message) => /Content.Security.Policy|Refused to/i.test(message.text()) && violations.push(message.text()),
      );
      await client.signIn(page, role);
      for (const path of paths) {
        await page.goto(stack.url + path.replace(':job', ids.job).replace(':book', ids.book));
        await page.locator('#main').first().waitFor();
        if (path === '/support') await page.getByText('onerror=alert(1)').filter({ visible: true }).first().waitFor();
        // events keep a connection open, so that the network is never idle: what was loaded is drawn by then
        await page.waitForTimeout(500);
        if ((await page.locator('body').innerText()).includes('onerror=alert(1)')) seen.push(path);
        expect(await page.locator('img[src="x"], svg[onload]').count()).toBe(0);
      }
      await page.context().close();
    }
    console.info(
      `${PAGES.flatMap(([, paths]) => paths).length} pages, ${seen.length} show the payload as text; dialogs ${dialogs.length}, violations ${violations.length}`,
    );
    expect(seen).toContain('/support');
    expect([dialogs, violations]).toEqual([[], []]);
  });

  it('no secret stands in a log, a row, a history or a file', async () => {
    const login = await fetch(`${stack.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(client.account('author')),
    });
    const refresh = /=([^;]+)/.exec(login.headers.getSetCookie()[0]!)![1]!;
    const { accessToken } = (await login.json()) as { accessToken: string };
    await fetch(`${stack.url}/api/auth/refresh`, {
      method: 'POST',
      headers: { cookie: `colorbook_refresh=${refresh}`, authorization: `Bearer ${accessToken}` },
    });
    await fetch(`${stack.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...client.account('author'), extra: 1 }),
    });
    const files = (await readdir(home, { recursive: true, withFileTypes: true }))
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name));
    const secrets = new Map<string, string>([
      ['access token', accessToken],
      ['refresh token', refresh],
      ...(['author', 'support', 'finance', 'admin'] as const).map((role): [string, string] => [
        `password of ${role}`,
        client.account(role).password,
      ]),
    ]);
    for (const file of files.filter((each) => /secrets/i.test(relative(home, each)))) {
      const text = await readFile(file, 'utf8');
      for (const [found] of text.matchAll(/[\w+/=-]{24,}/g))
        secrets.set(`${relative(home, file)} ${found.slice(0, 4)}…`, found);
    }
    const leaks: string[] = [];
    let looked = 0;
    for (const file of files) {
      const name = relative(home, file);
      if (KEPT.test(name)) continue;
      const bytes = await readFile(file).catch(() => null);
      if (!bytes) continue;
      looked += 1;
      for (const [what, secret] of secrets) if (bytes.includes(secret)) leaks.push(`${what} in ${name}`);
    }
    for (const [what, secret] of secrets)
      if (what.includes('token') && stack.output().includes(secret)) leaks.push(`${what} on the screen`);
    console.info(
      `${secrets.size} secrets, ${looked} files of logs, database, Temporal and artifacts: found ${leaks.length}`,
    );
    expect(secrets.size).toBeGreaterThan(7);
    expect(looked).toBeGreaterThan(100);
    expect(leaks).toEqual([]);
  });
});
