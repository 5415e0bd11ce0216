import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#database/ids.js';
import { moveJob } from '#jobs/job-record.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { cancelJob, pauseJob, resumeJob, retryPages, skipPages } from '#workflows/messages.js';
import { stateOf, submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

jest.setTimeout(600_000);

/**
 * A workflow task is lost when its worker dies, and also when it would end the workflow just as a signal arrives. What its
 * local activities wrote stays; the workflow begins the task anew, and hears the signal first.
 */
describe('a workflow task that is lost after its rows were written', () => {
  let platform: Platform;
  let after: (activity: string, ask: { jobId?: string; state?: string }) => Promise<void>;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { openai: new QuickIllustrator('openai') },
      storytellers: { openai: new QuickStoryteller('openai') },
      afterRecord: (activity, ask) => after(activity, ask),
    });
    await platform.startWorkers();
  });
  afterAll(() => platform?.stop());
  beforeEach(() => {
    after = () => Promise.resolve();
  });

  const handleOf = (jobId: string) => platform.client.workflow.getHandle(jobId);
  const historyOf = async (jobId: string): Promise<string[]> =>
    (await handleOf(jobId).fetchHistory()).events?.map(
      (event) => Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '',
    ) ?? [];

  const ended = (jobId: string) =>
    eventually(
      'the workflow has ended',
      async () => (await handleOf(jobId).describe()).status.name !== 'RUNNING',
      90_000,
    );

  /** A job whose workflow is not started yet. */
  async function accept(kind: 'generate-book' | 'export-book') {
    const made = await submitBook(platform, { pages: 2, provider: 'openai' }, { start: kind === 'export-book' });
    const { ownerId, bookId } = made;
    if (kind === 'generate-book') return { id: made.jobId, kind, ownerId, title: 'A test book' };
    await waitForState(platform, made.jobId, 'completed');
    const job = { id: newId(), kind, ownerId };
    await platform.db.job.create({
      data: { ...job, bookId, input: { ask: { kind, bookId }, provider: 'openai' } },
    });
    return { ...job, title: 'A test book' };
  }

  const SIGNALS: [name: string, send: (jobId: string) => Promise<void>][] = [
    ['a pause', (jobId) => handleOf(jobId).signal(pauseJob)],
    ['a resume', (jobId) => handleOf(jobId).signal(resumeJob)],
    ['a retry of a page', (jobId) => handleOf(jobId).signal(retryPages, [1])],
    ['a retry of whatever is refused', (jobId) => handleOf(jobId).signal(retryPages, [])],
    ['a skip', (jobId) => handleOf(jobId).signal(skipPages, [1])],
    [
      'a retry and a skip',
      (jobId) =>
        handleOf(jobId)
          .signal(retryPages, [1])
          .then(() => handleOf(jobId).signal(skipPages, [1])),
    ],
    ['a cancel', (jobId) => handleOf(jobId).signal(cancelJob)],
    [
      'a pause and a cancel',
      (jobId) =>
        handleOf(jobId)
          .signal(pauseJob)
          .then(() => handleOf(jobId).signal(cancelJob)),
    ],
  ];
  const KINDS = ['generate-book', 'export-book'] as const;

  it.each(KINDS.flatMap((kind) => SIGNALS.map(([name, send]) => [name, kind, send] as const)))(
    'ends with its row when %s meets the end of %s',
    async (_name, kind, send) => {
      const job = await accept(kind);
      let sent = false;
      after = async (activity, { jobId }) => {
        if (activity !== 'finishJob' || jobId !== job.id || sent) return;
        sent = true;
        await send(job.id);
      };
      await startJobWorkflow(platform.client, job);
      await ended(job.id);
      expect(await handleOf(job.id).result()).toBe('completed');
      expect(await stateOf(platform, job.id)).toBe('completed');
      // the signal really came between the row and the workflow's end
      expect(await historyOf(job.id)).toContain('workflowTaskFailedEventAttributes');
    },
  );

  it.each(KINDS)('makes the row of %s true whose pause was written by a lost task, and taken back', async (kind) => {
    const job = await accept(kind);
    after = async (activity, { jobId }) => {
      if (jobId !== job.id || !['openBook', 'beginJob'].includes(activity)) return;
      after = () => Promise.resolve();
      await moveJob(platform.db, job.id, 'paused');
      await handleOf(job.id).signal(pauseJob);
      await handleOf(job.id).signal(resumeJob);
    };
    await startJobWorkflow(platform.client, job);
    await ended(job.id);
    expect(await handleOf(job.id).result()).toBe('completed');
    expect(await stateOf(platform, job.id)).toBe('completed');
  });
});
