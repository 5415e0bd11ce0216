import type { BillingView } from '#contracts/payments.js';

export interface QuotaText {
  fits: boolean;
  words: string;
  /** The most pages that fit now; null when the book fits, or when none does. */
  most: number | null;
  /** The plan holds no more books: one has to be deleted first. */
  isFull?: true;
}

/** What a book takes of the plan. A page is a drawing; the cover never counts. `day` words a moment. */
export function quotaText({ quota, books }: BillingView, pages: number, day: (iso: string) => string): QuotaText {
  if (books.used >= books.limit)
    return {
      fits: false,
      most: null,
      isFull: true,
      words: `Your plan holds ${books.limit} books, and you have ${books.used}. Delete a book (what is in the trash does not count), or choose a larger plan.`,
    };
  const left = Math.max(0, quota.left);
  if (pages <= left)
    return {
      fits: true,
      most: null,
      words: `It takes ${drawings(pages)} of the ${left} that you have left this month; the cover is free.`,
    };
  if (left === 0)
    return {
      fits: false,
      most: null,
      words: `It takes ${drawings(pages)}, and none of ${quota.limit} is left until ${day(quota.until)}.`,
    };
  return {
    fits: false,
    most: left,
    words: `It takes ${drawings(pages)}, and ${left} of ${quota.limit} ${left === 1 ? 'is' : 'are'} left until ${day(quota.until)}. A book of ${left} ${left === 1 ? 'page' : 'pages'} fits.`,
  };
}
const drawings = (count: number): string => `${count} ${count === 1 ? 'drawing' : 'drawings'}`;
