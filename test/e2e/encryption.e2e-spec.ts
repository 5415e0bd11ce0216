import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import proto from '@temporalio/proto';
import { PermanentFailure } from '#failures/failure.js';
import { signalJob } from '#temporal/signal-job.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';

const UI = 'http://temporal-ui.test';
const { History } = proto.temporal.api.history.v1;

describe('encrypted workflows', () => {
  const artist = new QuickIllustrator();
  const keys = [{ id: 'test', key: randomBytes(32) }];
  let platform: Platform;
  let api: Api;
  let jobId: string;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': artist },
      storytellers: { 'built-in': new QuickStoryteller() },
      keys,
    });
    await platform.startWorkers();
    api = await startApi(platform, {
      TEMPORAL_UI_URL: UI,
      ENCRYPTION_KEYS: `test:${keys[0]!.key.toString('base64')}`,
    });
    artist.misbehave = () => {
      throw new PermanentFailure('content-refused', 'no');
    };
    ({ jobId } = await submitBook(platform, { pages: 2 }));
    await waitForState(platform, jobId, 'needs-attention');
    artist.misbehave = () => undefined;
    await signalJob(platform.client, jobId, 'again', { name: 'retryPages', pages: [] });
    await waitForState(platform, jobId, 'completed');
  });
  afterAll(async () => {
    delete process.env['ENCRYPTION_KEYS'];
    await api?.stop();
    await platform?.stop();
  });

  const decode = (payloads: unknown, headers: Record<string, string>) =>
    fetch(`${api.url}/admin/temporal-codec/decode`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ payloads }),
    });
  const cookie = async (): Promise<string> => {
    const { headers } = await api.ask('POST', '/api/support/board-session', { as: 'support' });
    return headers.get('set-cookie')!.split(';')[0]!;
  };
  const started = async () => {
    const { events } = await platform.client.workflow.getHandle(jobId).fetchHistory();
    return events![0]!.workflowExecutionStartedEventAttributes!.input!.payloads![0]!;
  };

  it('leave nothing readable in Temporal’s history, signals included', async () => {
    const history = await platform.client.workflow.getHandle(jobId).fetchHistory();
    const payloads = JSON.stringify(History.toObject(history as never, { bytes: String })).match(/"data":"[^"]+"/g)!;
    expect(payloads.length).toBeGreaterThan(5);
    const readable = payloads.map((each) => Buffer.from(each.slice(8, -1), 'base64').toString('latin1'));
    // search attributes are meant to be found by the server and stay readable; they are single words
    expect(readable.filter((each) => /jobId|round|drawn/.test(each))).toEqual([]);
  });

  it('are shown to staff who use the queue board, and to nobody else', async () => {
    const payload = proto.temporal.api.common.v1.Payload.toObject((await started()) as never, { bytes: String });
    const answer = await decode([payload], { cookie: await cookie(), origin: UI });
    expect(answer.headers.get('access-control-allow-origin')).toBe(UI);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    const { payloads } = (await answer.json()) as { payloads: { data: string }[] };
    expect(JSON.parse(Buffer.from(payloads[0]!.data, 'base64').toString())).toMatchObject({ jobId });
    expect((await decode([payload], {})).status).toBe(401);
    const stranger = await decode([payload], { cookie: await cookie(), origin: 'https://evil.example' });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await fetch(`${api.url}/admin/temporal-codec/decode`, { method: 'OPTIONS', headers: { origin: UI } })).status,
    ).toBe(204);
  });

  it('answer nonsense with a clear refusal', async () => {
    const headers = { cookie: await cookie() };
    for (const wrong of [null, 'x', [{ data: 7, metadata: 3 }], Array.from({ length: 1_001 }, () => ({}))])
      expect((await decode(wrong, headers)).status).toBe(400);
  });

  it('are readable on the queue board', async () => {
    const { body } = await api.ask<{ runId: string }>(
      'GET',
      '/admin/queues/api/queues?activeQueue=generateBook&status=completed',
      { headers: { cookie: await cookie() } },
    );
    const { queues } = body as unknown as { queues: { name: string; jobs: { id: string }[] }[] };
    const id = queues.find(({ name }) => name === 'generateBook')!.jobs[0]!.id;
    const job = await api.ask('GET', `/admin/queues/api/queues/generateBook/${id}`, {
      headers: { cookie: await cookie() },
    });
    expect(job.body).toMatchObject({ job: { data: { input: [{ jobId }] } } });
  });
});
