import { beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { affectedParts } from './affected-parts.js';
import { Reloader } from './reloader.js';

const PARTS = ['postgres', 'temporal', 'sandbox', 'stripe', 'google', 'worker-1', 'worker-2', 'api'];

describe('affected parts', () => {
  it.each<[string, string[]]>([
    ['apps/api/jobs/jobs.controller.ts', ['api']],
    ['apps/worker/main.ts', ['worker-1', 'worker-2']],
    ['activities/mail-activities.ts', ['worker-1', 'worker-2']],
    ['workflows/send-mail.ts', ['worker-1', 'worker-2']],
    ['workflows/messages.ts', ['worker-1', 'worker-2', 'api']],
    ['libs/contracts/book.ts', ['worker-1', 'worker-2', 'api']],
    ['apps/sandbox/stripe/main.ts', ['sandbox', 'stripe', 'google']],
    ['apps/console/main.ts', []],
    ['apps/cli/book.ts', []],
  ])('%s: %j', (path, parts) => expect(affectedParts([path], PARTS)).toEqual(parts));
});

describe('reloading', () => {
  let log: string[];
  let problem: Error | undefined;
  let ready: (part: string) => Promise<boolean>;
  let reloader: Reloader;
  beforeEach(() => {
    log = [];
    problem = undefined;
    ready = () => Promise.resolve(true);
    reloader = new Reloader({
      recompile: () => {
        log.push('compile');
        return problem ? Promise.reject(problem) : Promise.resolve([]);
      },
      rebundle: async () => {
        await delay(20);
        log.push('bundle');
        return true;
      },
      parts: () => ['api', 'worker-1'],
      restart: (part) => {
        log.push(`restart ${part}`);
        return ready(part);
      },
      onReady: (part, changed) => log.push(`${part} ready: ${changed.join()}`),
      onProblem: (error, part) => log.push(`${part ?? 'build'}: ${String(error)}`),
    });
  });
  const debounced = () => delay(200);

  it('builds once for simultaneous saves, and restarts the affected parts', async () => {
    reloader.saved('apps/api/app.ts');
    reloader.saved('apps/api/log.ts');
    await debounced();
    expect(log).toEqual(['compile', 'restart api', 'api ready: apps/api/app.ts,apps/api/log.ts']);
  });

  it('has the bundle ready before a worker starts on it', async () => {
    reloader.saved('libs/contracts/queues.ts');
    await debounced();
    expect(log.indexOf('bundle')).toBeLessThan(log.indexOf('restart worker-1'));
    expect(log.indexOf('restart api')).toBeLessThan(log.indexOf('bundle'));
  });

  it('keeps parts running during a syntax error, and builds all saved sources after the fix', async () => {
    problem = new Error("Expected ';'");
    reloader.saved('apps/api/app.ts');
    await debounced();
    expect(log).toEqual(['compile', "build: Error: Expected ';'"]);
    problem = undefined;
    reloader.saved('apps/api/log.ts');
    await debounced();
    expect(log.slice(2)).toEqual(['compile', 'restart api', 'api ready: apps/api/app.ts,apps/api/log.ts']);
  });

  it('reports a part that cannot start, and retries after the next save', async () => {
    ready = () => Promise.reject(new Error('ends at once'));
    reloader.saved('apps/api/app.ts');
    await debounced();
    ready = () => Promise.resolve(true);
    reloader.saved('apps/api/app.ts');
    await debounced();
    expect(log.filter((each) => each.startsWith('api'))).toEqual([
      'api: Error: ends at once',
      'api ready: apps/api/app.ts',
    ]);
  });

  it('does not wait for a hanging part', async () => {
    ready = () => new Promise(() => undefined);
    reloader.saved('apps/api/app.ts');
    await debounced();
    reloader.saved('apps/api/app.ts');
    await debounced();
    expect(log.filter((each) => each === 'restart api')).toHaveLength(2);
  });
});
