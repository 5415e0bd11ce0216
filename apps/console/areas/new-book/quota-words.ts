import type { BillingView } from '#contracts/payments.js';

export interface QuotaWords {
  fits: boolean;
  words: string;
  /** The most pages that fit now; null when the book fits, or when none does. */
  most: number | null;
}

/** What a book takes of the plan. A page is a drawing; the cover never counts. `day` words a moment. */
export function quotaWords({ quota, projects }: BillingView, pages: number, day: (iso: string) => string): QuotaWords {
  if (projects.used >= projects.limit)
    return { fits: false, most: null, words: `Your plan has room for ${projects.limit} books, and the shelf is full. Delete a book, or choose a larger plan.` }; // prettier-ignore
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
  return { fits: false, most: left, words: `It takes ${drawings(pages)}, and ${left} of ${quota.limit} ${left === 1 ? 'is' : 'are'} left until ${day(quota.until)}. A book of ${left} ${left === 1 ? 'page' : 'pages'} fits.` }; // prettier-ignore
}
const drawings = (count: number): string => `${count} ${count === 1 ? 'drawing' : 'drawings'}`;
