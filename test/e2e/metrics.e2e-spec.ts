import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataOf } from '#client/api-client.js';
import { readExposition } from '../support/exposition.js';
import type { Exposition } from '../support/exposition.js';
import { StackClient } from '../support/stack-client.js';
import { eventually, startStack } from '../support/stack.js';
import type { RunningStack } from '../support/stack.js';

const TOKEN = 'a token of the tests, long enough'.replaceAll(' ', '-');
const PAGES = 5;
/** Ids, and what a client makes up. */
const UNBOUNDED = /[\da-f]{8}-[\da-f]{4}|\d{4,}|nowhere|@/i;

describe('metrics of real processes', () => {
  let home: string;
  let stack: RunningStack;
  let client: StackClient;
  let worker: Exposition;
  let api: Exposition;

  const addressOf = (name: string): string =>
    `http://127.0.0.1:${stack.state().processes.find((each) => each.name === name)!.port}`;
  const get = (name: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${addressOf(name)}${path}`, { headers });
  async function scrape(name: string): Promise<Exposition> {
    const response = await get(name, '/metrics', { authorization: `Bearer ${TOKEN}` });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    return readExposition(await response.text());
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'colorbook-metrics-'));
    stack = await startStack({ home, workers: 1, env: { METRICS_TOKEN: TOKEN, RELEASE: '7.8.9' } });
    client = new StackClient(stack);
    const form = { theme: 'owls at the market', pages: PAGES, age: '4-8' } as const;
    const { id: bookId } = await dataOf(client.api('author').POST('/api/books', { body: form }));
    const { id } = await dataOf(client.api('author').POST('/api/jobs', { body: { kind: 'generate-book', bookId } }));
    const state = async () =>
      (await dataOf(client.api('author').GET('/api/jobs/{id}', { params: { path: { id } } }))).state;
    await eventually('the book is there', async () => (await state()) === 'completed');
    const ended = { workflow_type: 'generateBook', task_queue: 'orchestration' };
    await eventually('the worker has counted its end', async () => {
      worker = await scrape('worker-1');
      return worker.value('temporal_workflow_completed_total', ended) === 1;
    });
    api = await scrape('api');
  });
  afterAll(async () => {
    await stack?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it.each(['api', 'worker-1'])('of %s are for whoever has the token only, also on this machine', async (name) => {
    for (const authorization of ['', 'Bearer wrong', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
      const response = await get(name, '/metrics', authorization ? { authorization } : {});
      expect([authorization, response.status]).toEqual([authorization, 401]);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.text()).not.toContain('colorbook_');
    }
  });

  it('count the drawing of every page, the cover and the story once, and cost nothing', () => {
    for (const [kind, count] of [
      ['page', PAGES],
      ['cover', 1],
      ['story', 1],
    ] as const) {
      const asked = { provider: 'built-in', kind, outcome: 'done' };
      expect([kind, worker.value('colorbook_provider_call_duration_seconds_count', asked)]).toEqual([kind, count]);
      const paid = { provider: 'built-in', kind, currency: 'usd' };
      expect(worker.value('colorbook_provider_cost_minor_units_total', paid)).toBe(0);
    }
  });

  it('count every step of the book, by activity and outcome', () => {
    for (const activity of [
      'openBook',
      'writeStory',
      'planBook',
      'printInterior',
      'printCover',
      'preflight',
      'printBook',
      'finishJob',
    ]) {
      const count = worker.value('colorbook_activity_duration_seconds_count', { activity, outcome: 'done' });
      expect([activity, count]).toEqual([activity, 1]);
    }
    expect(worker.sum('colorbook_activity_duration_seconds_count', { outcome: 'surprise' })).toBe(0);
    const drawing = { activity: 'drawPages', outcome: 'done' };
    expect(worker.value('colorbook_activity_duration_seconds_sum', drawing)).toBeGreaterThan(0);
  });

  it('report how long the job and its tasks waited', () => {
    expect(worker.value('colorbook_job_queue_seconds_count', { kind: 'generate-book' })).toBe(1);
    const waited = worker.value('colorbook_job_queue_seconds_sum', { kind: 'generate-book' })!;
    expect(waited).toBeGreaterThan(0);
    expect(waited).toBeLessThan(30);
    for (const task_queue of ['studio', 'press', 'orchestration'])
      expect(worker.value('colorbook_activity_schedule_to_start_seconds_count', { task_queue })).toBeGreaterThan(0);
  });

  it('hold what Temporal’s SDK counts, in the same answer, in agreement with our own', () => {
    const drawn = { activity: 'drawPages' };
    const ours = worker.sum('colorbook_activity_duration_seconds_count', drawn);
    const theirs = worker.sum('temporal_activity_execution_latency_seconds_count', { activity_type: 'drawPages' });
    expect(ours).toBeGreaterThan(0);
    expect(theirs).toBe(ours);
    const ended = { workflow_type: 'generateBook', task_queue: 'orchestration' };
    expect(worker.value('temporal_workflow_completed_total', ended)).toBe(1);
    const waits = worker.sum('temporal_activity_schedule_to_start_latency_seconds_count', { task_queue: 'press' });
    expect(waits).toBe(1);
    expect(worker.types.get('temporal_worker_task_slots_available')).toBe('gauge');
  });

  it('of the api count requests by route pattern and class of status', () => {
    const counted = (method: string, route: string, status: string) =>
      api.value('colorbook_http_request_duration_seconds_count', { method, route, status });
    expect(counted('POST', '/api/auth/login', '2xx')).toBe(1);
    expect(counted('POST', '/api/books', '2xx')).toBe(1);
    expect(counted('POST', '/api/jobs', '2xx')).toBe(1);
    expect(counted('GET', '/api/jobs/:id', '2xx')).toBeGreaterThan(0);
  });

  it('of the api report jobs by kind and state from the database', async () => {
    const jobsIn = (state: string) => api.value('colorbook_jobs', { kind: 'generate-book', state });
    expect([jobsIn('completed'), jobsIn('running'), jobsIn('failed')]).toEqual([1, 0, 0]);
    expect(api.value('colorbook_platform_figures_age_seconds', { from: 'database' })).toBeLessThan(120);
    expect(api.sum('colorbook_reconciliation_items')).toBe(0);
    expect(api.value('colorbook_database_connections_max')).toBe(10);
  });

  it('of the api count readers of events while they read', async () => {
    const { email, password } = client.account('author');
    const login = await fetch(`${stack.url}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const { accessToken } = (await login.json()) as { accessToken: string };
    const readers = async () => (await scrape('api')).value('colorbook_sse_clients')!;
    const before = await readers();
    const leave = new AbortController();
    const headers = { authorization: `Bearer ${accessToken}` };
    await fetch(`${stack.url}/api/events`, { headers, signal: leave.signal });
    expect(await readers()).toBe(before + 1);
    leave.abort();
    await eventually('the reader is gone', async () => (await readers()) === before);
  });

  it('do not grow with what clients make up, and name no id, address or person', async () => {
    const familiesOf = ({ samples }: Exposition): Set<string> =>
      new Set(samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`));
    await get('api', '/api/nowhere-0');
    const before = familiesOf(await scrape('api'));
    for (let at = 1; at <= 40; at += 1) {
      await get('api', `/api/nowhere-${at}/${at}`);
      await get('api', `/api/jobs/01a2075f-9156-7740-9e7c-6c23f5f26a${10 + at}`);
      await get('worker-1', `/nowhere-${at}`);
    }
    const after = familiesOf(await scrape('api'));
    const fresh = [...after].filter((each) => !before.has(each));
    // the first 401 of a route makes its series: 15 buckets, +Inf, sum and count
    expect(fresh.length).toBeLessThanOrEqual(18);
    expect(fresh.every((each) => each.includes('"/api/jobs/:id"'))).toBe(true);
    for (const { labels, name } of [...(await scrape('api')).samples, ...(await scrape('worker-1')).samples])
      for (const [label, value] of Object.entries(labels))
        if (label !== 'le' && !/^nodejs_|^process_/.test(name))
          expect(`${name} ${label} ${value}`).not.toMatch(UNBOUNDED);
  }, 60_000);

  it('name the process and its release, and watch the event loop', () => {
    expect(api.value('colorbook_build_info', { process: 'api', release: '7.8.9' })).toBe(1);
    expect(worker.value('colorbook_build_info', { process: 'worker', release: '7.8.9' })).toBe(1);
    for (const each of [api, worker]) expect(each.value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  });

  it('lie beside the worker’s health, which says what every part answers and how fast', async () => {
    expect((await get('worker-1', '/health/live')).status).toBe(200);
    const response = await get('worker-1', '/health/ready');
    expect(response.status).toBe(200);
    const { status, parts } = (await response.json()) as {
      status: string;
      parts: Record<string, { ok: boolean; milliseconds: number }>;
    };
    expect(status).toBe('ok');
    expect(Object.keys(parts).sort()).toEqual(['database', 'disk', 'queues', 'storage', 'temporal']);
    for (const each of Object.values(parts)) expect(each).toEqual({ ok: true, milliseconds: expect.any(Number) });
    expect((await fetch(`${addressOf('worker-1')}/metrics`, { method: 'POST' })).status).toBe(405);
  });
});
