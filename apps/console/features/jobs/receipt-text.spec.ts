import { describe, expect, it } from '@jest/globals';
import type { Receipt } from '#contracts/jobs.js';
import { receiptText as ofAuthor } from '../../ui/labels/job-labels.js';
import { receiptText } from './receipt-text.js';

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const receipt = (drawn: number, skipped: number, missing: number, costMicros: number): Receipt => ({
  pagesDrawn: numbers(drawn),
  pagesSkipped: numbers(skipped),
  pagesMissing: numbers(missing),
  costMicros,
  currency: 'usd',
});

describe('the receipt of a job', () => {
  it.each([
    [receipt(14, 3, 0, 0), 'The author keeps 14 pages, 3 pages skipped. Nothing was charged.'],
    [receipt(1, 1, 2, 12_300), 'The author keeps 1 page, 1 page skipped, 2 not drawn. It cost $0.0123.'],
    [receipt(0, 0, 4, 0), 'No page was finished, 4 not drawn. Nothing was charged.'],
  ])('says what is left and what it cost', (given, text) => {
    expect(receiptText(given)).toBe(text);
    expect(ofAuthor(given).replace('You keep', 'The author keeps')).toBe(text);
  });
});
