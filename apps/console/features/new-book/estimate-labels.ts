import type { BookEstimate } from '#contracts/estimate.js';
import { formatLocale } from '../../i18n/i18n.js';
import { durationRange } from '../../ui/labels/job-labels.js';
import { t } from './messages.js';

const money = (micros: number, currency: string): string =>
  new Intl.NumberFormat(formatLocale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    maximumFractionDigits: 2,
  }).format(micros / 1_000_000);

function costText(cost: BookEstimate['cost']): string {
  if (!cost) return t('estimate.costUnknown');
  if (cost.highMicros === 0) return t('estimate.free');
  const [low, high] = [money(cost.lowMicros, cost.currency), money(cost.highMicros, cost.currency)];
  return low === high ? t('estimate.cost', { cost: low }) : t('estimate.costRange', { low, high });
}

/** "25 drawings, about 10 s to 1 min. Nothing is charged." */
export function estimateText({ drawings, time, cost }: BookEstimate): string {
  const work = time
    ? t('estimate.time', { drawings, time: durationRange(time) })
    : t('estimate.timeUnknown', { drawings });
  return `${work} ${costText(cost)}`;
}
