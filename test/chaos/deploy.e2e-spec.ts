import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProject } from '../../apps/stack/project.js';
import { stateOf, submitBook, waitForState } from '../support/books.js';
import { Fleet } from '../support/fleet.js';
import type { Member } from '../support/fleet.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { eventually } from '../support/stack.js';
import { changeWorkflows } from './run/deploy.js';

const DEPLOYMENT = 'books';
/** Of Temporal's history. */
const TASK_FAILED = 9;
const TIMER_STARTED = 17;
const NON_DETERMINISM = 24;

/** Books that are held open, looked at in Temporal, and workers of one or the other workflows. */
class Site {
  private constructor(
    readonly platform: Platform,
    readonly fleet: Fleet,
    readonly bundles: { one: string; two: string },
  ) {}

  static async open(): Promise<Site> {
    const platform = await startPlatform({ illustrators: {}, storytellers: {} });
    const fleet = await Fleet.start(platform, { apis: 0, workers: 0 });
    const program = (name: string): string => join(platform.directory, name);
    for (const name of ['one', 'two']) {
      await mkdir(join(program(name), 'dist'), { recursive: true });
      await copyFile(inProject('dist', 'workflow-bundle.js'), join(program(name), 'dist', 'workflow-bundle.js'));
    }
    // one timer more, behind no `patched`: books that are under way do not replay with it
    await changeWorkflows(program('two'), false);
    const bundle = (name: string): string => join(program(name), 'dist', 'workflow-bundle.js');
    return new Site(platform, fleet, { one: bundle('one'), two: bundle('two') });
  }

  async close(): Promise<void> {
    await this.fleet.stop();
    await this.platform.stop();
  }

  unversioned = (name: string, bundle: string): Promise<Member> =>
    this.fleet.startWorker(name, { WORKFLOW_BUNDLE: bundle });
  versioned = (name: string, bundle: string): Promise<Member> =>
    this.fleet.startWorker(name, { WORKFLOW_BUNDLE: bundle, WORKER_DEPLOYMENT: DEPLOYMENT });

  async pausedBook(): Promise<string> {
    const { jobId } = await submitBook(this.platform, { pages: 2 });
    await this.handle(jobId).signal('pause');
    await waitForState(this.platform, jobId, 'paused');
    return jobId;
  }

  handle = (jobId: string) => this.platform.client.workflow.getHandle(jobId);
  done = (jobId: string): Promise<void> => waitForState(this.platform, jobId, 'completed');

  async endsAfterResume(jobId: string): Promise<void> {
    await this.handle(jobId).signal('resume');
    await this.done(jobId);
  }

  async book(pages = 2): Promise<string> {
    const { jobId } = await submitBook(this.platform, { pages });
    await this.done(jobId);
    return jobId;
  }

  /** Which build a run is on, whether it has the timer of the changed workflow, and causes of failed tasks. */
  async trace(jobId: string): Promise<{ build: string | undefined; changed: boolean; failures: number[] }> {
    const { raw } = await this.handle(jobId).describe();
    const { events } = await this.handle(jobId).fetchHistory();
    return {
      build: raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined,
      changed: (events ?? []).some(({ eventType }) => Number(eventType) === TIMER_STARTED),
      failures: (events ?? []).flatMap(({ eventType, workflowTaskFailedEventAttributes: failed }) =>
        Number(eventType) === TASK_FAILED ? [Number(failed?.cause)] : [],
      ),
    };
  }

  /** Numbers of the processes that did a run's activities. */
  async workerPids(jobId: string): Promise<Set<number>> {
    const { events } = await this.handle(jobId).fetchHistory();
    const identities = (events ?? []).flatMap(
      ({ activityTaskStartedEventAttributes: started }) => started?.identity ?? [],
    );
    return new Set(identities.map((identity) => Number.parseInt(identity, 10)));
  }

  /** The command itself, in a process that has only where Temporal is. */
  deploy(...args: string[]): Promise<{ code: number; said: string }> {
    const { PATH, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = this.fleet.env;
    const env = { PATH, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, WORKER_DEPLOYMENT: DEPLOYMENT };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [inProject('dist', 'apps', 'cli', 'deploy', 'deploy.js'), ...args],
        { env },
        (error, out, err) => resolve({ code: error ? Number(error.code) : 0, said: out + err }),
      );
    });
  }

  async status(): Promise<{
    current: string | null;
    ramping: { build: string; percentage: number } | null;
    builds: { build: string; status: string; workers: number; open: number }[];
  }> {
    const { code, said } = await this.deploy('status', '--json');
    if (code !== 0) throw new Error(said);
    return JSON.parse(said) as Awaited<ReturnType<Site['status']>>;
  }
}

const buildOf = async ({ statusUrl }: Member): Promise<{ build: string; routed: string }> =>
  ((await (await fetch(`${statusUrl}/health/ready`)).json()) as { build: { build: string; routed: string } }).build;

