import type { BillingView } from '#contracts/payments.js';
import { t } from './messages.js';

export interface QuotaText {
  fits: boolean;
  text: string;
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
      text: t('quota.full', { limit: books.limit, used: books.used }),
    };
  const left = Math.max(0, quota.left);
  if (pages <= left)
    return {
      fits: true,
      most: null,
      text: t('quota.fits', { pages, left }),
    };
  if (left === 0)
    return {
      fits: false,
      most: null,
      text: t('quota.usedUp', { pages, limit: quota.limit, day: day(quota.until) }),
    };
  return {
    fits: false,
    most: left,
    text: t('quota.tooFew', { pages, left, limit: quota.limit, day: day(quota.until) }),
  };
}
