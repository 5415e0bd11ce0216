import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../home/process-identity.js';
import { backOff, CannotStart, type Part } from './supervised-process.js';
import { Supervisor } from './supervisor.js';

let folder: string;
let supervisor: Supervisor;
let changes: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-supervisor-'));
  changes = 0;
  supervisor = new Supervisor(folder, () => (changes += 1));
});
afterEach(async () => {
  await supervisor.stop(AbortSignal.abort());
  await rm(folder, { recursive: true });
});

/** A process that says "ready", then does what the script says. */
function part(name: string, script: string, more: Partial<Part> = {}): Part {
  return {
    name,
    port: null,
    command: () => ({ command: process.execPath, args: ['-e', script] }),
    isReady: (lines) => lines.includes('ready'),
    stopSignal: 'SIGTERM',
    graceMs: 5_000,
    ...more,
  };
}

const FOREVER = "console.log('ready'); setInterval(() => 0, 1000);";
const only = () => supervisor.describe()[0];

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 180_000; !holds(); await delay(10)) if (Date.now() > end) throw new Error('in vain');
}

describe('a supervised process', () => {
  it('is restarted at once when it is killed, and counts the restart', async () => {
    await supervisor.start(part('worker-1', FOREVER));
    const first = only();
    expect(first).toMatchObject({ name: 'worker-1', state: 'running', restarts: 0 });
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await until(() => only()?.state === 'restarting');
    await until(() => only()?.state === 'running');
    expect(only()).toMatchObject({ restarts: 1 });
    expect(only()?.pid).not.toBe(first?.pid);
    expect(changes).toBeGreaterThan(3);
  });

  it('that never starts is given up with its last output', async () => {
    const outcome = supervisor.start(part('api', "console.error('no such room'); process.exit(78)"));
    const error = await outcome.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CannotStart);
    expect((error as CannotStart).message).toContain('exit code 78');
    expect((error as CannotStart).log.tail().join('\n')).toContain('no such room');
    expect(only()?.state).toBe('stopped');
  });

  it('whose program is missing is given up too', async () => {
    const missing = part('temporal', '', { command: () => ({ command: '/no/such/program', args: [] }) });
    await expect(supervisor.start(missing)).rejects.toThrow(/could not be run/);
  });

  it('is asked to drain, and may finish', async () => {
    const mark = join(folder, 'drained');
    const drain = `process.on('SIGTERM', () => setTimeout(() => { require('fs').writeFileSync('${mark}', ''); process.exit() }, 200));`;
    await supervisor.start(part('api', `${drain} ${FOREVER}`));
    await supervisor.stop();
    expect(existsSync(mark)).toBe(true);
    expect(only()).toMatchObject({ state: 'stopped', pid: null });
  });

  it('that does not drain is killed after its grace period, or at once when forced', async () => {
    const deaf = part('api', `process.on('SIGTERM', () => 0); ${FOREVER}`, { graceMs: 60_000 });
    await supervisor.start(deaf);
    const pid = only()?.pid ?? 0;
    const force = new AbortController();
    const started = Date.now();
    setTimeout(() => force.abort(), 200);
    await supervisor.stop(force.signal);
    expect(Date.now() - started).toBeLessThan(50_000); // its grace is a minute
    expect(await isAlive(pid)).toBe(false);
  });

  it('backs off after each crash in a row, up to five seconds', () => {
    expect([1, 2, 3, 4, 5, 20].map(backOff)).toEqual([0, 100, 200, 400, 800, 5_000]);
  });
});

describe('a supervisor', () => {
  it('stops dependents first, and PostgreSQL last', async () => {
    const order = join(folder, 'order');
    const say = (name: string): string =>
      `process.on('SIGTERM', () => { require('fs').appendFileSync('${order}', '${name} '); process.exit() }); ${FOREVER}`;
    for (const name of ['postgres', 'temporal', 'sandbox', 'api']) await supervisor.start(part(name, say(name)));
    await supervisor.stop();
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(order, 'utf8')).toBe('api sandbox temporal postgres ');
  });
});

describe('a restart', () => {
  it('waits until the old process has ended, and the last of several wins', async () => {
    const order = join(folder, 'starts');
    const script = `const fs = require('fs'); fs.appendFileSync('${order}', 'start '); process.on('SIGTERM', () => setTimeout(() => { fs.appendFileSync('${order}', 'end '); process.exit() }, 100)); ${FOREVER}`;
    await supervisor.start(part('api', script));
    const [one, other] = await Promise.all([supervisor.restart('api'), supervisor.restart('api')]);
    expect([one, other]).toEqual([false, true]);
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(order, 'utf8')).toBe('start end start ');
    expect(only()).toMatchObject({ state: 'running' });
  });
});
