import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobView } from '#contracts/jobs.js';
import { eventually, type RunningStack, startStack } from '../../test/support/stack.js';
import { unzip } from '../../test/support/unzip.js';
import { ApiClient } from '../cli/api-client.js';
import { isAlive } from './process-identity.js';
import { inProject } from './project.js';

let home: string;
let stack: RunningStack;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'colorbook-stack-'));
});
afterAll(async () => {
  await stack?.stop().catch(() => undefined);
  await rm(home, { recursive: true, force: true });
}, 60_000);

const start = (sample: boolean): Promise<RunningStack> =>
  startStack({ home, workers: 2, env: { COLORBOOK_SAMPLE: String(sample) } });

async function author(): Promise<ApiClient> {
  const { url, accounts } = stack.state();
  const { email, password } = accounts.find(({ role }) => role === 'author') ?? { email: '', password: '' };
  const client = new ApiClient(url);
  await client.signIn(email, password);
  return client;
}

const partOf = (name: string) => stack.state().processes.find((each) => each.name === name);

/** Runs one of the npm scripts in this data folder. */
async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, COLORBOOK_HOME: home, NODE_OPTIONS: '', NODE_ENV: '' };
  const child = spawn(process.execPath, [inProject('apps', 'stack', 'bootstrap.mjs'), ...args], {
    cwd: inProject(),
    env,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

describe('npm start', () => {
  let jobId: string;

  it('runs everything, tells where, and keeps the passwords to its owner', async () => {
    stack = await start(true);
    const names = stack.state().processes.map(({ name, state }) => `${name} ${state}`);
    expect(names.sort()).toEqual(
      ['api', 'google', 'postgres', 'sandbox', 'stripe', 'temporal', 'worker-1', 'worker-2'].map(
        (name) => `${name} running`,
      ),
    );
    expect(statSync(join(home, 'stack.json')).mode & 0o777).toBe(0o600);
    expect(stack.output()).toContain(stack.url);
    expect((await author()).url).toBe(stack.url);
  }, 120_000);

  it('is refused in a folder where one already runs', async () => {
    const { code, stdout } = await run('start');
    expect(code).toBe(1);
    expect(stdout).toContain('A stack already runs');
    expect(await isAlive(stack.supervisorPid)).toBe(true);
  }, 60_000);

  it('killed outright in the middle of its sample book, takes up that very book again', async () => {
    const mark = (): { jobId?: string } => JSON.parse(readFileSync(join(home, 'sample-book.json'), 'utf8'));
    await eventually('the sample job is known', () => mark().jobId !== undefined);
    jobId = mark().jobId ?? '';
    const pids = stack.state().processes.map(({ pid }) => pid ?? 0);
    await stack.kill();
    stack = await start(true);
    await eventually('the sample book is told', () => stack.output().includes('Sample book'), 120_000);
    expect(mark().jobId).toBe(jobId);
    expect((await readdir(join(home, 'books'))).filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
    const job: JobView = await (await author()).job(jobId);
    expect(job.state).toBe('completed');
    expect(job.pages.filter(({ state, number }) => number > 0 && state === 'drawn')).toHaveLength(24);
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  }, 240_000);

  it.each(['postgres', 'temporal', 'api', 'sandbox', 'stripe', 'google', 'worker-1'])(
    'brings %s back on its port after kill -9',
    async (name) => {
      const before = partOf(name);
      process.kill(before?.pid ?? 0, 'SIGKILL');
      await eventually(`${name} is back`, () => {
        const now = partOf(name);
        return now?.state === 'running' && now.pid !== null && now.pid !== before?.pid;
      });
      expect(partOf(name)).toMatchObject({ port: before?.port, restarts: (before?.restarts ?? 0) + 1 });
      await eventually('the api serves', async () => (await (await author()).job(jobId)).state === 'completed');
    },
    60_000,
  );

  it('serves npm run book, which saves what it promises', async () => {
    const out = join(home, 'dragons.pdf');
    const cover = join(home, 'dragons-cover.pdf');
    const args = [
      '--theme',
      'castle and dragons',
      '--pages',
      '3',
      '--words',
      '0',
      '--out',
      out,
      '--cover',
      cover,
      '--json',
    ];
    const { code, stdout } = await run('book', ...args);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { state: string; interior: { path: string; bytes: number } };
    expect(report).toMatchObject({ state: 'completed', interior: { path: out, bytes: statSync(out).size } });
    expect(existsSync(cover)).toBe(true);
    const refused = await run('book', '--theme', 'dragons', '--pages', '0', '--out', out, '--json');
    expect([refused.code, JSON.parse(refused.stdout)]).toEqual([
      2,
      { error: expect.objectContaining({ code: 'bad-usage' }) },
    ]);
  }, 120_000);

  it('serves npm run book --batch: a whole list into one archive, or a report of every bad line', async () => {
    const [list, out] = [join(home, 'list.csv'), join(home, 'list.zip')];
    writeFileSync(list, 'theme,pages,title\nowls,2,Owls\n"cats, and dogs",1,Owls\n');
    const { code, stdout } = await run('book', '--batch', list, '--out', out, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ batch: { state: 'completed', counts: { completed: 2 } }, failed: [] });
    const files = await unzip(readFileSync(out));
    expect([...files.keys()].filter((name) => name.endsWith('.pdf')).sort()).toEqual([
      'Owls (2)/Cover.pdf',
      'Owls (2)/Interior.pdf',
      'Owls/Cover.pdf',
      'Owls/Interior.pdf',
    ]);
    writeFileSync(list, 'theme,pages\nowls,0\n,3\n');
    const refused = await run('book', '--batch', list, '--out', out);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/line 2, pages: [^]*line 3, theme: [^]*Nothing was started/);
  }, 120_000);

  it('drains on Ctrl-C, leaves nothing running, and says so', async () => {
    const pids = stack.state().processes.map(({ pid }) => pid ?? 0);
    expect(await stack.stop()).toBe(0);
    expect(stack.state().processes.map(({ state, pid }) => [state, pid])).toEqual(pids.map(() => ['stopped', null]));
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  }, 60_000);
});

describe('npm run book without a stack', () => {
  it('starts one for the run, and stops it afterwards', async () => {
    const out = join(home, 'alone.pdf');
    const { code, stdout } = await run('book', '--theme', 'under the sea', '--pages', '2', '--out', out);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(statSync(out).size).toBeGreaterThan(1_000);
    expect(stack.state().processes.every(({ state }) => state === 'stopped')).toBe(true);
  }, 120_000);
});
