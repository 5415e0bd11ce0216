import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertCounts, AlertRuleView, AlertView } from '#contracts/alerts.js';
import type { Role } from '#contracts/auth.js';
import type { HealthView, MetricsView } from '#contracts/health.js';
import { loadConfig } from '#config/load-config.js';
import { newId } from '#database/ids.js';
import { alertRound } from '#observability/alerts/round.js';
import type { AlertDeps } from '#observability/alerts/round.js';
import { fetchQueues } from '#temporal/fetch-queues.js';
import { startWatchdog } from '#temporal/start/start-watchdog.js';
import { AlertRelief } from '../../apps/api/monitoring/alert-relief.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';
import { startReceiver } from '../support/webhook-receiver.js';

const SECRET = 'a secret of the webhook, long enough for it';
const DUTY = ['duty@x.example', 'boss@x.example'];
const MINUTE_MS = 60_000;

describe('alerts', () => {
  let platform: Platform;
  let api: Api;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let deps: AlertDeps;

  beforeAll(async () => {
    receiver = await startReceiver(SECRET);
    const alerts = { mailTo: DUTY, webhook: { url: receiver.url, secret: SECRET } };
    platform = await startPlatform({
      alerts,
      illustrators: { 'built-in': new QuickIllustrator() },
      storytellers: { 'built-in': new QuickStoryteller() },
    });
    api = await startApi(platform, {
      ALERT_MAIL_TO: DUTY.join(),
      ALERT_WEBHOOK_URL: receiver.url,
      ALERT_WEBHOOK_SECRET: SECRET,
    });
    const { db, client } = platform;
    deps = {
      db,
      payments: false,
      queues: () => fetchQueues(client),
      disk: () => Promise.resolve(null),
      alerts,
      publicUrl: 'http://books.test',
    };
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
    await receiver?.stop();
  });

  const ask = async <T>(method: string, path: string, as: Role, body?: object, status = 200): Promise<T> => {
    const answer = await api.ask<T>(method, `/api/monitoring/${path}`, { as, ...(body ? { body } : {}) });
    expect([path, answer.status]).toEqual([path, status]);
    return answer.body;
  };
  const listed = async (state = 'unresolved', as: Role = 'support'): Promise<AlertView[]> =>
    (await ask<{ items: AlertView[] }>('GET', `alerts?state=${state}`, as)).items;
  const cost = (key: string, units: number) =>
    platform.db.providerCall.create({
      data: { key, jobId: newId(), provider: 'openai', costMicros: BigInt(units * 1e6) },
    });
  /** Many watchdogs, many times. */
  const runRules = async (): Promise<void> => {
    for (let time = 0; time < 3; time += 1) await Promise.all([alertRound(deps), alertRound(deps), alertRound(deps)]);
  };
  const mails = (): Promise<{ recipient: string; subject: string; body: string }[]> =>
    platform.db.outgoingMail.findMany({
      where: { recipient: { in: DUTY } },
      orderBy: [{ createdAt: 'asc' }, { recipient: 'desc' }],
    });
  const deliveries = (): string[] => receiver.calls.map(({ body }) => `${body.moment} ${body.alert.rule}`);
  const makeDue = () => platform.db.alertCall.updateMany({ where: { state: 'queued' }, data: { nextAt: new Date() } });

  describe('in the lifecycle of one', () => {
    it('is opened once, however often and by however many it is looked for', async () => {
      await alertRound(deps);
      expect(await listed()).toEqual([]);
      await cost('first', 101);
      await runRules();
      const [alert, ...more] = await listed();
      expect(more).toEqual([]);
      expect(alert).toMatchObject({
        rule: 'provider-cost',
        subject: 'usd',
        state: 'open',
        severity: 'critical',
        runbook: '/monitoring/runbook#provider-cost',
        resolvedAt: null,
        clearAt: null,
      });
      expect(alert!.message).toBe('Providers took 101.00 USD today; the ceiling is 100.');
      expect(deliveries()).toEqual(['opened provider-cost']);
    });

    it('notifies the webhook with a signature, and the mailbox with text', async () => {
      expect(receiver.calls[0]).toMatchObject({
        genuine: true,
        body: { url: 'http://books.test/monitoring/alerts', alert: { state: 'open' } },
      });
      expect(receiver.calls[0]!.id).toBe(receiver.calls[0]!.body.id);
      const sent = await mails();
      expect(sent.map(({ recipient }) => recipient)).toEqual(DUTY);
      expect(sent[0]!.subject).toBe('[ColorBook] Critical: AI costs more today than it should (usd)');
      expect(sent[0]!.body).toContain('http://books.test/monitoring/runbook#provider-cost');
    });

    it('is somebody’s once it is acknowledged, and that is written down once', async () => {
      const { id } = (await listed())[0]!;
      expect(await ask<AlertCounts>('GET', 'alerts/counts', 'finance')).toEqual({ open: 1, acknowledged: 0 });
      await ask('POST', `alerts/${id}/acknowledge`, 'support', { note: 'I look at it' });
      const again = await ask<AlertView>('POST', `alerts/${id}/acknowledge`, 'admin', { note: 'me too' });
      expect(again).toMatchObject({ state: 'acknowledged', acknowledged: { note: 'I look at it' } });
      expect(await ask<AlertCounts>('GET', 'alerts/counts', 'finance')).toEqual({ open: 0, acknowledged: 1 });
      const entries = await platform.db.auditEntry.findMany({ where: { subjectId: id } });
      expect(entries.map(({ act, reason }) => [act, reason])).toEqual([['alert-acknowledged', 'I look at it']]);
      await runRules();
      expect((await listed())[0]!.state).toBe('acknowledged');
    });

    it('does not flap: what goes and comes back is the same alert, and is not notified again', async () => {
      await platform.db.providerCall.update({ where: { key: 'first' }, data: { costMicros: 1n } });
      await runRules();
      const [gone] = await listed();
      expect(gone!.clearAt).not.toBeNull();
      await cost('second', 150);
      await runRules();
      const [back, ...more] = await listed();
      expect(more).toEqual([]);
      expect(back).toMatchObject({ id: gone!.id, clearAt: null, state: 'acknowledged' });
      expect(back!.message).toContain('150.00 USD');
      expect(deliveries()).toEqual(['opened provider-cost']);
    });

    it('is resolved once, after it has stayed gone for its time', async () => {
      await platform.db.providerCall.update({ where: { key: 'second' }, data: { costMicros: 1n } });
      await alertRound(deps);
      const ago = (minutes: number) =>
        platform.db.alert.updateMany({ data: { clearAt: new Date(Date.now() - minutes * MINUTE_MS) } });
      await ago(4);
      await runRules();
      expect(await listed()).toHaveLength(1);
      await ago(5);
      await runRules();
      expect(await listed()).toEqual([]);
      expect(await listed('resolved')).toHaveLength(1);
      expect(deliveries()).toEqual(['opened provider-cost', 'resolved provider-cost']);
      expect(receiver.calls[1]).toMatchObject({ genuine: true, body: { alert: { state: 'resolved' } } });
      expect((await mails()).slice(2).map(({ subject }) => subject)).toEqual(
        DUTY.map(() => '[ColorBook] Resolved: AI costs more today than it should (usd)'),
      );
    });

    it('is a new one when it comes again later', async () => {
      await cost('third', 200);
      await runRules();
      expect([(await listed()).length, (await listed('resolved')).length]).toEqual([1, 1]);
      expect(deliveries().slice(2)).toEqual(['opened provider-cost']);
      const { id } = (await listed('resolved'))[0]!;
      await ask('POST', `alerts/${id}/acknowledge`, 'support', { note: '' }, 409);
    });
  });

  it('are delivered to a webhook once it is available again, opening before resolution, under the same id', async () => {
    receiver.calls.length = 0;
    receiver.answer = 500;
    await platform.db.providerCall.deleteMany();
    await ask('PATCH', 'alert-rules/provider-cost', 'admin', { settings: { clear: 0, ceiling: 10 }, reason: 'a test' });
    await runRules();
    await cost('fourth', 11);
    await runRules();
    await platform.db.providerCall.deleteMany();
    await runRules();
    expect(await listed()).toEqual([]);
    await makeDue();
    await alertRound(deps);
    receiver.answer = 204;
    await makeDue();
    await alertRound(deps);
    await makeDue();
    await alertRound(deps);
    await makeDue();
    await alertRound(deps);
    // Calls of different alerts are made side by side; those of one alert in their order.
    const newest = receiver.calls.at(-1)!.body.alert.id;
    const news = receiver.calls.filter(({ body }) => body.alert.id === newest);
    expect(news.map(({ body }) => body.moment)).toEqual(['opened', 'opened', 'opened', 'resolved']);
    expect(new Set(news.map(({ id }) => id)).size).toBe(2);
    expect(await platform.db.alertCall.count({ where: { state: { not: 'sent' } } })).toBe(0);
    const before = receiver.calls.length;
    await runRules();
    expect(receiver.calls.length).toBe(before);
  });

  it('are given up on after a day, and follow no redirect', async () => {
    receiver.calls.length = 0;
    receiver.answer = 302;
    await cost('fifth', 11);
    await alertRound(deps);
    expect(await platform.db.alertCall.findFirst({ where: { state: 'queued' } })).toMatchObject({
      tries: 1,
      message: 'The webhook answered 302.',
    });
    await platform.db.alertCall.updateMany({
      where: { state: 'queued' },
      data: { nextAt: new Date(), createdAt: new Date(Date.now() - 25 * 60 * MINUTE_MS) },
    });
    await alertRound(deps);
    await makeDue();
    await alertRound(deps);
    expect(receiver.calls).toHaveLength(2);
    expect(await platform.db.alertCall.count({ where: { state: 'failed' } })).toBe(1);
    receiver.answer = 204;
    await platform.db.providerCall.deleteMany();
    await runRules();
  });

  describe('have rules that', () => {
    it('an admin sets, with a reason, and nobody else', async () => {
      const rules = (await ask<{ items: AlertRuleView[] }>('GET', 'alert-rules', 'support')).items;
      expect(
        rules
          .find(({ name }) => name === 'provider-cost')!
          .settings.map(({ name, value, usual }) => [name, value, usual]),
      ).toEqual([
        ['ceiling', 10, 100],
        ['clear', 0, 5],
      ]);
      expect(rules.find(({ name }) => name === 'queue-wait')).toMatchObject({ enabled: true, updatedAt: null });
      const set = (body: object, status = 200) =>
        ask<AlertRuleView>('PATCH', 'alert-rules/queue-wait', 'admin', { reason: 'a test', ...body }, status);
      await ask('PATCH', 'alert-rules/queue-wait', 'support', { enabled: false, reason: 'a test' }, 403);
      expect((await set({ settings: { minutes: 7 } })).settings[0]).toMatchObject({ name: 'minutes', value: 7 });
      expect((await set({ enabled: false })).settings[0]!.value).toBe(7);
      expect(await set({ enabled: true, settings: { minutes: null } })).toMatchObject({
        enabled: true,
        settings: [{ value: 5 }, {}],
      });
      for (const body of [
        { settings: { minutes: 0 } },
        { settings: { hours: 1 } },
        { settings: { minutes: '5' } },
        {},
        { enabled: true, reason: '' },
      ])
        await set(body, 422);
      await ask('PATCH', 'alert-rules/nonsense', 'admin', { enabled: false, reason: 'a test' }, 404);
      const entries = await platform.db.auditEntry.findMany({
        where: { subjectId: 'queue-wait' },
        orderBy: { seq: 'asc' },
      });
      expect(entries.map(({ detail }) => (detail as { now: unknown }).now)).toEqual([
        { enabled: true, settings: { minutes: 7 } },
        { enabled: false, settings: { minutes: 7 } },
        { enabled: true, settings: {} },
      ]);
    });

    it('find what is in the tables: jobs, mails, and errors', async () => {
      const { db } = platform;
      const { jobId } = await submitBook(platform, { pages: 1 }, { start: false });
      const long = new Date(Date.now() - 61 * MINUTE_MS);
      await db.job.update({ where: { id: jobId }, data: { createdAt: long } });
      await db.outgoingMail.create({
        data: { id: newId(), recipient: 'x@x.example', subject: '', body: '', createdAt: long },
      });
      await db.errorGroup.create({
        data: { id: 'e1', source: 'api', name: 'TypeError', message: '', place: 'GET /x', stack: '', release: '1' },
      });
      const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
      await db.errorHour.createMany({
        data: [
          { groupId: 'e1', hour, count: 40 },
          { groupId: 'e1', hour: new Date(hour.getTime() - 3 * 3_600_000), count: 12 },
        ],
      });
      await alertRound(deps);
      const found = new Map((await listed()).map(({ rule, subject, message }) => [`${rule} ${subject}`, message]));
      expect(found.get('queue-wait ')).toBe('The oldest queued job has waited for 61 minutes.');
      expect(found.get('mail-stuck waiting')).toContain('not sent, the first for 61 minutes.');
      expect(found.get('error-rate e1')).toBe(
        'TypeError in GET /x: 40 times in this hour and the one before, usually 1.',
      );
      await db.errorGroup.update({ where: { id: 'e1' }, data: { state: 'ignored' } });
      await db.job.update({ where: { id: jobId }, data: { state: 'needs-attention' } });
      await db.event.create({
        data: {
          seq: 0n,
          subjectKind: 'job',
          subjectId: jobId,
          ownerId: newId(),
          type: 'job.state',
          data: { state: 'needs-attention' },
          at: long,
        },
      });
      await ask('PATCH', 'alert-rules/jobs-parked', 'admin', { settings: { over: 0 }, reason: 'a test' });
      await alertRound(deps);
      const rules = (await listed()).map(({ rule }) => rule);
      expect(rules).toContain('jobs-parked');
      await db.job.update({ where: { id: jobId }, data: { state: 'canceled', endedAt: new Date() } });
      await db.outgoingMail.deleteMany({ where: { recipient: 'x@x.example' } });
    });
  });

  it('are looked for by the api while there is no watchdog, and not while there is one', async () => {
    const relief = new AlertRelief(platform.db, platform.client, loadConfig());
    expect(await relief.check()).toBe(false); // just started: the first round may be on its way
    const later = Date.now() + 151_000;
    receiver.calls.length = 0;
    await cost('sixth', 11);
    expect(await Promise.all([relief.check(later), relief.check(later)])).toEqual([true, true]);
    expect(deliveries()).toEqual(['opened provider-cost']);
    await platform.startWorkers();
    await startWatchdog(platform.client);
    await eventually('the watchdog has looked', async () => (await platform.db.alertRound.count()) === 1);
    expect(await relief.check()).toBe(false);
    await eventually(
      'the mails have gone out',
      async () => (await platform.db.outgoingMail.count({ where: { state: 'queued' } })) === 0,
    );
    expect(deliveries()).toEqual(['opened provider-cost']);
  });

  it('stand beside the health of every part', async () => {
    const { parts } = await ask<HealthView>('GET', 'health', 'support');
    const of = (name: string) => parts.find((part) => part.name === name);
    for (const name of [
      'database',
      'temporal',
      'storage',
      'queue orchestration',
      'queue studio',
      'queue press',
      'queue courier',
      'backlog',
      'watchdog',
    ])
      expect(of(name)).toMatchObject({ name, state: 'ok' });
    for (const name of ['mail', 'payments', 'drive', 'openai']) expect(of(name)).toMatchObject({ name, state: 'off' });
    const metrics = await ask<MetricsView>('GET', 'metrics', 'admin');
    expect(metrics).toMatchObject({
      parked: 0,
      oldestQueuedSeconds: null,
      mailsQueued: 0,
      endedToday: { canceled: 1 },
      alerts: { open: expect.any(Number) },
    });
    expect(metrics.queues!.map(({ queue, pollers }) => [queue, pollers])).toEqual([
      ['orchestration', 1],
      ['studio', 1],
      ['press', 1],
      ['courier', 1],
    ]);
  });
});
