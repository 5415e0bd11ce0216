import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { newId } from '#database/ids.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { cancelJob } from '#workflows/messages.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

// a stopped worker is noticed after ten seconds
jest.setTimeout(600_000);

/** Longer than Temporal waits for a heartbeat. */
const STOPPED_MS = 13_000;

/**
 * Temporal retries no activity that was asked to stop. Whatever becomes of one (a fault, a refusal, the death of its worker),
 * its job ends as canceled; it neither waits for ever nor fails.
 */
describe('a job that is canceled while its work fails', () => {
  const artist = new QuickIllustrator('openai');
  let duringPut: () => Promise<void> = () => Promise.resolve();
  let platform: Platform;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { openai: artist },
      storytellers: { openai: new QuickStoryteller('openai') },
      wrapStore: (store) =>
        new Proxy(store, {
          get(target, name: keyof typeof store) {
            const method = target[name] as (...args: unknown[]) => unknown;
            if (name !== 'put') return method.bind(target);
            return async (...args: unknown[]) => {
              await duringPut();
              return method.apply(target, args);
            };
          },
        }),
    });
    await platform.startWorkers();
  });
  afterAll(() => platform?.stop());
  beforeEach(() => {
    artist.misbehave = () => undefined;
    duringPut = () => Promise.resolve();
  });

  const historyOf = async (jobId: string): Promise<string[]> =>
    (await platform.client.workflow.getHandle(jobId).fetchHistory()).events?.map(
      (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
    ) ?? [];

  /** Cancels a job, and waits until Temporal has asked its activity to stop: it hears so by its next heartbeat. */
  async function cancel(jobId: string): Promise<void> {
    await platform.client.workflow.getHandle(jobId).signal(cancelJob);
    await eventually('the activity is asked to stop', async () =>
      (await historyOf(jobId)).includes('activityTaskCancelRequestedEventAttributes'),
    );
  }
  /** The process is suspended, with its calls to Temporal. */
  const standStill = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STOPPED_MS);

  const TROUBLES: [trouble: string, meet: () => void][] = [
    [
      'a fault',
      () => {
        throw new TransientFailure('provider-unavailable', 'away');
      },
    ],
    [
      'a refusal',
      () => {
        throw new PermanentFailure('content-refused', 'no');
      },
    ],
    ['a worker that stands still', standStill],
  ];

  it.each(TROUBLES)('ends as canceled though a page meets %s', async (_trouble, meet) => {
    const { jobId, bookId } = await submitBook(platform, { pages: 2, provider: 'openai' });
    let once = false;
    artist.misbehave = async () => {
      if (once) return;
      once = true;
      await cancel(jobId);
      meet();
    };
    await waitForState(platform, jobId, 'canceled');
    await platform.client.workflow.getHandle(jobId).result();
    const pages = await platform.db.page.findMany({ where: { bookId } });
    expect(pages.filter(({ state }) => state === 'drawing')).toEqual([]);
  });

  it.each([
    ['a book that is printed', 'generate-book'],
    ['an export', 'export-book'],
  ] as const)('ends %s as canceled though its worker stands still', async (_what, kind) => {
    const made = await submitBook(platform, { pages: 1, provider: 'openai' });
    let { jobId } = made;
    let armed = kind === 'generate-book';
    let once = false;
    duringPut = async () => {
      const { step } = await platform.db.job.findUniqueOrThrow({ where: { id: jobId } });
      if (!armed || once || step !== 'interior-pdf') return;
      once = true;
      await cancel(jobId);
      standStill();
    };
    if (kind === 'export-book') {
      await waitForState(platform, jobId, 'completed');
      jobId = newId();
      armed = true;
      const { ownerId, bookId } = made;
      const input = { ask: { kind, bookId }, provider: 'openai' };
      await platform.db.job.create({ data: { id: jobId, kind, ownerId, bookId, input } });
      await startJobWorkflow(platform.client, { id: jobId, kind, ownerId, title: 'A test book' });
    }
    await waitForState(platform, jobId, 'canceled');
    await platform.client.workflow.getHandle(jobId).result();
    expect(once).toBe(true);
  });
});
