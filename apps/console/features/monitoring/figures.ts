import type { AnalyticsDay, AnalyticsPeriod, Micros } from '#contracts/analytics.js';
import { JOB_STEPS } from '#contracts/jobs.js';
import type { MoneyView } from '#contracts/payments.js';
import { jobStepLabel, providerLabel } from '../../ui/labels/job-labels.js';
import { decimalsOf } from '#contracts/currencies.js';
import { axisMoney, moneyText } from '../../ui/format/money.js';
import { formatLocale } from '../../i18n/i18n.js';
import { t } from './messages.js';

/** What people wait for: each is a spread of times, see `performanceView`. */
export const WAITS = ['queueWait', 'firstPage', 'wholeBook'] as const;

export type FigureKey =
  | 'activeAuthors'
  | 'registered'
  | 'books'
  | 'drawings'
  | 'success'
  | 'storage'
  | 'aiCost'
  | 'mrr'
  | 'paying'
  | 'churn'
  | 'conversion';
/** A figure of a period; `number` is for comparing and drawing, `words` for reading. Null: there was nothing to measure. */
export interface Figure {
  key: FigureKey;
  name: string;
  hint: string;
  number: number | null;
  words: string;
  /** More of it is good (1), bad (-1), or neither. */
  good: 1 | -1 | 0;
  unit: 'count' | 'share' | 'bytes' | 'money';
  /** Another number of the same unit, for the axis of a chart. */
  axisText(number: number): string;
}
type Unit = Pick<Figure, 'unit' | 'axisText'>;

const whole = new Intl.NumberFormat(formatLocale);
const PERCENT = { style: 'percent', maximumFractionDigits: 1 } as const;
const percent = new Intl.NumberFormat(formatLocale, PERCENT);
const percentChange = new Intl.NumberFormat(formatLocale, { ...PERCENT, signDisplay: 'always' });
const pointChange = new Intl.NumberFormat(formatLocale, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'always',
});
const list = new Intl.ListFormat(formatLocale, { type: 'unit' });
const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const NONE = '–';

export const percentText = (share: number | null): string => (share === null ? NONE : percent.format(share));
export const countText = (count: number): string => whole.format(count);

/** What a job does, or the drawing of one of its pages; of a step that this release does not know, its id. */
export function stepText(step: string): string {
  if (step === 'page') return t('steps.page');
  const known = JOB_STEPS.find((each) => each === step);
  return known ? jobStepLabel(known) : step;
}

/** Of a provider that this release does not know, its id; a dash for a step without one. */
export const providerText = (id: string): string => (id ? providerLabel(id) : NONE);

export function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = BYTE_UNITS[power] ?? 'byte';
  return new Intl.NumberFormat(formatLocale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / 1000 ** power,
  );
}

/** Less than a cent a page: with as many digits as it takes to tell that from nothing. */
export const microsText = ({ micros, currency }: Micros): string =>
  new Intl.NumberFormat(formatLocale, {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: 4,
  }).format(Number(micros) / 1e6);

const COUNT: Unit = { unit: 'count', axisText: countText };
const SHARE: Unit = { unit: 'share', axisText: percentText };
const BYTES: Unit = { unit: 'bytes', axisText: bytesText };
const moneyUnit = ([first]: MoneyView[]): Unit => ({
  unit: 'money',
  axisText: (minor) => (first ? axisMoney({ minor: String(minor), currency: first.currency }) : countText(minor)),
});
const costUnit = ([first]: Micros[]): Unit => ({
  unit: 'money',
  axisText: (micros) => (first ? microsText({ micros: String(micros), currency: first.currency }) : countText(micros)),
});

const listed = <T>(values: T[], words: (value: T) => string): string => list.format(values.map(words)) || NONE;
/** Different currencies are not added up: the first is compared, all are shown. */
const firstMoney = (values: MoneyView[]): number => Number(values[0]?.minor ?? 0);
const firstCost = (values: Micros[]): number => Number(values[0]?.micros ?? 0);

type FigureName = Pick<Figure, 'key' | 'name' | 'hint'>;
const named = (key: FigureKey): FigureName => ({ key, name: t(`figure.${key}.name`), hint: t(`figure.${key}.hint`) });
const counted = (key: FigureKey, count: number): Figure => ({
  ...named(key),
  number: count,
  words: countText(count),
  good: 1,
  ...COUNT,
});
const shared = (key: FigureKey, share: number | null, good: Figure['good']): Figure => ({
  ...named(key),
  number: share,
  words: percentText(share),
  good,
  ...SHARE,
});
const aiCost = (cost: Micros[]): Figure => ({
  ...named('aiCost'),
  number: firstCost(cost),
  words: listed(cost, microsText),
  good: -1,
  ...costUnit(cost),
});
const mrr = (sums: MoneyView[]): Figure => ({
  ...named('mrr'),
  number: firstMoney(sums),
  words: listed(sums, moneyText),
  good: 1,
  ...moneyUnit(sums),
});

type Worked = Pick<AnalyticsPeriod, 'activeAuthors' | 'registered' | 'books' | 'drawings' | 'successRate'>;

const ofWork = (it: Worked): Figure[] => [
  counted('activeAuthors', it.activeAuthors),
  counted('registered', it.registered),
  counted('books', it.books),
  counted('drawings', it.drawings),
  shared('success', it.successRate, 1),
];

/** The figures of a period; those of money only for who may see them. */
export function figuresOf(period: AnalyticsPeriod): Figure[] {
  const { money, storageBytes } = period;
  const storage: Figure = {
    ...named('storage'),
    number: storageBytes,
    words: bytesText(storageBytes),
    good: 0,
    ...BYTES,
  };
  if (!money) return [...ofWork(period), storage];
  return [
    ...ofWork(period),
    storage,
    aiCost(money.cost),
    mrr(money.mrr),
    counted('paying', money.paying),
    shared('churn', money.churn, -1),
    shared('conversion', money.conversion, 1),
  ];
}

/** What a day has: some of `figuresOf`, under the same keys. */
export function figuresOfDay(day: AnalyticsDay): Figure[] {
  const { money } = day;
  if (!money) return ofWork(day);
  return [...ofWork(day), aiCost(money.cost), mrr(money.mrr), counted('paying', money.paying)];
}

export interface Change {
  words: string;
  tone: 'good' | 'bad' | '';
}

/** “+12%” to the period before; points for what is a share already. Null when there is nothing to compare with. */
export function changeOf(now: Figure, before: Figure | undefined): Change | null {
  if (!before || now.number === null || before.number === null) return null;
  const by = now.number - before.number;
  if (by === 0) return { words: t('change.none'), tone: '' };
  return {
    words: changeText(by, before.number, now.unit === 'share'),
    tone: now.good === 0 ? '' : by > 0 === now.good > 0 ? 'good' : 'bad',
  };
}

function changeText(by: number, before: number, isShare: boolean): string {
  if (isShare) return t('change.points', { points: withMinus(pointChange.format(by * 100)) });
  if (before === 0) return t('change.new');
  return withMinus(percentChange.format(by / Math.abs(before)));
}

/** A real minus instead of a hyphen. */
const withMinus = (number: string): string => number.replace('-', '\u2212');
