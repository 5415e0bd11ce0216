import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, type RunningStack, startStack } from '../../../test/support/stack.js';
import { isAlive } from '../home/process-identity.js';
import { inProject } from '../project.js';

let home: string;
let stack: RunningStack;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'colorbook-dev-'));
  const program = [inProject('apps', 'stack', 'bootstrap.mjs'), 'dev'];
  stack = await startStack({ home, workers: 1, program });
});
afterAll(async () => {
  await stack?.stop().catch(() => undefined);
  await rm(home, { recursive: true, force: true });
});

const printedUrl = (name: string): string => new RegExp(`${name} +(\\S+)`).exec(stack.output())?.[1] ?? '';
const consoleAt = (path: string): Promise<Response> => fetch(`${printedUrl('Console')}${path}`);

/** Saves a source unchanged. */
async function save(path: string): Promise<void> {
  await utimes(inProject(path), new Date(), new Date());
}

describe('npm run dev', () => {
  it('serves the console from its sources, with the api behind it', async () => {
    expect(await (await consoleAt('/')).text()).toContain('/@vite/client');
    expect((await consoleAt('/app/App.vue')).status).toBe(200);
    expect((await consoleAt('/jobs')).status).toBe(200);
    const { url } = stack.state();
    for (const path of ['/health/ready', '/docs-json', '/api/me', '/metrics', '/admin/queues'])
      expect([path, (await consoleAt(path)).status]).toEqual([path, (await fetch(`${url}${path}`)).status]);
  });

  it.each(['Debug api', 'Debug worker-1'])('opens a port for a debugger: %s', async (name) => {
    const answer = await fetch(`http://${printedUrl(name)}/json/version`);
    expect(await answer.json()).toMatchObject({ Browser: expect.stringContaining('node.js') });
  });

  it.each([
    ['apps/api/main.ts', ['api']],
    ['activities/mail/mail-activities.ts', ['worker-1']],
    ['libs/contracts/queues.ts', ['api', 'worker-1']],
  ])('starts anew who runs %s', async (path, parts) => {
    const before = Object.fromEntries(
      ['api', 'worker-1', 'postgres', 'temporal'].map((name) => [name, stack.pid(name)]),
    );
    await save(path);
    await eventually(`${parts.join()} restarted`, () =>
      parts.every((name) =>
        stack
          .state()
          .processes.some((each) => each.name === name && each.state === 'running' && each.pid !== before[name]),
      ),
    );
    for (const name of Object.keys(before))
      expect([name, stack.pid(name) !== before[name]]).toEqual([name, parts.includes(name)]);
    expect((await consoleAt('/health/ready')).status).toBe(200);
  });

  it('leaves no process after Ctrl-C', async () => {
    const pids = stack.state().processes.map(({ pid }) => pid ?? 0);
    expect(await stack.stop()).toBe(0);
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  });
});
