import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { insertErasure } from '#accounts/erasure-record.js';
import { createAccountActivities } from '#activities/accounts/account-activities.js';
import { checkAudit, recordAudit } from '#audit/audit-log.js';
import { DATA_RETENTION } from '#accounts/data-retention.js';
import type { AccountRequest, ErasureStateView, ExportView } from '#contracts/account.js';
import type { Session } from '#contracts/auth.js';
import type { Listing } from '#contracts/pagination.js';
import { newId } from '#database/ids.js';
import { takeEvidence } from '#reconciliation/period-close/evidence.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import { hashed } from '#observability/error-log.js';
import type { Mail, MailSender } from '#mail/mail-sender.js';
import { startErasureWorkflow } from '#temporal/start/start-account.js';
import { PASSWORD } from '../support/api.js';
import { DRIVE_FILE, GoogleAdmin, MIA } from '../support/google-admin.js';
import { payOn, startShop } from '../support/payments.js';
import type { Shop } from '../support/payments.js';
import { eventually } from '../support/stack.js';
import { unzip } from '../support/unzip.js';

jest.setTimeout(600_000);

/** Somebody who used everything: a paid plan, a book, Google Drive, and staff who wrote of them. */
interface Somebody {
  id: string;
  email: string;
  name: string;
  token: string;
  bookId: string;
  customerId: string;
  subscriptionId: string;
  shas: string[];
  ask<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<{ status: number; body: T }>;
}

