import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { cancelJob, pauseJob, resumeJob, retryPages, skipPages } from '#workflows/messages.js';
import { submitBook, waitForState } from '../../support/books.js';
import { eventually } from '../../support/stack.js';
import { artist, between, dear, tracedClient, writer } from '../environment.js';
import type { Scenario } from '../environment.js';

/** A book, drawn and printed. */
export const books: Record<string, Scenario> = {
  async 'generate-book-completed'(platform) {
    const { jobId } = await submitBook(platform, { pages: 24 });
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-traced'(platform) {
    const { jobId, ownerId } = await submitBook(platform, { pages: 24 }, { start: false });
    await startJobWorkflow(tracedClient(platform), { id: jobId, kind: 'generate-book', ownerId, title: 'Traced' });
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-page-refused-then-retried'(platform) {
    artist.misbehave = ({ number }, call) => {
      if (number === 3 && call === 1) throw new PermanentFailure('content-refused', 'no');
    };
    const { jobId } = await submitBook(platform, { pages: 6 });
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-page-skipped'(platform) {
    artist.misbehave = ({ number }) => {
      if (number === 2) throw new PermanentFailure('content-refused', 'no');
    };
    const { jobId } = await submitBook(platform, { pages: 4 });
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(skipPages, [2]);
    await waitForState(platform, jobId, 'completed-with-skips');
    return jobId;
  },
  async 'generate-book-decided-in-flight'(platform) {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    artist.misbehave = ({ number }, call) => {
      if ((number === 1 && call === 1) || number === 2) throw new PermanentFailure('content-refused', 'no');
      return number === 3 ? gate : undefined;
    };
    const { jobId, bookId } = await submitBook(platform, { pages: 4 });
    const refused = () => platform.db.page.count({ where: { bookId, state: 'refused' } });
    await eventually('two rows say so', async () => (await refused()) === 2);
    const handle = platform.client.workflow.getHandle(jobId);
    await handle.signal(retryPages, [1]);
    await handle.signal(skipPages, [2]);
    letGo();
    await waitForState(platform, jobId, 'completed-with-skips');
    return jobId;
  },
  async 'generate-book-paused-and-resumed'(platform) {
    dear.pace = 80;
    const { jobId } = await submitBook(platform, { pages: 12, provider: 'openai' });
    await waitForState(platform, jobId, 'running');
    await platform.client.workflow.getHandle(jobId).signal(pauseJob);
    await waitForState(platform, jobId, 'paused');
    await platform.client.workflow.getHandle(jobId).signal(resumeJob);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-paused-as-it-ends'(platform) {
    const { jobId } = await submitBook(platform, { pages: 4, provider: 'openai' });
    between.afterRecord = async (activity, ask) => {
      if (activity !== 'finishJob' || ask.jobId !== jobId) return;
      between.afterRecord = () => Promise.resolve();
      await platform.client.workflow.getHandle(jobId).signal(pauseJob);
    };
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-canceled-in-the-middle'(platform) {
    dear.pace = 80;
    const { jobId, bookId } = await submitBook(platform, { pages: 20, provider: 'openai' });
    await eventually(
      'pages are drawn',
      async () => (await platform.db.page.count({ where: { bookId, state: 'drawn' } })) > 2,
    );
    await platform.client.workflow.getHandle(jobId).signal(cancelJob);
    await waitForState(platform, jobId, 'canceled');
    return jobId;
  },
  async 'generate-book-story-refused-then-retried'(platform) {
    writer.misbehave = () => {
      throw new PermanentFailure('quota-exhausted', 'no credit');
    };
    const { jobId } = await submitBook(platform, { pages: 2, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    writer.misbehave = () => undefined;
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-redo-of-two-pages'(platform) {
    const first = await submitBook(platform, { pages: 5 });
    await waitForState(platform, first.jobId, 'completed');
    const { jobId } = await submitBook(platform, {}, { bookId: first.bookId, pages: [1, 4] });
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'generate-book-canceled-before-it-began'(platform) {
    const { jobId } = await submitBook(platform, { pages: 2 }, { start: false });
    await platform.db.job.update({ where: { id: jobId }, data: { state: 'canceled', endedAt: new Date() } });
    const start = { workflowId: jobId, taskQueue: 'orchestration', args: [{ jobId, ownerId: newId() }] };
    await platform.client.workflow.execute('generateBook', start);
    return jobId;
  },
  async 'export-book-completed'(platform) {
    const { jobId, bookId, ownerId } = await submitBook(platform, { pages: 3 });
    await waitForState(platform, jobId, 'completed');
    const id = newId();
    const input = { ask: { kind: 'export-book', bookId }, provider: 'built-in' };
    await platform.db.job.create({ data: { id, kind: 'export-book', ownerId, bookId, input } });
    const start = { workflowId: id, taskQueue: 'orchestration', args: [{ jobId: id, ownerId }] };
    await platform.client.workflow.execute('exportBook', start);
    return id;
  },
};
