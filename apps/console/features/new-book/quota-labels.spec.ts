import { describe, expect, it } from '@jest/globals';
import type { BillingView } from '#contracts/payments.js';
import { quotaText } from './quota-labels.js';

const billing = (left: number, books = 1): BillingView =>
  ({
    quota: { left, limit: 10, until: '2026-12-01T00:00:00.000Z' },
    books: { used: books, limit: 3 },
  }) as BillingView;
const ask = (left: number, pages: number, books?: number) => quotaText(billing(left, books), pages, () => '1 December');

describe('what a new book takes of the plan', () => {
  it('is told before anything is sent', () => {
    expect(ask(7, 5)).toEqual({
      fits: true,
      most: null,
      text: 'It takes 5 drawings of the 7 that you have left this month; the cover is free.',
    });
    expect(ask(5, 5).fits).toBe(true);
  });

  it('comes with what would fit when it is too much', () => {
    expect(ask(7, 24)).toMatchObject({ fits: false, most: 7 });
    expect(ask(1, 2).text).toBe('It takes 2 drawings, and 1 of 10 is left until 1 December. A book of 1 page fits.');
    expect(ask(0, 1)).toEqual({
      fits: false,
      most: null,
      text: 'It takes 1 drawing, and none of 10 is left until 1 December.',
    });
  });

  it('counts books, too', () => {
    expect(ask(7, 1, 3)).toMatchObject({ fits: false, most: null, isFull: true });
    expect(ask(7, 1, 3).text).toContain('what is in the trash does not count');
  });
});
