import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '#contracts/auth.js';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import { PASSWORD } from '../support/api.js';
import { Fleet } from '../support/fleet.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { readEvents } from '../support/sse.js';
import { eventually } from '../support/stack.js';

describe('two apis and four workers, by environment alone', () => {
  let platform: Platform;
  let fleet: Fleet;
  let session: Session & { cookie: string };

  beforeAll(async () => {
    platform = await startPlatform({ illustrators: {}, storytellers: {} });
    fleet = await Fleet.start(platform, { apis: 2, workers: 4 });
    session = await signIn(fleet.urls[0]!);
  });
  afterAll(async () => {
    await fleet?.stop();
    await platform?.stop();
  });

  async function signIn(url: string): Promise<Session & { cookie: string }> {
    const response = await post(url, '/api/auth/login', { email: 'author@test.local', password: PASSWORD }, null);
    return { ...((await response.json()) as Session), cookie: response.headers.get('set-cookie')!.split(';')[0]! };
  }
  const post = (url: string, path: string, body: object, token: string | null = session.accessToken, key?: string) =>
    fetch(url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      body: JSON.stringify(body),
    });
  const view = async (url: string, id: string): Promise<JobView> =>
    (await (
      await fetch(`${url}/api/jobs/${id}`, { headers: { authorization: `Bearer ${session.accessToken}` } })
    ).json()) as JobView;
  const done = (id: string, ms = 120_000) =>
    eventually(
      `job ${id} is done`,
      async () => (await platform.db.job.findUnique({ where: { id } }))?.state === 'completed',
      ms,
    );

  async function submit(url: string, pages: number, key: string): Promise<JobView> {
    const book = (await (
      await post(url, '/api/books', { theme: 'forest animals', title: key, pages }, undefined, key)
    ).json()) as BookView;
    const response = await post(url, '/api/jobs', { kind: 'generate-book', bookId: book.id }, undefined, key);
    expect(response.status).toBe(202);
    return (await response.json()) as JobView;
  }

  it('know one session: signed in here, known there; a refresh token has one successor, wherever it is shown', async () => {
    const [here, there] = fleet.urls as [string, string];
    const known = await fetch(`${there}/api/auth/me`, { headers: { authorization: `Bearer ${session.accessToken}` } });
    expect(known.status).toBe(200);
    const other = await signIn(here);
    const refresh = (url: string) =>
      fetch(`${url}/api/auth/refresh`, { method: 'POST', headers: { cookie: other.cookie } });
    const answers = await Promise.all([here, there, here, there].map(refresh));
    // a lost answer is repeated for some seconds (test/e2e/auth), by both and identical
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ headers }) => headers.get('set-cookie')!.split(';')[0])).size).toBe(1);
  });

  it('make one job of a request that is sent to both of them, many times at once', async () => {
    const book = (await (await post(fleet.urls[0]!, '/api/books', { theme: 'pirates', pages: 1 })).json()) as BookView;
    const ids = new Set<string>();
    const statuses = new Set<number>();
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        for (let left = 100; left > 0; left -= 1) {
          const body = { kind: 'generate-book', bookId: book.id };
          const response = await post(fleet.urls[index % 2]!, '/api/jobs', body, undefined, 'sixty-at-once');
          statuses.add(response.status);
          const answered = (await response.json()) as { id: string };
          if (response.status === 202) return void ids.add(answered.id);
          await delay(50);
        }
      }),
    );
    expect(ids.size).toBe(1);
    expect([...statuses].filter((status) => status !== 202 && status !== 409)).toEqual([]);
    expect(await platform.db.job.count({ where: { bookId: book.id } })).toBe(1);
    await done([...ids][0]!);
  });

  it('publish at one what was requested at the other, in order, and share the work', async () => {
    const [here, there] = fleet.urls as [string, string];
    const jobs = await Promise.all(Array.from({ length: 6 }, (_, index) => submit(here, 6, `shared-${index}`)));
    const streams = await Promise.all(
      jobs.map(({ id }) => readEvents(`${there}/api/jobs/${id}/events`, session.accessToken)),
    );
    for (const [index, { id }] of jobs.entries()) {
      await done(id);
      const stored = await platform.db.event.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
      expect(streams[index]!.map(({ id: seq }) => seq)).toEqual(stored.map(({ seq }) => Number(seq)));
    }
    const histories = await Promise.all(jobs.map(({ id }) => platform.client.workflow.getHandle(id).fetchHistory()));
    const workers = new Set(
      histories.flatMap(({ events }) =>
        (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) => started?.identity ?? []),
      ),
    );
    expect(workers.size).toBeGreaterThanOrEqual(3);
  });

  it('lose nothing when an api drains and two workers are killed at work', async () => {
    const [here, there] = fleet.urls as [string, string];
    const jobs: JobView[] = [];
    let draining = Promise.resolve<number | null>(null);
    for (let index = 0; index < 10; index += 1) {
      if (index === 3) draining = fleet.end(fleet.member('api-1'), 'SIGTERM');
      if (index === 5) void fleet.end(fleet.member('worker-1'), 'SIGKILL');
      if (index === 6) void fleet.end(fleet.member('worker-2'), 'SIGKILL');
      const key = `drained-${index}`;
      // as an author's browser behind a balancer: when this api has ended, the same request with the same key goes to the other
      jobs.push(await submit(here, 8, key).catch(() => submit(there, 8, key)));
    }
    expect(await draining).toBe(0);
    for (const { id } of jobs) await done(id);
    expect(await platform.db.job.count({ where: { book: { title: { startsWith: 'drained' } } } })).toBe(10);
    for (const { id } of jobs) expect((await view(there, id)).receipt).toMatchObject({ drawings: 9, pagesMissing: [] });
  });

  it('end on SIGTERM, each with 0', async () => {
    const left = fleet.members.filter(
      ({ process: { exitCode, signalCode } }) => exitCode === null && signalCode === null,
    );
    expect(left.map(({ name }) => name).sort()).toEqual(['api-2', 'worker-3', 'worker-4']);
    expect(await Promise.all(left.map((member) => fleet.end(member, 'SIGTERM')))).toEqual([0, 0, 0]);
  });
});
