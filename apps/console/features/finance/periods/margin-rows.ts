import type { BookMargin } from '#contracts/finance.js';
import type { MoneyView } from '#contracts/payments.js';

export const COLUMNS = ['pages', 'revenue', 'fees', 'providerCost', 'margin'] as const;
export type MarginColumn = (typeof COLUMNS)[number];

const sizeOf = (book: BookMargin, column: MarginColumn): bigint =>
  column === 'pages' ? BigInt(book.pages) : BigInt(book[column].minor);

/** Books by a column. Amounts of different currencies are not compared: they stay apart. */
export function sortedMargins(books: readonly BookMargin[], by: MarginColumn, down: boolean): BookMargin[] {
  const way = down ? -1 : 1;
  const compared = (a: BookMargin, b: BookMargin): number => {
    const [left, right] = [sizeOf(a, by), sizeOf(b, by)];
    return left === right ? 0 : left < right ? -way : way;
  };
  return [...books].sort((a, b) => a.margin.currency.localeCompare(b.margin.currency) || compared(a, b));
}

export interface MarginSum {
  currency: string;
  books: number;
  pages: number;
  /** Revenue, fees, artist's cost and margin. */
  money: MoneyView[];
}
export function sumsOf(books: readonly BookMargin[]): MarginSum[] {
  return [...Map.groupBy(books, ({ margin }) => margin.currency)].sort().map(([currency, all]) => ({
    currency,
    books: all.length,
    pages: all.reduce((sum, { pages }) => sum + pages, 0),
    money: (['revenue', 'fees', 'providerCost', 'margin'] as const).map((column) => ({
      minor: String(all.reduce((sum, book) => sum + BigInt(book[column].minor), 0n)),
      currency,
    })),
  }));
}
