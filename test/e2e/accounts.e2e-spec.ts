import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session, UserView } from '#contracts/auth.js';
import type { MailText, MailView } from '#contracts/mail.js';
import type { Listing } from '#contracts/pagination.js';
import type { BookView } from '#contracts/books.js';
import { newId } from '#database/ids.js';
import { FileSender } from '../../libs/mail/file-sender.js';
import type { MailSender } from '../../libs/mail/mail-sender.js';
import { SmtpSender } from '../../libs/mail/smtp-sender.js';
import { PASSWORD, linkToken, startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { startSmtpServer } from '../support/smtp-server.js';
import type { SmtpServer } from '../support/smtp-server.js';
import { eventually } from '../support/stack.js';

const NEW_PASSWORD = 'another long password';

describe('an account', () => {
  let platform: Platform;
  let api: Api;
  let folder: string;
  let server: SmtpServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colorbook-mail-'));
    server = await startSmtpServer();
    const files = new FileSender(folder);
    const smtp = new SmtpSender({ url: server.url, from: 'Books <books@example.com>' });
    const mail: MailSender = {
      deliver: (each) => (each.to.startsWith('smtp') ? smtp : files).deliver(each),
      forget: (id) => files.forget(id),
    };
    platform = await startPlatform({ mail, illustrators: {}, storytellers: {} });
    await platform.startWorkers();
    api = await startApi(platform);
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const post = <T = Record<string, unknown>>(path: string, body?: object, token?: string) =>
    api.ask<T>('POST', `/api/auth/${path}`, { ...(body ? { body } : {}), ...(token ? { as: { token } } : {}) });
  const join_ = (email: string) => post<Session>('register', { email, password: PASSWORD, name: 'New Person' });
  const mailsTo = (recipient: string) =>
    platform.db.outgoingMail.findMany({ where: { recipient }, orderBy: { id: 'asc' } });
  const kept = (recipient: string) =>
    eventually('the mail is kept', async () => (await mailsTo(recipient)).at(-1)?.state === 'kept');

  it('is not verified until the link of the mail is used, which works once', async () => {
    const { body } = await join_('once@test.local');
    expect(body.user.verified).toBe(false);
    await kept('once@test.local');
    const [mail] = await mailsTo('once@test.local');
    const file = await readFile(join(folder, `${mail!.id}.eml`), 'utf8');
    expect(file).toContain('To: once@test.local');
    expect(mail!.body).toContain('http://books.test/verify-email?token=');
    const token = await linkToken(platform, 'once@test.local');
    const verified = await post<UserView>('verify-email', { token });
    expect(verified.body).toMatchObject({ email: 'once@test.local', verified: true });
    expect(await post('verify-email', { token })).toMatchObject({ status: 422, body: { code: 'link-not-valid' } });
    const me = await api.ask<UserView>('GET', '/api/auth/me', { as: { token: body.accessToken } });
    expect(me.body.verified).toBe(true);
  });

  it('looks and edits without being verified, but starts no job', async () => {
    const { accessToken } = (await join_('looks@test.local')).body;
    const as = { token: accessToken };
    const made = await api.ask<BookView>('POST', '/api/books', { as, body: { theme: 'a cat', pages: 1 } });
    expect(made.status).toBe(201);
    const job = { kind: 'generate-book', bookId: made.body.id };
    const refused = await api.ask('POST', '/api/jobs', { as, body: job });
    expect(refused).toMatchObject({ status: 403, body: { code: 'email-not-verified' } });
    expect(String(refused.body['detail'])).toMatch(/link in the mail/);
    expect(await platform.db.job.count({ where: { bookId: made.body.id } })).toBe(0);
    await post('verify-email', { token: await linkToken(platform, 'looks@test.local') });
    expect((await api.ask('POST', '/api/jobs', { as, body: job })).status).toBe(202);
  });

  it('stores no token and no password as it is', async () => {
    await join_('hash@test.local');
    const token = await linkToken(platform, 'hash@test.local');
    const rows = await platform.db.accountToken.findMany({ where: { user: { email: 'hash@test.local' } } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
    const hours = (rows[0]!.expiresAt.getTime() - rows[0]!.createdAt.getTime()) / 3_600_000;
    expect(Math.round(hours)).toBe(24);
  });

  it('takes no token that is too old, or that is for something else', async () => {
    await join_('old@test.local');
    const token = await linkToken(platform, 'old@test.local');
    expect((await post('reset-password', { token, password: NEW_PASSWORD })).status).toBe(422);
    await platform.db.accountToken.updateMany({
      where: { user: { email: 'old@test.local' } },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect((await post('verify-email', { token })).body).toMatchObject({ code: 'link-not-valid' });
    expect((await post('verify-email', { token: 'short' })).status).toBe(422);
  });

  it('gets the mail again when it asks, five times in an hour', async () => {
    const { accessToken } = (await join_('again@test.local')).body;
    for (let count = 1; count < 5; count += 1)
      expect((await post('resend-verification', undefined, accessToken)).status).toBe(202);
    const refused = await post('resend-verification', undefined, accessToken);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-mails' } });
    expect(await mailsTo('again@test.local')).toHaveLength(5);
    await post('verify-email', { token: await linkToken(platform, 'again@test.local') });
    expect((await post('resend-verification', undefined, accessToken)).body).toMatchObject({
      code: 'already-verified',
    });
  });

  it('answers alike to who forgot a password, known or not, in the same time, and mails only a few times', async () => {
    await api.register('known@test.local');
    const times: Record<string, number[]> = { 'known@test.local': [], 'ghost@test.local': [] };
    const answers = new Set<string>();
    for (let count = 0; count < 7; count += 1)
      for (const email of Object.keys(times)) {
        const started = performance.now();
        const answer = await post('forgot-password', { email });
        times[email]!.push(performance.now() - started);
        answers.add(`${answer.status} ${JSON.stringify(answer.body)}`);
      }
    expect([...answers]).toEqual([expect.stringMatching(/^202 /)]);
    const middle = (list: number[]): number => list.sort((a, b) => a - b)[3]!;
    const [known, ghost] = [middle(times['known@test.local']!), middle(times['ghost@test.local']!)];
    // on a slow machine both take longer, and differ by more
    expect(Math.abs(known - ghost)).toBeLessThan(60 + Math.max(known, ghost) / 2);
    expect((await mailsTo('known@test.local')).filter(({ subject }) => /new password/.test(subject))).toHaveLength(5);
    expect(await mailsTo('ghost@test.local')).toEqual([]);
  });

  it('gets a new password by the link, and is signed out everywhere', async () => {
    const { headers } = await join_('reset@test.local');
    const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
    for (let count = 0; count < 6; count += 1) await post('login', { email: 'reset@test.local', password: 'wrong' });
    await post('forgot-password', { email: 'reset@test.local' });
    const token = await linkToken(platform, 'reset@test.local');
    expect((await post('reset-password', { token, password: 'short' })).status).toBe(422);
    expect((await post('reset-password', { token, password: NEW_PASSWORD })).status).toBe(204);
    expect((await post('reset-password', { token, password: 'a third long password' })).status).toBe(422);
    expect((await api.ask('POST', '/api/auth/refresh', { headers: { cookie } })).status).toBe(401);
    expect((await post('login', { email: 'reset@test.local', password: PASSWORD })).status).toBe(401);
    const again = await post<Session>('login', { email: 'reset@test.local', password: NEW_PASSWORD });
    expect(again).toMatchObject({ status: 200, body: { user: { verified: true } } });
    expect((await mailsTo('reset@test.local')).at(-1)?.subject).toBe('Your password was changed');
  });

  it('lets only one of many uses of one link through', async () => {
    await join_('race@test.local');
    const token = await linkToken(platform, 'race@test.local');
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('verify-email', { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('shows outgoing mails to the admin page by page, without their words', async () => {
    await join_('listed@test.local');
    await kept('listed@test.local');
    await platform.db.outgoingMail.create({
      data: { id: newId(), recipient: 'sent@test.local', subject: 'x', body: 'secret', state: 'sent' },
    });
    const list = (query: string) => api.ask<Listing<MailView>>('GET', `/api/admin/mail?${query}`, { as: 'admin' });
    const first = (await list('limit=2')).body;
    expect(first.items.map(({ recipient, hasBody }) => [recipient, hasBody])).toEqual([
      ['sent@test.local', true],
      ['listed@test.local', true],
    ]);
    expect(JSON.stringify(first)).not.toMatch(/token=|secret/);
    const second = (await list(`limit=2&cursor=${first.nextCursor}`)).body;
    expect(second.items).toHaveLength(2);
    expect(second.items.map(({ id }) => id)).not.toContain(first.items[1]!.id);
    expect((await list('cursor=nonsense')).status).toBe(422);
  });

  it('opens a mail for a reason that is recorded, and shows no secret of its links to anybody', async () => {
    await join_('opened@test.local');
    await post('forgot-password', { email: 'opened@test.local' });
    await kept('opened@test.local');
    const mails = await mailsTo('opened@test.local');
    expect(mails).toHaveLength(2);
    for (const { id, body, subject } of mails) {
      const secret = /token=([\w-]{43})/.exec(body)![1]!;
      const open = (reason?: string, as: 'admin' | 'support' = 'admin') =>
        api.ask<MailText>('POST', `/api/admin/mail/${id}/open`, { as, body: { reason } });
      expect((await open(undefined)).status).toBe(422);
      expect((await open('a look', 'support')).status).toBe(403);
      const opened = await open('the author has no mail');
      expect(opened).toMatchObject({
        status: 200,
        body: { subject, body: expect.stringContaining('?token=[removed]') },
      });
      expect(JSON.stringify(opened.body)).not.toContain(secret);
      expect(await platform.db.auditEntry.findMany({ where: { subjectId: id } })).toMatchObject([
        { act: 'open-mail', subjectKind: 'mail', reason: 'the author has no mail', actorEmail: 'admin@test.local' },
      ]);
      const log = await api.ask<string>('GET', '/api/support/audit.jsonl', { as: 'admin' });
      expect(String(log.body)).not.toContain(secret);
    }
  });

  it('is mailed by SMTP once the server takes it, and then no copy of the link is left here', async () => {
    let tries = 0;
    server.answer = (what) => (what === 'message' && ++tries === 1 ? '451 try again' : undefined);
    await join_('smtp@test.local');
    const link = await linkToken(platform, 'smtp@test.local');
    await eventually('the mail is sent', async () => (await mailsTo('smtp@test.local'))[0]?.state === 'sent');
    const [mail] = await mailsTo('smtp@test.local');
    expect(mail).toMatchObject({ body: '', sentAt: expect.any(Date) });
    expect(server.recipients).toEqual(['smtp@test.local']);
    expect(server.messages[0]).toContain(`Message-ID: <${mail!.id}@example.com>`);
    const token = /token=(?:3D)?([\w-]{43})/.exec(server.messages[0]!.replaceAll('=\r\n', ''))?.[1];
    expect([token, tries]).toEqual([link, 2]);
    expect((await post('verify-email', { token })).status).toBe(200);
  });

  it('is not retried forever when the mail server rejects the recipient', async () => {
    server.answer = (what) => (what === 'recipient' ? '550 no such person' : undefined);
    await join_('smtp-nobody@test.local');
    await eventually('it is given up', async () => (await mailsTo('smtp-nobody@test.local'))[0]?.state === 'failed');
    expect((await mailsTo('smtp-nobody@test.local'))[0]).toMatchObject({ body: '' });
  });

  it('loses no mail that was written down while Temporal was away', async () => {
    const id = newId();
    const createdAt = new Date(Date.now() - 60_000);
    await platform.db.outgoingMail.create({
      data: { id, recipient: 'late@test.local', subject: 'late', body: 'hello', createdAt },
    });
    await platform.client.workflow.start('watchdog', { workflowId: 'watchdog', taskQueue: 'orchestration' });
    await kept('late@test.local');
    await platform.client.workflow.getHandle('watchdog').terminate();
  });
});