describe('a person’s own data', () => {
  let shop: Shop;
  let google: GoogleAdmin;
  const sent: Mail[] = [];
  const mail: MailSender = {
    deliver: (each) => Promise.resolve(sent.push(each)).then(() => 'sent' as const),
    forget: () => Promise.resolve(),
  };
  const key = randomBytes(32);
  const env = {
    GOOGLE_CLIENT_ID: 'books',
    GOOGLE_CLIENT_SECRET: 'hush',
    GOOGLE_SANDBOX: 'true',
    ENCRYPTION_KEYS: `k:${key.toString('base64')}`,
  };

  beforeAll(async () => {
    google = await GoogleAdmin.open();
    Object.assign(process.env, env, { GOOGLE_BASE_URL: google.url });
    const settings = {
      clientId: 'books',
      clientSecret: 'hush',
      baseUrl: google.url,
      sandbox: true,
      keys: [{ id: 'k', key }],
    };
    shop = await startShop({ mail, google: settings, keys: settings.keys });
  });
  afterAll(async () => {
    await shop?.stop();
    await google?.close();
    for (const name of [...Object.keys(env), 'GOOGLE_BASE_URL']) delete process.env[name];
  });

  const db = () => shop.platform.db;
  let count = 0;

  async function newcomer(): Promise<Somebody> {
    const email = `canary.${(count += 1)}@test.local`;
    const name = `Wilhelmina Canarybird the ${count}.`;
    const { user } = await shop.api.register(email);
    await db().user.update({ where: { id: user.id }, data: { name } });
    // the link in the mail was wiped when it was sent
    await db().user.update({ where: { id: user.id }, data: { verifiedAt: new Date() } });
    const token = (await shop.api.ask<Session>('POST', '/api/auth/login', { body: { email, password: PASSWORD } })).body
      .accessToken;
    const ask = <T>(method: string, path: string, body?: object) =>
      shop.api.ask<T>(method, path, { as: { token }, ...(body ? { body } : {}) });
    return { id: user.id, email, name, token, ask, bookId: '', customerId: '', subscriptionId: '', shas: [] };
  }

  async function somebody(): Promise<Somebody> {
    const person = await newcomer();
    const { ask, id } = person;
    await buy(person);
    person.bookId = await book(person);
    await connect(person);
    await staffWriteOf(person);
    const { customerId } = await db().billingAccount.findUniqueOrThrow({ where: { userId: id } });
    person.customerId = customerId!;
    person.subscriptionId = (await db().subscription.findFirstOrThrow({ where: { userId: id } })).id;
    const [art, files] = await Promise.all([
      db().artVersion.findMany({ where: { page: { bookId: person.bookId } } }),
      db().artifact.findMany({ where: { bookId: person.bookId } }),
    ]);
    person.shas = [...art, ...files].map(({ sha256 }) => sha256);
    expect(person.shas.length).toBeGreaterThan(3);
    expect((await ask('GET', '/api/auth/me')).status).toBe(200);
    return person;
  }

  async function buy({ ask, id }: Somebody): Promise<void> {
    const { body } = await ask<{ url: string }>('POST', '/api/payments/create-checkout-session', { plan: 'pro' });
    await payOn(body.url, '4242424242424242');
    await eventually('the plan is paid', async () => (await db().entitlement.count({ where: { userId: id } })) > 0);
    await shop.eventsApplied();
  }

  async function book({ ask, name }: Somebody): Promise<string> {
    const made = await ask<{ id: string }>('POST', '/api/books', { theme: `a bird called ${name}`, pages: 2 });
    const job = await ask<{ id: string }>('POST', '/api/jobs', { kind: 'generate-book', bookId: made.body.id });
    await eventually(
      'the book is done',
      async () => {
        const { state } = await db().job.findUniqueOrThrow({ where: { id: job.body.id } });
        return state === 'completed';
      },
      60_000,
    );
    return made.body.id;
  }

  async function connect({ ask, token }: Somebody): Promise<void> {
    const started = await shop.api.ask<{ url: string }>('POST', '/api/drive/connect', { as: { token } });
    const cookie = started.headers.get('set-cookie')!.split(';')[0]!;
    const back = await google.consent(started.body.url, [
      ['account', MIA],
      ['action', 'allow'],
      ['scope', DRIVE_FILE],
    ]);
    await fetch(`${shop.api.url}${back.pathname}${back.search}`, { headers: { cookie }, redirect: 'manual' });
    expect((await ask<{ connection: unknown }>('GET', '/api/drive/connection')).body.connection).not.toBeNull();
  }

  /** Rows that only staff and workers write, with all kinds of references to the user. */
  async function staffWriteOf({ id, email, name, bookId }: Somebody): Promise<void> {
    const words = `${email} (${name}, ${id}) called`;
    await shop.api.ask('POST', `/api/support/customers/${id}/grants`, {
      as: 'finance',
      body: { plan: 'enterprise', days: 2, reason: words },
    });
    const support = await db().user.findUniqueOrThrow({ where: { email: 'support@test.local' } });
    const itemId = newId();
    await db().reconciliationException.create({
      data: {
        id: itemId,
        key: `x:${itemId}`,
        type: 'missing_local',
        state: 'open',
        subjectKind: 'charge',
        subjectId: 'ch_x',
        userId: id,
        words,
        local: words,
        occurredAt: new Date(),
        runId: itemId,
        rules: 1,
      },
    });
    await db().exceptionComment.create({
      data: { id: newId(), exceptionId: itemId, authorId: support.id, text: words },
    });
    await db().failureGroup.create({ data: { fingerprint: newId(), code: 'x', step: 'x', message: 'x', note: words } });
    await db().bulkAction.create({
      data: {
        id: newId(),
        action: 'retry',
        filter: { owner: email, text: id },
        reason: words,
        state: 'completed',
        requesterId: support.id,
        endedAt: new Date(),
      },
    });
    await db().savedView.create({
      data: { id: newId(), ownerId: support.id, name: `of ${email}`, filter: { owner: email } },
    });
    const group = newId();
    await db().errorGroup.create({
      data: {
        id: group,
        source: 'api',
        name: 'TypeError',
        message: `x of ${name}`,
        place: 'x',
        stack: '',
        release: 'x',
      },
    });
    await db().errorPerson.create({ data: { groupId: group, person: hashed(id) } });
    await db().offlineEdit.create({ data: { id: newId(), ownerId: id, outcome: { bookId } } });
    await db().idempotencyKey.create({
      data: { userId: id, route: 'x', key: 'x', bodyHash: 'x', resourceId: newId() },
    });
    await db().outgoingMail.create({
      data: { id: newId(), recipient: 'finance@test.local', subject: 'Look', body: words, state: 'kept' },
    });
    // an event of the days before they were kept without the person
    await db().stripeEvent.create({
      data: {
        id: `evt_${newId()}`,
        type: 'customer.created',
        objectId: 'cus',
        payload: { data: { object: { email, name, metadata: { userId: id } } } },
        source: 'webhook',
        state: 'ignored',
        createdAt: new Date(),
      },
    });
    await db().$transaction((tx) =>
      recordAudit(tx, {
        actor: { id: support.id, email: support.email, role: 'support' },
        act: 'look',
        subjectKind: 'user',
        subjectId: id,
        reason: words,
        detail: { said: [email] },
      }),
    );
  }

  /** Tables in which any column of any row says one of these. */
  async function tablesWith(texts: string[]): Promise<string[]> {
    const patterns = texts.map((text) => `%${text}%`);
    const tables = await db().$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`;
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(DATA_RETENTION)));
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await db().$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM "${name}" AS r WHERE r::text ILIKE ANY ($1) LIMIT 1`,
        patterns,
      );
      if (rows.length > 0) found.push(name);
    }
    return found;
  }

  /** Each fact that finance signs when a month is closed, word for word. */
  const evidence = async (): Promise<string[]> => {
    const lines: string[] = [];
    const month = monthNamed(new Date().toISOString().slice(0, 7));
    await takeEvidence(db(), { month, rules: 1, asOf: new Date(Date.now() + 86_400_000) }, (text) => lines.push(text));
    return lines.filter((text) => /^{"(ledger|stripe|resolved)"/.test(text));
  };
  const imbalance = () =>
    db().$queryRaw`SELECT currency FROM "LedgerPosting" GROUP BY currency HAVING sum(amount) <> 0`;

  const erasure = (id: string) => db().accountErasure.findUniqueOrThrow({ where: { id } });
  const reaches = (id: string, state: string, ms = 60_000): Promise<void> => {
    let last: unknown;
    return eventually(
      `the erasure is ${state}`,
      async () => ((last = await erasure(id)) as { state: string }).state === state,
      ms,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)} (it is ${JSON.stringify(last)})`);
    });
  };

  it('is packed into one archive: once at a time, for its owner alone, and announced by email', async () => {
    const person = await somebody();
    const [one, two] = await Promise.all([
      person.ask<ExportView>('POST', '/api/account/export'),
      person.ask<ExportView>('POST', '/api/account/export'),
    ]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(one.body.id).toBe(two.body.id);
    await eventually(
      'the archive is ready',
      async () => {
        const { body } = await person.ask<{ export: ExportView }>('GET', '/api/account/export');
        return body.export.state === 'ready';
      },
      60_000,
    );
    await eventually('the mail is sent', () =>
      Promise.resolve(sent.some(({ to, subject }) => to === person.email && subject === 'Your data is ready')),
    );
    const answer = await fetch(`${shop.api.url}/api/account/export/file`, {
      headers: { authorization: `Bearer ${person.token}` },
    });
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="ColorBook data/);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const files = await unzip(bytes);
    const json = (name: string): Record<string, unknown>[] =>
      JSON.parse(files.get(`records/${name}.json`)!.toString()) as never;
    expect(json('account')).toMatchObject([{ id: person.id, email: person.email, name: person.name }]);
    expect(json('books')).toMatchObject([{ id: person.bookId }]);
    expect(json('pages')).toHaveLength(3);
    expect(json('orders')).toMatchObject([{ userId: person.id, state: 'paid', payments: [{ state: 'succeeded' }] }]);
    expect(json('drive')).toMatchObject([{ ownerId: person.id, accountId: expect.any(String) }]);
    for (const name of [
      'jobs',
      'job-events',
      'files',
      'art',
      'usage',
      'sessions',
      'mails',
      'audit',
      'errors',
      'access',
      'subscriptions',
      'billing',
    ])
      expect([name, json(name).length]).toEqual([name, expect.any(Number)]);
    for (const name of ['jobs', 'job-events', 'files', 'art', 'usage', 'sessions', 'mails', 'audit', 'errors'])
      expect([name, json(name).length > 0]).toEqual([name, true]);
    const pdf = [...files].find(([name]) => name.endsWith('.pdf'))!;
    expect(pdf[1].subarray(0, 5).toString()).toBe('%PDF-');
    expect([...files.keys()].filter((name) => name.endsWith('.svg')).length).toBeGreaterThanOrEqual(3);
    expect(JSON.parse(files.get('missing.json')!.toString())).toEqual([]);
    // no key to anything, and no colleague by name
    const all = [...files]
      .filter(([name]) => name.startsWith('records/'))
      .map(([, text]) => text.toString())
      .join('\n');
    for (const secret of ['passwordHash', 'tokenHash', 'tokens', 'support@test.local', '$argon2'])
      expect(all).not.toContain(secret);
    const stranger = await newcomer();
    expect((await stranger.ask('GET', '/api/account/export/file')).status).toBe(404);
  });

  it('can be taken back in its days of grace: a plan renews again, and a link in the mail does the same', async () => {
    const person = await newcomer();
    await buy(person);
    const ask = { password: PASSWORD, email: person.email.toUpperCase() };
    expect((await person.ask('POST', '/api/account/erasure', { ...ask, password: 'no' })).body).toMatchObject({
      code: 'wrong-password',
    });
    expect((await person.ask('POST', '/api/account/erasure', { ...ask, email: 'x@y.z' })).body).toMatchObject({
      code: 'wrong-email',
    });
    const started = await person.ask<ErasureStateView>('POST', '/api/account/erasure', ask);
    expect([started.status, started.body.erasure?.state, started.body.graceDays]).toEqual([202, 'waiting', 7]);
    const again = await person.ask<ErasureStateView>('POST', '/api/account/erasure', ask);
    expect(again.body.erasure?.id).toBe(started.body.erasure?.id);
    const renews = async (is: boolean): Promise<void> => {
      await eventually(`the plan ${is ? 'renews' : 'does not renew'}`, async () => {
        const { cancelAtPeriodEnd } = await db().subscription.findFirstOrThrow({ where: { userId: person.id } });
        return cancelAtPeriodEnd !== is;
      });
    };
    await renews(false);
    // everything else is as it was
    expect((await person.ask('GET', '/api/books')).status).toBe(200);
    expect((await person.ask<ErasureStateView>('DELETE', '/api/account/erasure')).body.erasure).toBeNull();
    await renews(true);
    expect((await person.ask('DELETE', '/api/account/erasure')).status).toBe(404);

    const second = await person.ask<ErasureStateView>('POST', '/api/account/erasure', ask);
    await eventually('both mails are sent', () =>
      Promise.resolve(emails(person, 'Your account will be erased').length === 2),
    );
    const token = /keep-account\?token=([\w-]{43})/.exec(
      emails(person, 'Your account will be erased').at(-1)!.text,
    )![1];
    const undo = (with_: string) => shop.api.ask('POST', '/api/account/erasure/undo', { body: { token: with_ } });
    expect((await undo('x'.repeat(43))).status).toBe(422);
    expect((await undo(token!)).status).toBe(204);
    expect((await undo(token!)).status).toBe(422);
    await reaches(second.body.erasure!.id, 'taken-back');
    await eventually('it is announced', () => Promise.resolve(emails(person, 'Your account stays').length === 2));
    expect((await erasure(second.body.erasure!.id)).userId).toBeNull();
    expect(
      (await shop.api.ask('POST', '/api/auth/login', { body: { email: person.email, password: PASSWORD } })).status,
    ).toBe(200);
  });

  const emails = ({ email }: Somebody, subject: string): Mail[] =>
    sent.filter((each) => each.to === email && each.subject === subject);

  it('is gone after an erasure, from everywhere except what the law requires to be retained; and nobody else loses anything', async () => {
    const person = await somebody();
    const other = await somebody();
    const shared = person.shas[0]!;
    const page = await db().page.findFirstOrThrow({ where: { bookId: other.bookId, number: 1 } });
    await db().artVersion.create({
      data: {
        id: newId(),
        pageId: page.id,
        version: 99,
        round: 0,
        sha256: shared,
        size: 1,
        provider: 'built-in',
        model: '',
        variation: 0,
        prompt: '',
        durationMs: 1,
      },
    });
    // a book that is being drawn while its author goes
    shop.artist.pace = 400;
    const busy = await person.ask<{ id: string }>('POST', '/api/books', { theme: 'a slow book', pages: 30 });
    await person.ask('POST', '/api/jobs', { kind: 'generate-book', bookId: busy.body.id });
    await person.ask('POST', '/api/account/export');
    const before = { evidence: await evidence(), entries: (await checkAudit(db())).entries };
    expect(before.evidence.length).toBeGreaterThan(2);

    await person.ask('POST', '/api/account/erasure', { password: PASSWORD, email: person.email });
    const ordered = await shop.api.ask<AccountRequest>('POST', `/api/admin/accounts/${person.id}/erasure`, {
      as: 'admin',
      body: { reason: `${person.name} asked by letter` },
    });
    expect([ordered.status, ordered.body.state]).toEqual([202, 'waiting']);
    await reaches(ordered.body.id, 'done', 90_000);
    shop.artist.pace = 0;
    await shop.eventsApplied();

    expect(await tablesWith([person.id, person.email, person.name.toUpperCase()])).toEqual([]);
    expect(await tablesWith([other.id])).toEqual(expect.arrayContaining(['User', 'Order', 'Book', 'Job']));
    for (const sha of person.shas)
      expect([sha, await shop.platform.store.has(sha)]).toEqual([sha, sha === shared || other.shas.includes(sha)]);
    for (const sha of other.shas) expect(await shop.platform.store.has(sha)).toBe(true);

    expect((await person.ask('GET', '/api/auth/me')).status).toBe(401);
    // Stripe and Google forgot as well
    expect(await shop.stripe.customers.retrieve(person.customerId)).toMatchObject({ deleted: true });
    expect((await shop.stripe.subscriptions.retrieve(person.subscriptionId)).status).toBe('canceled');
    expect((await shop.stripe.subscriptions.retrieve(other.subscriptionId)).status).toBe('active');
    expect(await db().driveConnection.count({ where: { ownerId: person.id } })).toBe(0);

    expect(await checkAudit(db())).toMatchObject({ ok: true });
    expect((await checkAudit(db())).entries).toBeGreaterThan(before.entries);
    // a page that was drawn meanwhile is paid for: facts are added, none is changed or lost
    expect(await evidence()).toEqual(expect.arrayContaining(before.evidence));
    expect(await imbalance()).toEqual([]);
    const row = await erasure(ordered.body.id);
    expect(row).toMatchObject({ userId: null, undoHash: null, reason: '' });
    expect(row.retained).toEqual(
      expect.arrayContaining(['payments', 'ledger', 'stripe', 'audit', 'drive', 'tombstone']),
    );
    const kept = await db().order.findMany({ where: { userId: row.pseudonymId } });
    expect(kept).toMatchObject([{ state: 'paid' }]);
    const farewell = emails(person, 'Your account is erased');
    expect(farewell).toHaveLength(1);
    expect(farewell[0]!.text).toMatch(/§ 147 AO/);
    const list = await shop.api.ask<Listing<AccountRequest>>('GET', '/api/support/account-requests?state=all', {
      as: 'support',
    });
    expect(list.body.items.find(({ id }) => id === row.id)).toMatchObject({
      kind: 'erase-account',
      state: 'done',
      person: null,
    });
    // Temporal, too
    let runs = 0;
    for await (const _run of shop.platform.client.workflow.list({ query: `OwnerId = "${person.id}"` })) runs += 1;
    expect(runs).toBe(0);
    // later events of Stripe restore nothing
    await shop.pass(40);
    await shop.eventsApplied();
    expect(await tablesWith([person.id, person.email])).toEqual([]);
    const login = { email: person.email, password: PASSWORD };
    expect((await shop.api.ask('POST', '/api/auth/login', { body: login })).status).toBe(401);
    expect(await readdir(join(shop.platform.directory, 'artifacts'))).not.toEqual([]);
  });

  it('is erased when its days of grace are over; Stripe and Google may be away meanwhile, and a refusal waits for support', async () => {
    const person = await somebody();
    const id = newId();
    await google.admin('POST', 'faults', { kind: 'error', match: '/revoke', status: 503, times: 2 });
    await shop.sandbox('POST', 'faults', { kind: 'api-500', match: 'DELETE /v1/customers', times: 2 });
    await insertErasure(db(), { id, userId: person.id, askedBy: 'person', eraseAt: new Date(Date.now() + 2_000) });
    await startErasureWorkflow(shop.platform.client, id);
    await reaches(id, 'done', 90_000);
    expect(await tablesWith([person.id, person.email])).toEqual([]);

    const next = await somebody();
    await google.admin('POST', 'faults', { kind: 'error', match: '/revoke', status: 403, reason: 'domainPolicy' });
    const refused = newId();
    await insertErasure(db(), { id: refused, userId: next.id, askedBy: 'person', eraseAt: new Date() });
    await startErasureWorkflow(shop.platform.client, refused);
    await reaches(refused, 'needs-attention');
    expect(await erasure(refused)).toMatchObject({ step: 'drive', code: 'drive-refused' });
    await google.admin('DELETE', 'faults');
    const retry = await shop.api.ask('POST', `/api/support/account-requests/${refused}/retry`, {
      as: 'support',
      body: { reason: 'Google lets us again' },
    });
    expect(retry.status).toBe(202);
    await reaches(refused, 'done', 90_000);
    expect(await tablesWith([next.id, next.email])).toEqual([]);
  });

  it('is erased to the same end when every step is done twice, as after a crash', async () => {
    const person = await somebody();
    const erasureId = newId();
    await insertErasure(db(), { id: erasureId, userId: person.id, askedBy: 'person', eraseAt: new Date() });
    const activities = createAccountActivities({ ...shop.platform.accountDeps, youngMs: 0 });
    const ask = { erasureId, force: true };
    const steps = [
      'beginErasure',
      'stopRenewal',
      'closeAccount',
      'stopJobs',
      'giveBackGrant',
      'forgetCustomer',
      'eraseRecords',
      'removeFiles',
      'sendFarewell',
      'sendFarewell',
      'endErasure',
    ] as const;
    for (const name of steps)
      for (let time = 0; time < 2; time += 1) {
        const run = (): Promise<unknown> =>
          new MockActivityEnvironment().run(activities[name] as (ask: object) => Promise<unknown>, ask);
        let done = (await run()) as { over?: boolean } | undefined;
        while (name === 'sendFarewell' && done?.over === false) done = (await run()) as { over: boolean };
      }
    expect(await tablesWith([person.id, person.email])).toEqual([]);
    expect(emails(person, 'Your account is erased')).toHaveLength(1);
    expect(
      await db().auditEntry.count({
        where: { act: 'erase-account', subjectId: (await erasure(erasureId)).pseudonymId },
      }),
    ).toBe(1);
    expect(await checkAudit(db())).toMatchObject({ ok: true });
  });

  it('is erased again when a restored backup brings it back', async () => {
    const person = await newcomer();
    const user = await db().user.findUniqueOrThrow({ where: { id: person.id }, omit: { nameFolded: true } });
    const id = newId();
    await insertErasure(db(), { id, userId: person.id, askedBy: 'person', eraseAt: new Date() });
    await startErasureWorkflow(shop.platform.client, id);
    await reaches(id, 'done');
    await db().user.create({ data: user });
    const { createUpkeepActivities } = await import('#activities/upkeep/upkeep-activities.js');
    const { client, store } = shop.platform;
    const upkeep = createUpkeepActivities({ db: db(), client, store });
    await new MockActivityEnvironment().run(upkeep.tidyUp);
    // as the watchdog does, every few seconds
    await eventually('it is gone again', async () => {
      await new MockActivityEnvironment().run(upkeep.startQueuedJobs);
      return (await tablesWith([person.id, person.email])).length === 0;
    });
    await eventually(
      'it has ended',
      async () => (await db().accountErasure.count({ where: { askedBy: 'restore', state: 'done' } })) === 1,
    );
  });

  it('keeps the last admin', async () => {
    const answer = await shop.api.ask('POST', '/api/account/erasure', {
      as: 'admin',
      body: { password: PASSWORD, email: 'admin@test.local' },
    });
    expect(answer.body).toMatchObject({ code: 'last-admin' });
  });
});
