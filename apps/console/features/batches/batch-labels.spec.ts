import { describe, expect, it } from '@jest/globals';
import { batchName, changedBooksText, countsText, retryText } from './batch-labels.js';

const counts = (total: number, completed: number, failed: number) => ({ total, completed, failed, running: 0 });

describe('words for a batch', () => {
  it('name what is done, and with how many books', () => {
    expect(batchName({ kind: 'export', counts: counts(1, 0, 0) })).toBe('Print PDFs: 1 book');
    expect(batchName({ kind: 'generate', counts: counts(200, 0, 0) })).toBe('Draw what is missing: 200 books');
  });

  it('tell how far it is, and failures only when there are some', () => {
    expect(countsText({ kind: 'generate', counts: counts(10, 4, 0) })).toBe('4 of 10 books drawn');
    expect(countsText({ kind: 'export', counts: counts(10, 8, 2) })).toBe('8 of 10 books printed, 2 not');
  });

  it('tell that an archive is older than its books', () => {
    expect(changedBooksText(1)).toMatch(/^1 book has changed since/);
    expect(changedBooksText(2)).toMatch(/^2 books have changed since/);
  });

  it('call going on with a stopped batch what it is', () => {
    expect(retryText({ state: 'completed-with-failures', counts: counts(3, 2, 1) })).toBe('Try the failed one again');
    expect(retryText({ state: 'canceled', counts: counts(8, 3, 5) })).toBe('Go on with the other 5 books');
  });
});
