import { describe, expect, it } from '@jest/globals';
import type { BookMargin } from '#contracts/finance.js';
import { sortedMargins, sumsOf } from './margin-rows.js';

const book = (title: string, margin: string, pages: number, currency = 'usd'): BookMargin => {
  const money = (minor: string) => ({ minor, currency });
  return {
    bookId: title,
    title,
    author: { id: 'a', name: 'Ada' },
    pages,
    revenue: money('900'),
    fees: money('30'),
    providerCost: money('90'),
    margin: money(margin),
  };
};
const books = [book('A', '5', 9), book('B', '-900719925474099301', 3), book('C', '700', 5, 'eur'), book('D', '40', 1)];
const titles = (rows: BookMargin[]): string => rows.map(({ title }) => title).join('');

describe('the margins of books', () => {
  it('are sorted by their size, each currency apart', () => {
    expect(titles(sortedMargins(books, 'margin', true))).toBe('CDAB');
    expect(titles(sortedMargins(books, 'margin', false))).toBe('CBAD');
    expect(titles(sortedMargins(books, 'pages', true))).toBe('CABD');
  });

  it('are added exactly, each currency apart', () => {
    const sums = sumsOf(books);
    expect(sums.map(({ currency, books: count, pages }) => [currency, count, pages])).toEqual([
      ['eur', 1, 5],
      ['usd', 3, 13],
    ]);
    expect(sums[1]!.money.map(({ minor }) => minor)).toEqual(['2700', '90', '270', '-900719925474099256']);
  });
});
