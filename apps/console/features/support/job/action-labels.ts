import type { JobView } from '#contracts/jobs.js';
import { COVER_PAGE } from '#contracts/cover-page.js';
import { isOneOf } from '#contracts/known-values.js';
import type { SideEffects, SupportAction } from '#contracts/support.js';
import { formatLocale } from '../../../i18n/i18n.js';
import type { IconName } from '../../../ui/components/Icon.vue';
import { t } from '../messages.js';

export const ACTION_ICONS: Record<SupportAction, IconName> = {
  retry: 'redo',
  'retry-pages': 'pencil',
  'edit-and-rerun': 'pencil',
  'skip-pages': 'skip',
  pause: 'pause',
  resume: 'play',
  cancel: 'stop',
  terminate: 'close',
};
const DANGEROUS = ['cancel', 'terminate'] as const;

export const actionName = (action: SupportAction): string => t(`action.${action}`);
/** The name of a button or command that opens the action's dialog first. */
export const askedAction = (action: SupportAction): string => t('menu.action', { action: actionName(action) });
/** The message afterwards; the job shows when it is true. */
export const requestedText = (action: SupportAction, title: string): string => t(`requested.${action}`, { title });
/** Whether it ends something that can't be started again as it was. */
export const isDangerous = (action: SupportAction): boolean => isOneOf(DANGEROUS, action);
/** Actions that need a choice of pages. */
export const PICKS_PAGES: readonly SupportAction[] = ['retry-pages', 'skip-pages'];

/** Ticked when the dialog opens: what is refused, and never so much that no page of the book would be left. */
export function firstPicks(action: SupportAction, asked: readonly number[], pages: JobView['pages']): number[] {
  const picks = pages.filter(({ number, state }) => state === 'refused' && asked.includes(number));
  const stays = pages.some((page) => page.number > COVER_PAGE && page.state !== 'skipped' && !picks.includes(page));
  return action === 'skip-pages' && !stays ? [] : picks.map(({ number }) => number);
}

export function stepLabel({ repeats, doneBefore }: SideEffects['steps'][number]): string {
  if (!repeats) return t('step.kept');
  return t(doneBefore ? 'step.again' : 'step.first');
}

export const money = (micros: number, currency: string): string =>
  new Intl.NumberFormat(formatLocale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    maximumFractionDigits: 4,
  }).format(micros / 1_000_000);

export interface PaidFigures {
  likely: number;
  most: number;
  likelyMicros: number;
  costMicros: number;
  currency: string;
  priceKnown: boolean;
}

/** “about 8 for $0.40; at most 26 for $1.62 when answers have to be asked for again” */
export function paidText({ likely, most, likelyMicros, costMicros, currency, priceKnown }: PaidFigures): string {
  if (most === 0) return t('paid.none');
  if (!priceKnown) return t('paid.priceUnknown', { likely, most });
  const likelyCost = money(likelyMicros, currency);
  return t('paid.likely', { likely, most, likelyCost, mostCost: money(costMicros, currency) });
}

/** “3 to 5 min”, “less than a minute”. */
export function minutesText(minutes: { low: number; high: number } | null): string {
  if (!minutes) return t('time.unknown');
  if (minutes.high < 1) return t('time.short');
  const low = Math.max(1, Math.round(minutes.low));
  const high = Math.max(1, Math.round(minutes.high));
  return low === high ? t('time.about', { minutes: low }) : t('time.range', { low, high });
}
