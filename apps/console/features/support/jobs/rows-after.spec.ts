import { describe, expect, it } from '@jest/globals';
import type { SupportJobSummary } from '#contracts/support.js';
import type { LiveEvent } from '../../../api/session/live.js';
import { newBefore, rowAfterEvents, slicesAfter } from './rows-after.js';

const row = (id: string): SupportJobSummary => ({
  id,
  kind: 'generate-book',
  state: 'running',
  bookId: id,
  title: 'A fox',
  provider: 'built-in',
  step: 'pages',
  progress: { done: 1, total: 5 },
  failure: null,
  receipt: null,
  retryOf: null,
  batchId: null,
  createdAt: '2026-05-01T08:00:00Z',
  startedAt: null,
  firstPageAt: null,
  endedAt: null,
  owner: { id, email: 'a@b.c', name: 'Ada' },
  refusedPages: [],
});
const event = (jobId: string, what: object): LiveEvent =>
  ({ seq: 1, at: '2026-05-01T09:00:00Z', jobId, ...what }) as LiveEvent;

describe('the rows of the job list', () => {
  it('change in place with their events', () => {
    const after = rowAfterEvents(row('a'), [
      event('a', { type: 'page.state', number: 3, state: 'refused' }),
      event('a', { type: 'page.state', number: 2, state: 'refused' }),
      event('a', { type: 'job.progress', done: 4, total: 5 }),
      event('a', { type: 'job.state', state: 'needs-attention', code: 'pages-refused', message: 'Two pages' }),
    ]);
    expect(after).toMatchObject({
      state: 'needs-attention',
      progress: { done: 4 },
      refusedPages: [2, 3],
      failure: { code: 'pages-refused' },
      endedAt: null,
    });
    const drawn = rowAfterEvents(after, [
      event('a', { type: 'page.state', number: 3, state: 'drawn' }),
      event('a', { type: 'job.state', state: 'completed' }),
    ]);
    expect(drawn).toMatchObject({ refusedPages: [2], failure: null, endedAt: '2026-05-01T09:00:00Z' });
  });

  it('stay the same objects when nothing happened to them', () => {
    const slices = [{ items: [row('a')] }, { items: [row('b'), row('c')] }];
    const after = slicesAfter(slices, [event('b', { type: 'job.step', step: 'preflight' })]);
    expect(after[0]).toBe(slices[0]);
    expect(after[1]?.items[0]?.step).toBe('preflight');
    expect(after[1]?.items[1]).toBe(slices[1]?.items[1]);
  });

  it('are counted when they are new', () => {
    expect(newBefore([row('d'), row('c'), row('b')], [row('b'), row('a')])).toBe(2);
    expect(newBefore([row('b')], [row('b'), row('a')])).toBe(0);
    expect(newBefore([row('b'), row('a')], [])).toBe(2);
  });
});
