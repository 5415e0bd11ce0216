import type { Receipt } from '#contracts/jobs.js';
import { formatLocale } from '../../i18n/i18n.js';
import { t } from './messages.js';

/** What an ended job left its author and what it used: "The author keeps 14 pages, 3 pages skipped. Nothing was charged." */
export function receiptText({ pagesDrawn, pagesSkipped, pagesMissing, costMicros, currency }: Receipt): string {
  const pages = { drawn: pagesDrawn.length, skipped: pagesSkipped.length, missing: pagesMissing.length };
  if (costMicros <= 0) return t('receipt.free', pages);
  const money = new Intl.NumberFormat(formatLocale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    maximumFractionDigits: 4,
  });
  return t('receipt.charged', { ...pages, cost: money.format(costMicros / 1_000_000) });
}