describe('workflows that are changed without patched(), while books are open', () => {
  describe('on unversioned workers', () => {
    let site: Site;
    let stuck: string;
    beforeAll(async () => {
      site = await Site.open();
    });
    afterAll(() => site?.close());

    it('do not replay: the open book stands still, and Temporal says why', async () => {
      const before = await site.unversioned('before', site.bundles.one);
      stuck = await site.pausedBook();
      await site.fleet.end(before, 'SIGTERM');
      await site.unversioned('after', site.bundles.two);
      await site.handle(stuck).signal('resume');
      await eventually('the task has failed', async () => (await site.trace(stuck)).failures.length > 0);
      expect((await site.trace(stuck)).failures).toContain(NON_DETERMINISM);
      expect(await stateOf(site.platform, stuck)).toBe('paused');
    });

    it('leave the move to versioned ones to a person, and are all taken over by it', async () => {
      const one = await site.versioned('one', site.bundles.one);
      const { build } = await buildOf(one);
      await eventually('it asks for all work', async () => (await site.status()).builds[0]?.workers === 1);
      expect(await site.status()).toMatchObject({ current: null, builds: [{ build, status: 'inactive' }] });
      expect((await site.deploy('promote', build)).code).toBe(0);
      // the one that stood still, too: it is old enough for this build, and new work goes to it as well
      await site.done(stuck);
      expect(await site.trace(await site.book())).toMatchObject({ build, changed: false });
      expect(await buildOf(one)).toMatchObject({ build, routed: 'current' });
    });
  });

  describe('on builds of a worker deployment', () => {
    let site: Site;
    let old: string[];
    let one: Member;
    let two: Member;
    let [first, second] = ['', ''];
    beforeAll(async () => {
      site = await Site.open();
    });
    afterAll(() => site?.close());

    it('begin at once on the first build, of whose workers one makes it current', async () => {
      const begin = (name: string): Promise<Member> => site.versioned(name, site.bundles.one);
      [one] = await Promise.all([begin('one'), begin('one-more')]);
      await site.book();
      first = (await buildOf(one)).build;
      await eventually('both ask for all work', async () => (await site.status()).builds[0]?.workers === 2);
      expect(await site.status()).toMatchObject({ current: first, builds: [{ build: first, status: 'current' }] });
      expect(await buildOf(one)).toEqual({ deployment: DEPLOYMENT, build: first, routed: 'current' });
    });

    it('give a second build no work before it is promoted, and a build without workers can’t be promoted', async () => {
      old = [await site.pausedBook(), await site.pausedBook()];
      two = await site.versioned('two', site.bundles.two);
      second = (await buildOf(two)).build;
      expect(second).not.toBe(first);
      expect(await site.trace(await site.book())).toMatchObject({ build: first, changed: false });
      expect(await site.deploy('promote', 'nobody')).toMatchObject({
        code: 1,
        said: expect.stringContaining('No worker of nobody has come'),
      });
      await eventually('two asks for all work', async () =>
        (await site.status()).builds.every(({ workers }) => workers > 0),
      );
      expect((await site.deploy('promote', second, '--ramp', '10')).code).toBe(0);
      expect(await site.status()).toMatchObject({ current: first, ramping: { build: second, percentage: 10 } });
      expect(await buildOf(two)).toMatchObject({ routed: 'ramping' });
      expect((await site.deploy('promote', first, '--ramp', '10')).code).toBe(1);
      for (const said of ['The ramp of', 'not in use'])
        expect(await site.deploy('rollback', second)).toMatchObject({ code: 0, said: expect.stringContaining(said) });
      expect(await site.status()).toMatchObject({ current: first, ramping: null });
    });

    it('run new books on the new build, and old ones to their end on the old build', async () => {
      const { jobId: busy } = await submitBook(site.platform, { pages: 24 });
      await waitForState(site.platform, busy, 'running');
      expect(await site.deploy('promote', second)).toMatchObject({ code: 0 });
      expect(await site.deploy('promote', second)).toMatchObject({ code: 0, said: expect.stringContaining('already') });
      const fresh = await site.book();
      expect(await site.trace(fresh)).toEqual({ build: second, changed: true, failures: [] });
      await site.endsAfterResume(old[0]!);
      await site.done(busy);
      for (const jobId of [old[0]!, busy])
        expect(await site.trace(jobId)).toEqual({ build: first, changed: false, failures: [] });
      // and so do its activities, of whatever queue
      const pid = two.process.pid!;
      for (const jobId of [old[0]!, busy]) expect([...(await site.workerPids(jobId))]).not.toContain(pid);
      expect(await site.workerPids(fresh)).toEqual(new Set([pid]));
      // what never ends goes along
      await eventually('the watchdog is on the new build', async () => (await site.trace('watchdog')).build === second);
      expect((await site.trace('watchdog')).failures).toEqual([]);
      expect([(await buildOf(one)).routed, (await buildOf(two)).routed]).toEqual(['no', 'current']);
      expect(await site.deploy('drained', first)).toMatchObject({
        code: 1,
        said: expect.stringContaining('1 workflow(s) are open'),
      });
    });

    it('go back at once, books of the build that is taken back end there, and its workers may be ended then', async () => {
      const late = await site.pausedBook();
      expect(await site.deploy('rollback', second)).toMatchObject({ code: 0 });
      expect(await site.deploy('rollback', second)).toMatchObject({
        code: 0,
        said: expect.stringContaining('not in use'),
      });
      expect(await site.trace(await site.book())).toEqual({ build: first, changed: false, failures: [] });
      await site.endsAfterResume(late);
      expect(await site.trace(late)).toEqual({ build: second, changed: true, failures: [] });
      await eventually('the second build is drained', async () => (await site.deploy('drained', second)).code === 0);
      expect(await site.fleet.end(two, 'SIGTERM')).toBe(0);
      await site.endsAfterResume(old[1]!);
      expect(await site.trace(old[1]!)).toEqual({ build: first, changed: false, failures: [] });
    });
  });
});
