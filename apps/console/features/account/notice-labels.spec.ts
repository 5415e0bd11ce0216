import { describe, expect, it } from '@jest/globals';
import type { BatchView } from '#contracts/batches.js';
import type { JobState, JobSummary } from '#contracts/jobs.js';
import { batchNoticeOf, noticeOf } from './notice-labels.js';

const job = (state: JobState): JobSummary =>
  ({
    id: 'j1',
    bookId: 'b1',
    kind: 'generate-book',
    title: 'Owls',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    startedAt: null,
    endedAt: '2026-01-02T00:00:00Z',
  }) as JobSummary;

describe('a notice', () => {
  it('is made of what ended or waits, and of nothing else', () => {
    const kinds = (
      ['queued', 'running', 'paused', 'canceled', 'completed', 'failed', 'needs-attention'] as const
    ).filter((state) => noticeOf(job(state)));
    expect(kinds).toEqual(['completed', 'failed', 'needs-attention']);
  });

  it('of a book on its way to Drive is made only when it needs its author', () => {
    const sync = (state: JobState) => noticeOf({ ...job(state), kind: 'sync-drive' });
    expect(sync('completed')).toBeNull();
    expect(sync('needs-attention')!.text).toMatch(/waits on its way to your Google Drive/);
  });

  it('of a book of a batch is made only when it did not go well', () => {
    const inBatch = (state: JobState) => noticeOf({ ...job(state), batchId: 'x' });
    expect([inBatch('completed'), inBatch('completed-with-skips')]).toEqual([null, null]);
    expect(inBatch('needs-attention')!.text).toBe('“Owls” needs you.');
  });

  it('is another one when the same job has come further', () => {
    expect(noticeOf(job('needs-attention'))!.key).not.toBe(noticeOf(job('completed'))!.key);
    expect(noticeOf(job('completed'))).toMatchObject({
      to: { name: 'book', params: { id: 'b1' } },
      text: '“Owls” is finished.',
      at: '2026-01-02T00:00:00Z',
    });
  });

  it('of a batch tells once for each time that it ended, unless its author stopped it', () => {
    const counts = { total: 3, completed: 2, failed: 1, running: 0 };
    const batch = (more: object) =>
      batchNoticeOf({ id: 'x', state: 'completed', counts, endedAt: '2026-01-02T00:00:00Z', ...more } as BatchView);
    expect(batch({ endedAt: null })).toBeNull();
    expect(batch({ state: 'canceled' })).toBeNull();
    expect(batch({})).toMatchObject({ text: '2 of 3 books of a batch are done; 1 are not.', good: false });
    expect(batch({ endedAt: '2026-01-03T00:00:00Z' })!.key).not.toBe(batch({})!.key);
  });
});
