import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JobView } from '#contracts/jobs.js';
import type { BookView } from '#contracts/books.js';
import type {
  ActionDone,
  AuditCheck,
  AuditEntry,
  BulkActionEffects,
  BulkActionItem,
  BulkActionView,
  CustomerView,
  FailureGroup,
  JobCounts,
  JobLog,
  SavedView,
  SideEffects,
  SupportJob,
  SupportJobSummary,
  Timeline,
} from '#contracts/support.js';
import { newId } from '#database/ids.js';
import { TransientFailure, PermanentFailure } from '#failures/failure.js';
import { startApi } from '../support/api.js';
import type { Api } from '../support/api.js';
import { submitBook, waitForState } from '../support/books.js';
import { startPlatform } from '../support/platform.js';
import type { Platform } from '../support/platform.js';
import { QuickIllustrator, QuickStoryteller } from '../support/quick-providers.js';
import { eventually } from '../support/stack.js';

const POISON = 'poison';
const poisoned = ({ prompt }: { prompt: string }) => {
  if (prompt.includes(POISON))
    throw new PermanentFailure('content-refused', `The policy refused “${prompt.slice(0, 30)}”.`);
};

describe('support', () => {
  let platform: Platform;
  let api: Api;
  const artist = new QuickIllustrator();
  const dear = new QuickIllustrator('openai');

  beforeAll(async () => {
    platform = await startPlatform({
      illustrators: { 'built-in': artist, openai: dear },
      storytellers: { 'built-in': new QuickStoryteller(), openai: new QuickStoryteller('openai') },
    });
    await platform.startWorkers();
    api = await startApi(platform, { TEMPORAL_UI_URL: 'http://127.0.0.1:1/' });
  });
  afterAll(async () => {
    await api?.stop();
    await platform?.stop();
  });
  beforeEach(() => {
    for (const each of [artist, dear]) {
      each.pace = 0;
      each.misbehave = poisoned;
      each.calls.length = 0;
    }
  });

  const get = async <T>(path: string, as: 'support' | 'admin' = 'support') =>
    (await api.ask<T>('GET', `/api/support/${path}`, { as })).body;
  const post = <T>(
    path: string,
    body: object,
    headers: Record<string, string> = {},
    as: 'support' | 'admin' = 'support',
  ) => api.ask<T>('POST', `/api/support/${path}`, { as, body, headers });
  const supportJob = (id: string) => get<SupportJob>(`jobs/${id}`);
  const runAction = (id: string, body: object, key: string = newId()) =>
    post<ActionDone>(`jobs/${id}/acts`, { reason: 'the author asked', ...body }, { 'idempotency-key': key });

  /** A book whose page 2 is refused until its prompt changes. */
  async function parked(form: Parameters<typeof submitBook>[1] = {}): Promise<Awaited<ReturnType<typeof submitBook>>> {
    const made = await submitBook(platform, { pages: 3, ...form }, { start: false });
    await platform.db.page.updateMany({
      where: { bookId: made.bookId, number: 2 },
      data: { prompt: `${POISON} and a sword ${newId()}` },
    });
    const { startJobWorkflow } = await import('#temporal/start/start-job.js');
    await startJobWorkflow(platform.client, {
      id: made.jobId,
      ownerId: made.ownerId,
      kind: 'generate-book',
      title: 'x',
    });
    await waitForState(platform, made.jobId, 'needs-attention');
    return made;
  }

  it('finds a parked job by state, owner, code, title and cause, and counts by state', async () => {
    const { jobId, ownerId } = await parked({ title: 'A Very Rare Walrus' });
    const found = async (query: string) =>
      (await get<{ items: SupportJobSummary[] }>(`jobs?${query}`)).items.filter(({ id }) => id === jobId);
    const [{ fingerprints }] = [await supportJob(jobId)];
    for (const query of [
      'state=needs-attention,failed',
      'state=failed&state=needs-attention',
      `owner=${ownerId}`,
      `owner=${ownerId.slice(5, 30)}`,
      'code=content-refused',
      'text=rare%20walrus',
      `text=${jobId}`,
      `fingerprint=${fingerprints[0]}`,
      `from=${encodeURIComponent(new Date(Date.now() - 60_000).toISOString())}`,
    ])
      expect([query, (await found(query)).length]).toEqual([query, 1]);
    for (const query of [
      'state=completed',
      'code=quota-exhausted',
      'text=hippo',
      'kind=export-book',
      'to=2020-01-01T00:00:00Z',
    ])
      expect([query, (await found(query)).length]).toEqual([query, 0]);
    expect((await found(`text=${jobId}`))[0]).toMatchObject({
      refusedPages: [2],
      owner: { id: ownerId },
      failure: { code: 'content-refused' },
    });
    const counts = await get<JobCounts>(`jobs/counts?owner=${ownerId}&state=completed`);
    expect(counts).toEqual({ total: 1, byState: { 'needs-attention': 1 } });
    expect((await api.ask('GET', '/api/support/jobs?state=asleep', { as: 'support' })).status).toBe(422);
    expect((await api.ask('GET', '/api/support/jobs?limit=101', { as: 'support' })).status).toBe(422);
  });

  it('explains what happened and what helps, and hides what the author wrote until a look is recorded', async () => {
    const { jobId } = await parked();
    const before = await supportJob(jobId);
    expect(before.explanation).toMatchObject({ nextAct: 'edit-and-rerun', nextPages: [2] });
    expect(before.explanation.headline).toContain('1 page');
    expect(before.acts).toEqual(
      expect.arrayContaining(['retry', 'edit-and-rerun', 'skip-pages', 'cancel', 'terminate']),
    );
    expect(before.acts).not.toContain('resume');
    expect(before.temporal).toMatchObject({ status: 'running', workflowId: jobId });
    expect(before.temporal.url).toContain(jobId);
    expect(before.input).toBeNull();
    expect((await post(`jobs/${jobId}/look`, { reason: '' })).status).toBe(422);
    const { body } = await post<SupportJob>(`jobs/${jobId}/look`, { reason: 'ticket 42' });
    expect(JSON.stringify(body.input)).toContain(POISON);
    expect((await get<SupportJob>(`jobs/${jobId}`, 'admin')).input).toBeNull(); // somebody else has not looked
    const { items } = await get<{ items: AuditEntry[] }>(`audit?subjectId=${jobId}`);
    expect(items[0]).toMatchObject({ act: 'look', reason: 'ticket 42', actor: { email: 'support@test.local' } });
  });

  it('shows exactly what the author sees', async () => {
    const { jobId, bookId, ownerId } = await parked();
    const view = await get<CustomerView>(`jobs/${jobId}/customer-view`);
    expect(view.book.id).toBe(bookId);
    expect(view.pages.map(({ number, state }) => [number, state])).toEqual([
      [0, 'drawn'],
      [1, 'drawn'],
      [2, 'refused'],
      [3, 'drawn'],
    ]);
    expect(view.job.pages.find(({ number }) => number === 2)?.code).toBe('content-refused');
    const png = await api.ask('GET', `/api/support/jobs/${jobId}/customer-view/pages/1/art.png?width=64`, {
      as: 'support',
    });
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    const looks = await platform.db.auditEntry.findMany({ where: { subjectId: jobId, act: 'customer-view' } });
    expect(looks).toHaveLength(1);
    expect(ownerId).not.toBe(looks[0]!.actorId);
  });

  it('draws the timeline of every attempt and keeps their logs', async () => {
    let tries = 0;
    artist.misbehave = ({ number }) => {
      if (number === 1 && (tries += 1) === 1)
        throw new TransientFailure('provider-unavailable', 'The provider is away.');
    };
    const { jobId } = await submitBook(platform, { pages: 2 });
    await waitForState(platform, jobId, 'completed');
    await eventually('all is logged', async () =>
      (await get<Timeline>(`jobs/${jobId}/timeline`)).spans.some(({ step }) => step === 'preflight'),
    );
    const { spans, marks, truncated } = await get<Timeline>(`jobs/${jobId}/timeline`);
    const drawing = spans.filter(({ step }) => step === 'pages');
    expect(drawing.map(({ attempt, state }) => [attempt, state])).toEqual(
      expect.arrayContaining([
        [1, 'failed'],
        [2, 'done'],
      ]),
    );
    expect(drawing.find(({ state }) => state === 'failed')?.failure).toMatchObject({ code: 'provider-unavailable' });
    expect(new Set(spans.map(({ step }) => step))).toEqual(
      new Set(['story', 'pages', 'interior-pdf', 'cover-pdf', 'preflight']),
    );
    for (const { scheduledAt, startedAt, endedAt } of spans) {
      expect(Date.parse(startedAt!)).toBeGreaterThanOrEqual(Date.parse(scheduledAt));
      expect(Date.parse(endedAt!)).toBeGreaterThanOrEqual(Date.parse(startedAt!));
    }
    expect(marks.map(({ words }) => words)).toEqual(
      expect.arrayContaining(['running', 'completed', 'Interior PDF is ready']),
    );
    expect(truncated).toBe(false);
    const warned = await get<{ items: JobLog[] }>(`jobs/${jobId}/logs?level=warn`);
    expect(warned.items[0]).toMatchObject({
      activity: 'drawPages',
      attempt: 1,
      message: expect.stringContaining('away'),
    });
    const first = await get<{ items: JobLog[]; nextCursor: string }>(`jobs/${jobId}/logs?limit=2`);
    const second = await get<{ items: JobLog[] }>(`jobs/${jobId}/logs?limit=2&cursor=${first.nextCursor}`);
    expect(Number(second.items[0]!.id)).toBeLessThan(Number(first.items[1]!.id));
    // a worker that wrote late: its line is of an earlier moment, and has a higher number
    const line = { jobId, level: 'info', activity: 'drawPages', attempt: 1 };
    await platform.db.jobLog.create({ data: { ...line, message: 'late', at: new Date('2026-01-01T00:00:00Z') } });
    await platform.db.jobLog.create({ data: { ...line, message: 'later', at: new Date('2026-01-01T00:00:01Z') } });
    let read: JobLog[] = [];
    // the last attempts are written down a moment after they have ended
    await eventually('each line is read once', async () => {
      read = [];
      for (let cursor = ''; ;) {
        const page = await get<{ items: JobLog[]; nextCursor: string | null }>(`jobs/${jobId}/logs?limit=3${cursor}`);
        read.push(...page.items);
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      const count = await platform.db.jobLog.count({ where: { jobId } });
      return read.length === count && new Set(read.map(({ id }) => id)).size === count;
    });
    expect(read.map(({ at }) => at)).toEqual(
      read
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(read.slice(-2).map(({ message }) => message)).toEqual(['later', 'late']);
  });

  it('shows the side effects before an edit and rerun, does it once for one key, and pays once', async () => {
    const { jobId, bookId } = await parked({ provider: 'openai' });
    const drawn = () => platform.db.page.count({ where: { bookId, state: 'drawn', number: { not: 2 } } });
    await eventually('the others are drawn', async () => (await drawn()) === 3);
    const ask = { action: 'edit-and-rerun', prompts: [{ number: 2, prompt: 'a friendly dragon' }] };
    const { body: effects } = await post<SideEffects>(`jobs/${jobId}/acts/preview`, ask);
    expect(effects).toMatchObject({ allowed: true, newJob: false, pages: [2], keptPages: 3 });
    expect(effects.paidCalls).toMatchObject({ likely: 1, most: 3, likelyMicros: 1_000, costMicros: 3_000 });
    const stepsOf = ({ steps }: SideEffects) =>
      steps.map(({ words, repeats, doneBefore }) => [words, repeats && doneBefore]);
    expect(stepsOf(effects)).toEqual([
      ['The story is re-used', false],
      ['Page 2 is drawn', false],
      ['All other finished pages are re-used', false],
      ['Interior PDF is printed', false],
      ['Cover PDF is printed', false],
      ['Both files are checked', false],
    ]);
    const skip = { action: 'skip-pages', pages: [0, 2] };
    expect((await post<SideEffects>(`jobs/${jobId}/acts/preview`, skip)).body.why).toBe(
      'The cover is drawn already; there is nothing to skip.',
    );
    expect((await platform.db.page.findFirst({ where: { bookId, number: 2 } }))?.prompt).toContain(POISON);
    const paid = dear.calls.length;
    const key = newId();
    const [one, two] = [await runAction(jobId, ask, key), await runAction(jobId, ask, key)];
    expect([one.status, two.status]).toEqual([202, 202]);
    expect(two.body.auditSeq).toBe(one.body.auditSeq);
    await waitForState(platform, jobId, 'completed');
    expect(dear.calls.slice(paid)).toEqual([2]);
    expect(await platform.db.auditEntry.count({ where: { subjectId: jobId, act: 'edit-and-rerun' } })).toBe(1);
    const redraw = { action: 'retry-pages', pages: [0, 2] };
    expect(stepsOf((await post<SideEffects>(`jobs/${jobId}/acts/preview`, redraw)).body).slice(1)).toEqual([
      ['The cover and page 2 are drawn again', true],
      ['All other finished pages are re-used', false],
      ['Interior PDF is printed again', true],
      ['Cover PDF is printed again', true],
      ['Both files are checked again', true],
    ]);
    const repeated = await runAction(jobId, ask, key); // the job has ended meanwhile
    expect(repeated.body).toMatchObject({ auditSeq: one.body.auditSeq });
    expect(dear.calls.slice(paid)).toEqual([2]);
  });

  it('refuses impossible actions with a message, and changes nothing', async () => {
    const { jobId } = await parked();
    for (const [body, words] of [
      [{ action: 'resume' }, 'needs-attention'],
      [{ action: 'skip-pages', pages: [1] }, 'drawn already'],
      [{ action: 'retry-pages', pages: [77] }, 'no page 77'],
      [{ action: 'retry-pages' }, 'at least one page'],
    ] as const) {
      const { status, body: problem } = await runAction(jobId, body);
      expect([status, problem]).toEqual([409, expect.objectContaining({ detail: expect.stringContaining(words) })]);
      const preview = await post<SideEffects>(`jobs/${jobId}/acts/preview`, body);
      expect([preview.status, preview.body.allowed, preview.body.why]).toEqual([
        200,
        false,
        expect.stringContaining(words),
      ]);
    }
    expect((await runAction(jobId, { action: 'explode' })).status).toBe(422);
    expect((await post(`jobs/${jobId}/acts`, { action: 'cancel' })).status).toBe(422); // no reason
    expect(await platform.db.auditEntry.count({ where: { subjectId: jobId } })).toBe(0);
    expect((await runAction(newId(), { action: 'cancel' })).status).toBe(404);
  });

  it('skips a page, pauses, resumes, cancels', async () => {
    const one = await parked();
    const skip = { action: 'skip-pages', pages: [2] };
    const { steps } = (await post<SideEffects>(`jobs/${one.jobId}/acts/preview`, skip)).body;
    expect(steps.map(({ words, repeats }) => [words, repeats])).toEqual([
      ['The book is made without page 2', false],
      ['Interior PDF is printed', true],
      ['Cover PDF is printed', true],
      ['Both files are checked', true],
    ]);
    await runAction(one.jobId, skip);
    await waitForState(platform, one.jobId, 'completed-with-skips');
    const two = await parked();
    await runAction(two.jobId, { action: 'pause' });
    await waitForState(platform, two.jobId, 'paused');
    await runAction(two.jobId, { action: 'resume' });
    await waitForState(platform, two.jobId, 'needs-attention');
    await runAction(two.jobId, { action: 'cancel' });
    await waitForState(platform, two.jobId, 'canceled');
  });

  it('terminates, and retries what has ended as a new job of the same author that re-uses all drawings', async () => {
    const { jobId, bookId, ownerId } = await parked();
    await runAction(jobId, { action: 'terminate' });
    expect(await platform.db.job.findUnique({ where: { id: jobId } })).toMatchObject({
      state: 'failed',
      code: 'workflow-terminated',
    });
    expect((await supportJob(jobId)).temporal.status).toBe('terminated');
    expect((await supportJob(jobId)).explanation.detail).toContain(
      'Demo support ended this job from support: “the author asked”.',
    );
    artist.misbehave = () => undefined;
    artist.calls.length = 0;
    const key = newId();
    const [one, two] = [
      await runAction(jobId, { action: 'retry' }, key),
      await runAction(jobId, { action: 'retry' }, key),
    ];
    expect(two.body.newJobId).toBe(one.body.newJobId);
    const id = one.body.newJobId!;
    await waitForState(platform, id, 'completed');
    expect(await platform.db.job.findUnique({ where: { id } })).toMatchObject({ ownerId, bookId, retryOfId: jobId });
    expect(artist.calls).toEqual([2]);
    expect((await supportJob(id)).relatives).toEqual([{ id: jobId, state: 'failed', relation: 'retry-of' }]);
    expect((await supportJob(jobId)).relatives).toEqual([{ id, state: 'completed', relation: 'retried-by' }]);
  });

  it('groups failures by cause, and lets staff resolve, assign and note them; a cause that comes back is open again', async () => {
    const first = await parked();
    const [print] = (await supportJob(first.jobId)).fingerprints;
    const before = await get<FailureGroup>(`failures/${print}`);
    await parked();
    const group = await get<FailureGroup>(`failures/${print}`);
    expect(group).toMatchObject({ code: 'content-refused', step: 'pages', status: 'open', count: before.count + 1 });
    expect([group.jobs - before.jobs, group.authors - before.authors, group.waiting - before.waiting]).toEqual([
      1, 1, 1,
    ]);
    expect(group.perHour).toHaveLength(24);
    expect(group.perHour[23]! + group.perHour[22]!).toBeGreaterThanOrEqual(2);
    const { items: staff } = await get<{ items: { id: string; email: string }[] }>('staff');
    const change = (body: object) =>
      api.ask<FailureGroup>('PATCH', `/api/support/failures/${print}`, { as: 'support', body });
    const { body } = await change({ status: 'resolved', assigneeId: staff[0]!.id, note: 'prompt fixed' });
    expect(body).toMatchObject({
      status: 'resolved',
      assignee: { id: staff[0]!.id },
      note: 'prompt fixed',
      regressed: false,
    });
    expect((await change({ assigneeId: first.ownerId })).status).toBe(422);
    expect((await change({})).status).toBe(422);
    await parked();
    expect(await get<FailureGroup>(`failures/${print}`)).toMatchObject({ status: 'open', regressed: true });
    await change({ status: 'ignored' });
    await parked();
    expect(await get<FailureGroup>(`failures/${print}`)).toMatchObject({ status: 'ignored', regressed: false });
    await change({ status: 'open' });
    expect(
      (await get<{ items: FailureGroup[] }>('failures?status=open')).items.map(({ fingerprint }) => fingerprint),
    ).toContain(print);
  });

  it('counts a job in the group of the cause that it waits for now, and lists it there', async () => {
    const { jobId, bookId } = await parked();
    const [first] = (await supportJob(jobId)).fingerprints;
    const before = await get<FailureGroup>(`failures/${first}`);
    artist.misbehave = ({ number }) => {
      if (number === 2) throw new PermanentFailure('prompt-not-drawable', 'Nothing in this prompt can be drawn.');
    };
    await runAction(jobId, { action: 'retry' });
    await eventually('the page is refused for another cause', async () =>
      Boolean(
        await platform.db.page.findFirst({
          where: { bookId, number: 2, code: 'prompt-not-drawable', state: 'refused' },
        }),
      ),
    );
    expect((await get<FailureGroup>(`failures/${first}`)).waiting).toBe(before.waiting - 1);
    const second = (await supportJob(jobId)).fingerprints.find((print) => print !== first)!;
    expect(await get<FailureGroup>(`failures/${second}`)).toMatchObject({ jobs: 1, waiting: 1 });
    const listed = async (query: string) =>
      (await get<{ items: SupportJobSummary[] }>(`jobs?limit=100&${query}`)).items.some(({ id }) => id === jobId);
    expect(await listed(`fingerprint=${first}&state=needs-attention,failed`)).toBe(false);
    expect(await listed(`fingerprint=${second}&state=needs-attention,failed`)).toBe(true);
    expect(await listed(`fingerprint=${first}`)).toBe(true); // its history
    const counts = await get<JobCounts>(`jobs/counts?fingerprint=${second}`);
    expect(counts).toEqual({ total: 1, byState: { 'needs-attention': 1 } });
    await runAction(jobId, { action: 'terminate' });
    expect((await get<FailureGroup>(`failures/${second}`)).waiting).toBe(0);
  });

  it('does not allow skipping every page, and does not count a skipped page as finished', async () => {
    artist.misbehave = ({ number }) => {
      if (number > 0) throw new PermanentFailure('content-refused', 'No.');
    };
    const { jobId, bookId } = await submitBook(platform, { pages: 3 });
    await eventually(
      'all are refused',
      async () => (await platform.db.page.count({ where: { bookId, state: 'refused' } })) === 3,
    );
    const skipping = async (...pages: number[]) =>
      (await post<SideEffects>(`jobs/${jobId}/acts/preview`, { action: 'skip-pages', pages })).body.steps.map(
        ({ words }) => words,
      );
    expect(await skipping(2)).toEqual([
      'The book is made without page 2',
      '2 other pages still wait for a person (pages 1, 3): the book stands still until they are repaired or skipped',
    ]);
    expect(await skipping(1, 2)).toEqual([
      'The book is made without pages 1–2',
      '1 other page still waits for a person (page 3): the book stands still until it is repaired or skipped',
    ]);
    const all = await runAction(jobId, { action: 'skip-pages', pages: [1, 2, 3] });
    expect([all.status, all.body]).toEqual([
      409,
      expect.objectContaining({ detail: expect.stringContaining('At least one page') }),
    ]);
    expect((await runAction(jobId, { action: 'skip-pages', pages: [1, 2] })).status).toBe(202);
    await eventually(
      'two are skipped',
      async () => (await platform.db.page.count({ where: { bookId, state: 'skipped' } })) === 2,
    );
    expect((await runAction(jobId, { action: 'skip-pages', pages: [3] })).status).toBe(409);
    await waitForState(platform, jobId, 'needs-attention');
    expect((await supportJob(jobId)).explanation.detail).toContain('0 of 3 pages (2 skipped) are finished');
  });

  it('keeps views of one’s own and shows shared ones to colleagues', async () => {
    const filter = { state: ['failed'], text: 'walrus' };
    const mine = await post<SavedView>('views', { name: 'Walruses', filter });
    expect(mine.body).toMatchObject({ name: 'Walruses', filter, mine: true, shared: false });
    const names = async (as: 'support' | 'admin') =>
      (await get<{ items: SavedView[] }>('views', as)).items.map(({ name }) => name);
    expect(await names('admin')).not.toContain('Walruses');
    await post('views', { name: 'Walruses', filter, shared: true });
    expect(await names('admin')).toContain('Walruses');
    const remove = (as: 'support' | 'admin') => api.ask('DELETE', `/api/support/views/${mine.body.id}`, { as });
    expect((await remove('admin')).status).toBe(404);
    expect((await remove('support')).status).toBe(204);
    expect((await post('views', { name: 'x', filter: { colour: 'red' } })).status).toBe(422);
  });

  describe('a bulk action', () => {
    const bulk = (id: string) => get<BulkActionView>(`bulk/${id}`);
    const reach = (id: string, state: string) =>
      eventually(`bulk action is ${state}`, async () => (await bulk(id)).state === state);
    const start = (body: object, as: 'support' | 'admin' = 'support') =>
      post<BulkActionView>('bulk', { reason: 'the provider is back', ...body }, { 'idempotency-key': newId() }, as);

    it('stops after a canary that fails, and goes on to all when the canary passes', async () => {
      const title = `bulk of walruses ${newId()}`;
      const jobs = [await parked({ title }), await parked({ title }), await parked({ title })];
      const filter = { text: title };
      const { body: effects } = await post<BulkActionEffects>('bulk/preview', { action: 'retry', filter });
      expect(effects).toMatchObject({ matching: 3, allowed: 3, authors: 3, needsApproval: false, tooMany: false });
      const failing = await start({ action: 'retry', filter, canary: 1 });
      expect([failing.status, failing.body.state]).toEqual([202, 'canary']);
      await reach(failing.body.id, 'stopped');
      expect((await bulk(failing.body.id)).counts).toMatchObject({ total: 3, failed: 1, waiting: 2 });
      artist.misbehave = () => undefined;
      const passing = await start({ action: 'retry', filter, canary: 1 });
      await reach(passing.body.id, 'completed');
      for (const { jobId } of jobs) await waitForState(platform, jobId, 'completed');
      const { items } = await get<{ items: BulkActionItem[] }>(`bulk/${passing.body.id}/items`);
      expect(items.map(({ state, canary }) => [state, canary])).toEqual([
        ['passed', true],
        ['passed', false],
        ['passed', false],
      ]);
      const entries = await platform.db.auditEntry.findMany({
        where: { subjectId: { in: jobs.map(({ jobId }) => jobId) } },
      });
      expect(entries.filter(({ act: each }) => each === 'retry')).toHaveLength(4);
    });

    it('reports the outcome of the jobs, not only that it was sent to them', async () => {
      const title = `stubborn walruses ${newId()}`;
      const jobs = [await parked({ title }), await parked({ title })];
      await platform.db.page.updateMany({
        where: { bookId: jobs[1]!.bookId, number: 2 },
        data: { prompt: 'a friendly walrus' },
      });
      const { body } = await start({ action: 'retry', filter: { text: title } });
      await reach(body.id, 'completed');
      await waitForState(platform, jobs[1]!.jobId, 'completed');
      await eventually('the first has stopped again', async () => (await bulk(body.id)).counts.failed === 1);
      expect((await bulk(body.id)).counts).toEqual({
        total: 2,
        waiting: 0,
        acted: 0,
        passed: 1,
        failed: 1,
        leftOut: 0,
      });
      const { items } = await get<{ items: BulkActionItem[] }>(`bulk/${body.id}/items`);
      expect(items.map(({ state }) => state)).toEqual(['failed', 'passed']);
      expect(items[0]!.message).toContain('refused');
    });

    it('that ends many jobs waits for a second person, who may not be the first', async () => {
      const title = `doomed walruses ${newId()}`;
      const jobs = [];
      for (let at = 0; at < 6; at += 1) jobs.push(await parked({ title, pages: 2 }));
      const ids = jobs.map(({ jobId }) => jobId);
      for (const [picked, needsApproval] of [
        [ids.slice(1), false],
        [ids, true],
      ] as const) {
        const { body } = await post<BulkActionEffects>('bulk/preview', { action: 'cancel', filter: { ids: picked } });
        expect(body).toMatchObject({ matching: picked.length, allowed: picked.length, needsApproval });
      }
      const { body: asked } = await start({ action: 'terminate', filter: { ids } });
      expect(asked).toMatchObject({ state: 'awaiting-approval', mayApprove: false, counts: { waiting: 6 } });
      expect((await post(`bulk/${asked.id}/approve`, {})).status).toBe(403);
      expect((await get<BulkActionView>(`bulk/${asked.id}`, 'admin')).mayApprove).toBe(true);
      expect((await post(`bulk/${asked.id}/approve`, {}, {}, 'admin')).status).toBe(202);
      await reach(asked.id, 'completed');
      for (const { jobId } of jobs) await waitForState(platform, jobId, 'failed');
      expect((await post(`bulk/${asked.id}/cancel`, {})).status).toBe(409);
    });

    it('is refused without a filter, with a canary that proves nothing, and when there is nothing to do', async () => {
      expect((await start({ action: 'retry', filter: {} })).status).toBe(422);
      expect((await start({ action: 'cancel', filter: { text: 'x' }, canary: 1 })).status).toBe(422);
      expect((await start({ action: 'retry', filter: { text: newId() } })).status).toBe(409);
    });
  });

  it('chains its audit log, finds what was changed, and lets nobody change it', async () => {
    const { jobId } = await parked();
    await runAction(jobId, { action: 'cancel' });
    const check = await get<AuditCheck>('audit/check');
    expect(check).toMatchObject({ ok: true, brokenAt: null });
    expect(check.entries).toBe(await platform.db.auditEntry.count());
    await expect(platform.db.auditEntry.updateMany({ data: { reason: 'nothing happened' } })).rejects.toThrow(
      /append-only/,
    );
    await expect(platform.db.auditEntry.deleteMany()).rejects.toThrow(/append-only/);
    const lines = (await api.ask<string>('GET', '/api/support/audit.jsonl', { as: 'support' }))
      .body as unknown as string;
    const file = lines.trim().split('\n');
    expect(file).toHaveLength(check.entries);
    const forged = JSON.parse(file[0]!) as AuditEntry;
    await platform.db.$executeRawUnsafe(`ALTER TABLE "AuditEntry" DISABLE TRIGGER refuse_audit_change`);
    await platform.db.auditEntry.update({ where: { seq: forged.seq }, data: { reason: `${forged.reason}!` } });
    expect(await get<AuditCheck>('audit/check')).toMatchObject({ ok: false, brokenAt: forged.seq });
    await platform.db.auditEntry.update({ where: { seq: forged.seq }, data: { reason: forged.reason } });
    expect((await get<AuditCheck>('audit/check')).ok).toBe(true);
    await platform.db.$executeRawUnsafe(`ALTER TABLE "AuditEntry" ENABLE TRIGGER refuse_audit_change`);
  });

  it('is for support staff only', async () => {
    const { body: book } = await api.ask<BookView>('POST', '/api/books', {
      as: 'author',
      body: { theme: 'a cat', pages: 1 },
    });
    const { body: job } = await api.ask<JobView>('POST', '/api/jobs', {
      as: 'author',
      body: { kind: 'generate-book', bookId: book.id },
    });
    for (const as of ['author', 'finance'] as const)
      for (const path of ['jobs', `jobs/${job.id}`, `jobs/${job.id}/timeline`, 'failures', 'views', 'bulk', 'staff'])
        expect((await api.ask('GET', `/api/support/${path}`, { as })).status).toBe(403);
    expect((await api.ask('GET', '/api/support/audit', { as: 'author' })).status).toBe(403);
  });
});
