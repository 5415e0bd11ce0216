import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobView } from '#contracts/jobs.js';
import { eventually, type RunningStack, startStack } from '../../../test/support/stack.js';
import { unzip } from '../../../test/support/unzip.js';
import { ApiClient } from '../../cli/api-client.js';
import { isAlive } from '../home/process-identity.js';
import { inProject } from '../project.js';

let home: string;
let stack: RunningStack;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'colorbook-stack-'));
});
afterAll(async () => {
  await stack?.stop().catch(() => undefined);
  await rm(home, { recursive: true, force: true });
});

const start = (sample: boolean): Promise<RunningStack> =>
  startStack({ home, workers: 2, env: { COLORBOOK_SAMPLE: String(sample) } });

async function author(): Promise<ApiClient> {
  const { url, accounts } = stack.state();
  const { email, password } = accounts.find(({ role }) => role === 'author') ?? { email: '', password: '' };
  const client = new ApiClient(url);
  await client.signIn(email, password);
  return client;
}

/** The author's books, up to a hundred. */
async function countBooks(): Promise<number> {
  const { url, accounts } = stack.state();
  const { email, password } = accounts.find(({ role }) => role === 'author') ?? { email: '', password: '' };
  const { accessToken } = await new ApiClient(url).signIn(email, password);
  const answer = await fetch(`${url}/api/books?limit=100`, { headers: { authorization: `Bearer ${accessToken}` } });
  return ((await answer.json()) as { items: unknown[] }).items.length;
}

const partOf = (name: string) => stack.state().processes.find((each) => each.name === name);

/** Runs one of the npm scripts in this data folder; Ctrl-C once it has said `interruptAt`. */
async function run(
  ...[first, ...rest]: [string | { interruptAt: string }, ...string[]]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const args = typeof first === 'string' ? [first, ...rest] : rest;
  const env = { ...process.env, COLORBOOK_HOME: home, NODE_OPTIONS: '', NODE_ENV: '' };
  const child = spawn(process.execPath, [inProject('apps', 'stack', 'bootstrap.mjs'), ...args], {
    cwd: inProject(),
    env,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    const seen = typeof first === 'object' && stderr.includes(first.interruptAt);
    stderr += chunk.toString();
    if (typeof first === 'object' && !seen && stderr.includes(first.interruptAt)) child.kill('SIGINT');
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}

describe('npm start', () => {
  let jobId: string;

  it('runs everything, prints the URLs, and protects the passwords', async () => {
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
  });

  it('is refused in a folder where one already runs', async () => {
    const { code, stdout } = await run('start');
    expect(code).toBe(1);
    expect(stdout).toContain('A stack already runs');
    expect(await isAlive(stack.supervisorPid)).toBe(true);
  });

  it('resumes the same sample book after being killed', async () => {
    const mark = (): { jobId?: string } => JSON.parse(readFileSync(join(home, 'sample-book.json'), 'utf8'));
    await eventually('the sample job is known', () => mark().jobId !== undefined);
    jobId = mark().jobId ?? '';
    const pids = stack.state().processes.map(({ pid }) => pid ?? 0);
    await stack.kill();
    stack = await start(true);
    await eventually('the sample book is reported', () => stack.output().includes('Sample book'));
    expect(mark().jobId).toBe(jobId);
    expect((await readdir(join(home, 'books'))).filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
    const job: JobView = await (await author()).job(jobId);
    expect(job.state).toBe('completed');
    expect(job.pages.filter(({ state, number }) => number > 0 && state === 'drawn')).toHaveLength(24);
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  });

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
  });

  it('serves npm run book for a list: one archive, the same batch when said again, nothing for a bad list', async () => {
    const [list, out] = [join(home, 'list.csv'), join(home, 'books.zip')];
    const book = (...more: string[]) => run('book', '--batch', list, '--out', out, '--json', ...more);
    await writeFile(list, 'theme,title,pages,words\nowls,Owls,2,0\nfoxes,Foxes,none,0\n,Bears,2,0\n');

    const before = await countBooks();
    const refused = await book();
    expect([refused.code, (JSON.parse(refused.stdout) as { error: { problems: string[] } }).error.problems]).toEqual([
      2,
      [expect.stringMatching(/^line 3, column pages: /), expect.stringMatching(/^line 4, column theme: /)],
    ]);
    expect([await countBooks(), existsSync(out)]).toEqual([before, false]);

    await writeFile(list, 'theme,title,pages,words\nowls,Owls,2,0\nfoxes,Foxes,2,0\n"bears, too",Owls,2,0\n');
    const [one, other] = [await book(), await book()];
    expect([one.code, other.code]).toEqual([0, 0]);
    const [made, again] = [one, other].map(({ stdout }) => JSON.parse(stdout) as { batchId: string }) as [
      object,
      object,
    ];
    expect(made).toMatchObject({ state: 'completed', counts: { total: 3, completed: 3 }, failed: [] });
    expect(again).toEqual(made);
    expect(await countBooks()).toBe(before + 3);
    const names = [...(await unzip(await readFile(out))).keys()].sort();
    expect(names).toEqual([
      'Foxes/Cover.pdf',
      'Foxes/Interior.pdf',
      'Owls (2)/Cover.pdf',
      'Owls (2)/Interior.pdf',
      'Owls/Cover.pdf',
      'Owls/Interior.pdf',
      'manifest.csv',
      'manifest.json',
    ]);
  });

  it('goes on with a list that was left by Ctrl-C', async () => {
    const [list, out] = [join(home, 'long.csv'), join(home, 'long.zip')];
    await writeFile(list, `theme,pages,seed\n${Array.from({ length: 6 }, (_, at) => `bees,24,${at}\n`).join('')}`);
    const left = await run({ interruptAt: '/6 books' }, 'book', '--batch', list, '--out', out);
    expect([left.code, existsSync(out)]).toEqual([130, false]);
    expect(left.stderr).toContain('goes on without you');
    const done = await run('book', '--batch', list, '--out', out, '--json');
    expect([done.code, JSON.parse(done.stdout)]).toEqual([
      0,
      expect.objectContaining({ batchId: /[0-9a-f-]{36}/.exec(left.stderr)?.[0], state: 'completed' }),
    ]);
    expect((await unzip(await readFile(out))).size).toBe(14);
  });

  it('drains on Ctrl-C, leaves nothing running, and says so', async () => {
    const pids = stack.state().processes.map(({ pid }) => pid ?? 0);
    expect(await stack.stop()).toBe(0);
    expect(stack.state().processes.map(({ state, pid }) => [state, pid])).toEqual(pids.map(() => ['stopped', null]));
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  });
});

describe('npm run book without a stack', () => {
  it('starts one for the run, and stops it afterwards', async () => {
    const out = join(home, 'alone.pdf');
    const { code, stdout } = await run('book', '--theme', 'under the sea', '--pages', '2', '--out', out);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(statSync(out).size).toBeGreaterThan(1_000);
    expect(stack.state().processes.every(({ state }) => state === 'stopped')).toBe(true);
  });
});
