import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createJobActivities } from '#activities/books/job-activities.js';
import { receipt } from '#contracts/jobs.js';
import { requestDigest } from '#openai/request-digest.js';
import type { CallContext } from '#openai/paid-call.js';
import type { Story, StoryRequest } from '#story/storyteller.js';
import { newId } from '#database/ids.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { bookProgress, cancelJob, pauseJob, resumeJob, retryPages, skipPages } from '#workflows/messages.js';
import { stateOf, submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

/** Its answers are paid for and kept, also those that are of no use. */
class PaidStoryteller extends QuickStoryteller {
  /** Null: it gives its stories away. */
  answer: string | null = null;
  paid = 0;
  override async write(request: StoryRequest, context?: CallContext): Promise<Story> {
    const { answer } = this;
    if (answer === null || !context) return super.write(request);
    const said = await context.paidOnce('story', request, () => {
      this.paid += 1;
      return Promise.resolve({ body: Buffer.from(answer), cost: { micros: 1_000, currency: 'usd' }, model: 'quick' });
    });
    if (said.toString() !== 'a story')
      throw new PermanentFailure('bad-provider-answer', 'It does not follow the schema.');
    return super.write(request);
  }
}

describe('generateBook', () => {
  const artist = new QuickIllustrator();
  const dearArtist = new QuickIllustrator('openai');
  const writer = new QuickStoryteller();
  const dearWriter = new PaidStoryteller('openai');
  let platform: Platform;
  let diskIsFull = false;
  let refusal: PermanentFailure | null = null;

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': artist, openai: dearArtist },
      storytellers: { 'built-in': writer, openai: dearWriter },
      wrapStore: failing(() => (diskIsFull ? new TransientFailure('storage-full', 'The disk is full.') : refusal)),
    });
    await platform.startWorkers();
  });
  afterAll(() => platform?.stop());
  beforeEach(() => {
    for (const each of [artist, dearArtist]) {
      each.calls.length = 0;
      each.pace = 0;
      each.misbehave = () => undefined;
    }
    for (const each of [writer, dearWriter]) each.misbehave = () => undefined;
    dearWriter.answer = null;
    dearWriter.paid = 0;
    refusal = null;
  });

  /** Lets an artist begin some drawings and holds all others until they are let go, however slow the machine is. */
  function holdAfter(held: QuickIllustrator, drawn: number): () => void {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    held.misbehave = () => (held.calls.length > drawn ? gate : undefined);
    return letGo;
  }
  const signal = (jobId: string) => platform.client.workflow.getHandle(jobId);
  const pagesOf = (bookId: string) =>
    platform.db.page.findMany({ where: { bookId }, orderBy: { number: 'asc' }, include: { art: true } });
  const receiptOf = async (jobId: string) =>
    receipt.parse((await platform.db.job.findUniqueOrThrow({ where: { id: jobId } })).receipt);

  it('makes a story, every page once, the cover, two PDFs and a preflight report', async () => {
    const { jobId, bookId } = await submitBook(platform, { pages: 11 });
    await waitForState(platform, jobId, 'completed');
    const pages = await pagesOf(bookId);
    expect(pages).toHaveLength(12);
    for (const page of pages) expect([page.state, page.current, page.art.length]).toEqual(['drawn', 1, 1]);
    expect([...artist.calls].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
    expect(pages[3]!.prompt).toBe('a fox and 3 apples');
    const files = await platform.db.artifact.findMany({ where: { jobId } });
    expect(files.map(({ kind }) => kind).sort()).toEqual(['cover-pdf', 'interior-pdf']);
    for (const file of files) expect((await platform.store.read(file.sha256))?.subarray(0, 5).toString()).toBe('%PDF-');
    const book = await platform.db.book.findUniqueOrThrow({ where: { id: bookId } });
    expect(book.title).toBe('A quick book');
    expect(book.preflight).toMatchObject({ ok: expect.any(Boolean), interior: expect.anything() });
    expect(await receiptOf(jobId)).toMatchObject({
      drawings: 12,
      providerCalls: 12,
      costMicros: 12_000,
      pagesMissing: [],
    });
  });

  it('publishes everything in an event log without gaps, progress never going back', async () => {
    const { jobId } = await submitBook(platform, { pages: 9 });
    await waitForState(platform, jobId, 'completed');
    const events = await platform.db.event.findMany({ where: { subjectId: jobId }, orderBy: { seq: 'asc' } });
    const done = events
      .filter(({ type }) => type === 'job.progress')
      .map(({ data }) => (data as { done: number }).done);
    expect([...done].sort((a, b) => a - b)).toEqual(done);
    expect(done.at(-1)).toBe(9);
    expect(events.at(-1)).toMatchObject({ type: 'job.state', data: { state: 'completed' } });
    const all = await platform.db.event.findMany({ orderBy: { seq: 'asc' }, select: { seq: true } });
    expect(all.map(({ seq }) => Number(seq))).toEqual(all.map((_, index) => index + 1));
    expect(await platform.client.workflow.getHandle(jobId).result()).toBe('completed');
  });

  it('publishes nothing after the end, although the last step is taken twice when its worker dies in it', async () => {
    const { jobId } = await submitBook(platform, { pages: 2 });
    await waitForState(platform, jobId, 'completed');
    await signal(jobId).result();
    const { finishJob } = createJobActivities({ db: platform.db });
    await new MockActivityEnvironment().run(finishJob, { jobId, outcome: 'completed' as const });
    const last = await platform.db.event.findFirstOrThrow({ where: { subjectId: jobId }, orderBy: { seq: 'desc' } });
    expect([last.type, last.data]).toEqual(['job.state', { state: 'completed' }]);
  });

  it('parks on a refused page while the others go on, and takes it up after an edited prompt', async () => {
    artist.misbehave = ({ prompt }) => {
      if (prompt.includes('2 apples'))
        throw new PermanentFailure('content-refused', 'The provider refuses this prompt.');
    };
    const { jobId, bookId } = await submitBook(platform, { pages: 5 });
    await waitForState(platform, jobId, 'needs-attention');
    await eventually('all others are drawn', async () => {
      const states = (await pagesOf(bookId)).map(({ state }) => state);
      return states.filter((state) => state === 'drawn').length === 5 && states[2] === 'refused';
    });
    expect(artist.calls.filter((page) => page === 2)).toHaveLength(1); // a refusal is never tried again by itself
    expect(await signal(jobId).query(bookProgress)).toMatchObject({ refused: [2], waiting: [] });
    await platform.db.page.updateMany({ where: { bookId, number: 2 }, data: { prompt: 'two pears' } });
    await signal(jobId).signal(retryPages, [2]);
    await waitForState(platform, jobId, 'completed');
    expect(artist.prompts.at(-1)).toBe('two pears');
  });

  it.each([
    ['skip', skipPages, 'completed-with-skips', 'skipped'],
    ['retry', retryPages, 'completed', 'drawn'],
  ] as const)(
    'remembers a %s of a page that was refused while others of its chunk are drawn',
    async (_, decision, outcome, state) => {
      let letGo = (): void => undefined;
      const gate = new Promise<void>((resolve) => (letGo = resolve));
      artist.misbehave = ({ number }, call) => {
        if (number === 1 && call === 1) throw new PermanentFailure('content-refused', 'No.');
        return number === 2 ? gate : undefined;
      };
      const { jobId, bookId } = await submitBook(platform, { pages: 3 });
      const first = () => platform.db.page.findUniqueOrThrow({ where: { bookId_number: { bookId, number: 1 } } });
      await eventually('its row says so', async () => (await first()).state === 'refused');
      await signal(jobId).signal(decision, [1]);
      letGo();
      await waitForState(platform, jobId, outcome);
      expect((await first()).state).toBe(state);
    },
  );

  it('makes the book without a page that a person skips', async () => {
    artist.misbehave = ({ number }) => {
      if (number === 3) throw new PermanentFailure('content-refused', 'no');
    };
    const { jobId } = await submitBook(platform, { pages: 4 });
    await waitForState(platform, jobId, 'needs-attention');
    await signal(jobId).signal(skipPages, [3]);
    await waitForState(platform, jobId, 'completed-with-skips');
    expect(await receiptOf(jobId)).toMatchObject({ pagesDrawn: [1, 2, 4], pagesSkipped: [3] });
  });

  it('gives up on a page whose provider keeps failing after a bounded number of tries', async () => {
    dearArtist.misbehave = ({ number }) => {
      if (number === 1)
        throw new TransientFailure('provider-unavailable', 'The provider is down.', { retryAfterMs: 50 });
    };
    const { jobId, bookId } = await submitBook(platform, { pages: 2, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    await eventually('page 1 is refused', async () => (await pagesOf(bookId))[1]!.state === 'refused');
    expect((await pagesOf(bookId))[1]!.code).toBe('provider-keeps-failing');
    expect(dearArtist.calls.filter((page) => page === 1)).toHaveLength(5);
    dearArtist.misbehave = () => undefined;
    await signal(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
  });

  it('waits out a rate limit for as long as it lasts', async () => {
    dearArtist.misbehave = ({ number }, call) => {
      if (number === 1 && call <= 8)
        throw new TransientFailure('provider-rate-limited', 'Slow down.', { retryAfterMs: 20 });
    };
    const { jobId } = await submitBook(platform, { pages: 1, provider: 'openai' });
    await waitForState(platform, jobId, 'completed');
  });

  it('asks the provider again when a person retries a story whose paid answer was unusable', async () => {
    dearWriter.answer = 'nonsense';
    const { jobId } = await submitBook(platform, { pages: 1, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    dearWriter.answer = 'a story';
    await signal(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    const asked = await platform.db.providerCall.findMany({ where: { jobId, key: { contains: '/story' } } });
    expect(asked.map(({ key }) => key.split('/').slice(1, 3).join('/')).sort()).toEqual([
      'story-2/story',
      'story/story',
    ]);
  });

  it('sends the provider the new theme when it is edited while a paid answer waits to be used', async () => {
    dearWriter.answer = 'a story';
    dearWriter.misbehave = () => {
      throw new PermanentFailure('quota-exhausted', 'The account is out of credit.');
    };
    const { jobId, bookId } = await submitBook(platform, { pages: 1, theme: 'a cave', provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    const { form } = await platform.db.book.findUniqueOrThrow({ where: { id: bookId } });
    const edited = { ...(form as object), theme: 'a meadow' };
    await platform.db.book.update({ where: { id: bookId }, data: { form: edited } });
    dearWriter.misbehave = () => undefined;
    await signal(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    expect(dearWriter.paid).toBe(2);
  });

  it('parks a story that is refused, and goes on when asked', async () => {
    dearWriter.misbehave = () => {
      throw new PermanentFailure('quota-exhausted', 'The account is out of credit.');
    };
    const { jobId } = await submitBook(platform, { pages: 2, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    expect(await platform.db.job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({
      code: 'quota-exhausted',
    });
    dearWriter.misbehave = () => undefined;
    await signal(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
  });

  it('pauses before the next page and goes on', async () => {
    const letGo = holdAfter(dearArtist, 2);
    const { jobId, bookId } = await submitBook(platform, { pages: 12, provider: 'openai' });
    await eventually('a page is drawn', async () => (await pagesOf(bookId)).some(({ state }) => state === 'drawn'));
    await signal(jobId).signal(pauseJob);
    await waitForState(platform, jobId, 'paused');
    letGo();
    await eventually('drawing stopped', async () => (await pagesOf(bookId)).every(({ state }) => state !== 'drawing'));
    const before = dearArtist.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(dearArtist.calls.length).toBe(before);
    await signal(jobId).signal(resumeJob);
    await waitForState(platform, jobId, 'completed');
  });

  it('pauses in the middle of a chunk: only pages in progress are finished', async () => {
    const letGo = holdAfter(artist, 2);
    const { jobId, bookId } = await submitBook(platform, { pages: 40 });
    await eventually('a page is drawn', async () => (await pagesOf(bookId)).some(({ state }) => state === 'drawn'));
    await signal(jobId).signal(pauseJob);
    await waitForState(platform, jobId, 'paused');
    const lanes = 4;
    const before = artist.calls.length;
    letGo();
    const handle = signal(jobId);
    await eventually('nothing is in flight', async () => (await handle.query(bookProgress)).drawing.length === 0);
    expect(artist.calls.length - before).toBeLessThanOrEqual(lanes);
    const { waiting } = await handle.query(bookProgress);
    expect(waiting.length).toBeGreaterThan(10);
    await handle.signal(resumeJob);
    await waitForState(platform, jobId, 'completed');
    expect(artist.calls.length).toBe(41);
    expect((await pagesOf(bookId)).every(({ art, attempts }) => art.length === 1 && attempts === 0)).toBe(true);
  });

  it('delivers what is finished when it is canceled, and says exactly what was used', async () => {
    const letGo = holdAfter(dearArtist, 6);
    const { jobId, bookId } = await submitBook(platform, { pages: 20, provider: 'openai' });
    await eventually(
      'some are drawn',
      async () => (await pagesOf(bookId)).filter(({ state }) => state === 'drawn').length >= 3,
    );
    await signal(jobId).signal(cancelJob);
    await eventually('it has heard', async () => (await signal(jobId).query(bookProgress)).canceled);
    letGo();
    await waitForState(platform, jobId, 'canceled');
    const stored = await receiptOf(jobId);
    const drawn = (await pagesOf(bookId)).filter(({ number, state }) => number > 0 && state === 'drawn');
    expect(stored.pagesDrawn).toEqual(drawn.map(({ number }) => number));
    expect(stored.pagesDrawn.length + stored.pagesMissing.length).toBe(20);
    expect(stored.providerCalls).toBe(await platform.db.providerCall.count({ where: { jobId, state: 'answered' } }));
    expect(await platform.db.artifact.count({ where: { jobId, kind: 'interior-pdf' } })).toBe(1);
    const after = dearArtist.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(dearArtist.calls.length).toBe(after);
  });

  it('waits while the disk is full, and continues by itself when there is space again', async () => {
    diskIsFull = true;
    const { jobId, bookId } = await submitBook(platform, { pages: 3 });
    await waitForState(platform, jobId, 'running');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await stateOf(platform, jobId)).toBe('running');
    expect((await pagesOf(bookId)).some(({ current }) => current > 0)).toBe(false);
    diskIsFull = false;
    await waitForState(platform, jobId, 'completed');
    expect((await pagesOf(bookId)).map(({ art }) => art.length)).toEqual([1, 1, 1, 1]);
  });

  it('parks with the words of a store that refuses for good, before anything is paid for', async () => {
    refusal = new PermanentFailure('storage-refused', 'The object store refuses this request: NotImplemented.');
    dearWriter.answer = 'a story';
    const { jobId } = await submitBook(platform, { pages: 2, provider: 'openai' });
    await waitForState(platform, jobId, 'needs-attention');
    const { code, message } = await platform.db.job.findUniqueOrThrow({ where: { id: jobId } });
    expect([code, message, dearWriter.paid]).toEqual(['storage-refused', refusal.message, 0]);
    refusal = null;
    await signal(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'completed');
    expect(dearWriter.paid).toBe(1);
  });

  it('redoes a chosen set and re-uses all other pages', async () => {
    const first = await submitBook(platform, { pages: 6 });
    await waitForState(platform, first.jobId, 'completed');
    artist.calls.length = 0;
    const again = await submitBook(platform, {}, { bookId: first.bookId, pages: [2, 5] });
    await waitForState(platform, again.jobId, 'completed');
    expect([...artist.calls].sort()).toEqual([2, 5]);
    const pages = await pagesOf(first.bookId);
    expect(pages.map(({ current }) => current)).toEqual([1, 1, 2, 1, 1, 2, 1]);
    expect(new Set(pages[2]!.art.map(({ sha256 }) => sha256)).size).toBe(2);
  });

  it('goes on with what is left after a continue-as-new', async () => {
    const first = await submitBook(platform, { pages: 3 });
    await waitForState(platform, first.jobId, 'completed');
    const { jobId } = await submitBook(platform, {}, { bookId: first.bookId, pages: [1, 2], start: false });
    const page = (await pagesOf(first.bookId))[1]!;
    const drawing = { ...page.art[0]!, id: newId(), jobId, version: 2, round: 0 };
    await platform.db.artVersion.create({ data: drawing });
    await platform.db.page.update({ where: { id: page.id }, data: { current: 2 } });
    artist.calls.length = 0;
    const carried = { rounds: [], skipped: [], paused: false };
    const start = { workflowId: jobId, taskQueue: 'orchestration', args: [{ jobId, ownerId: first.ownerId, carried }] };
    await platform.client.workflow.start('generateBook', start);
    await waitForState(platform, jobId, 'completed');
    expect(artist.calls).toEqual([2]);
    expect((await pagesOf(first.bookId)).map(({ current }) => current)).toEqual([1, 2, 2, 1]);
  });

  it('leaves a locked page as it is', async () => {
    const first = await submitBook(platform, { pages: 3 });
    await waitForState(platform, first.jobId, 'completed');
    await platform.db.page.updateMany({ where: { bookId: first.bookId, number: 2 }, data: { locked: true } });
    artist.calls.length = 0;
    const again = await submitBook(platform, {}, { bookId: first.bookId, pages: [1, 2, 3] });
    await waitForState(platform, again.jobId, 'completed');
    expect([...artist.calls].sort()).toEqual([1, 3]);
  });

  it.each([
    ['never pays twice for a call whose answer was stored before a crash', 'a fox and 1 apples', 0],
    ['does not take a stored answer to words that were edited since', 'a fox and a pear', 1],
  ])('%s', async (_, prompt, calls) => {
    const theme = 'a walk in the woods';
    const { jobId } = await submitBook(platform, { pages: 2, theme, provider: 'openai' }, { start: false });
    const { sha256 } = await platform.store.put(Buffer.from('drawing 1'));
    const key = `${jobId}/page-1/0/image/${requestDigest({ theme, prompt })}`;
    await platform.db.providerCall.create({
      data: { key, jobId, provider: 'openai', state: 'answered', sha256, costMicros: 1000n },
    });
    await platform.client.workflow.start('generateBook', {
      workflowId: jobId,
      taskQueue: 'orchestration',
      args: [{ jobId, ownerId: '' }],
    });
    await waitForState(platform, jobId, 'completed');
    expect(dearArtist.calls.filter((page) => page === 1)).toHaveLength(calls);
    expect((await receiptOf(jobId)).providerCalls).toBe(3 + calls);
  });

  it('is started by the watchdog when whoever accepted it could not', async () => {
    const { jobId } = await submitBook(platform, { pages: 1 }, { start: false });
    await platform.db.job.update({ where: { id: jobId }, data: { createdAt: new Date(Date.now() - 60_000) } });
    await platform.client.workflow.start('watchdog', { workflowId: 'watchdog', taskQueue: 'orchestration' });
    await waitForState(platform, jobId, 'completed');
  });

  it('does not stay "running" when its workflow is terminated in Temporal', async () => {
    dearArtist.pace = 400;
    const { jobId } = await submitBook(platform, { pages: 9, provider: 'openai' });
    await waitForState(platform, jobId, 'running');
    await signal(jobId).terminate('by a test');
    await waitForState(platform, jobId, 'failed');
    expect(await platform.db.job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({
      code: 'workflow-terminated',
    });
    expect(await stateOf(platform, jobId)).toBe('failed');
  });
});

/** A store that takes no writes while there is a failure; reading goes on. */
function failing(failure: () => TransientFailure | PermanentFailure | null): (store: ArtifactStore) => ArtifactStore {
  return (store) =>
    new Proxy(store, {
      get(target, name: keyof ArtifactStore) {
        const method = target[name] as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          const error = name === 'put' || name === 'check' ? failure() : null;
          return error ? Promise.reject(error) : method.apply(target, args);
        };
      },
    });
}
