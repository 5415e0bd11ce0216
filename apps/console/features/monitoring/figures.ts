import type { AnalyticsDay, AnalyticsPeriod, Micros } from '#contracts/analytics.js';
import type { JobStep } from '#contracts/jobs.js';
import type { MoneyView } from '#contracts/payments.js';
import { STEP_LABELS } from '../../ui/labels/job-labels.js';
import { decimalsOf } from '#contracts/currencies.js';
import { axisMoney, moneyText } from '../../ui/format/money.js';

/** A figure of a period; `number` is for comparing and drawing, `words` for reading. Null: there was nothing to measure. */
export interface Figure {
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

const whole = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const NONE = '–';

export const percentText = (share: number | null): string => (share === null ? NONE : percent.format(share));
export const countText = (count: number): string => whole.format(count);

export const stepText = (step: string): string => STEP_LABELS[step as JobStep] ?? step;

export function bytesText(bytes: number): string {
  const unit = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = bytes < 1 ? 0 : Math.min(unit.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: unit[power]!, maximumFractionDigits: 1 }).format(
    bytes / 1000 ** power,
  );
}

/** Less than a cent a page: with as many digits as it takes to tell that from nothing. */
export const microsText = ({ micros, currency }: Micros): string =>
  new Intl.NumberFormat(undefined, {
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

const listed = <T>(values: T[], words: (value: T) => string): string => values.map(words).join(', ') || NONE;
/** Different currencies are not added up: the first is compared, all are shown. */
const firstMoney = (values: MoneyView[]): number => Number(values[0]?.minor ?? 0);
const firstCost = (values: Micros[]): number => Number(values[0]?.micros ?? 0);

type Worked = Pick<AnalyticsPeriod, 'activeAuthors' | 'registered' | 'books' | 'drawings' | 'successRate'>;

const ofWork = (it: Worked): Figure[] => [
  {
    name: 'Active authors',
    hint: 'Authors who asked for a job',
    number: it.activeAuthors,
    words: countText(it.activeAuthors),
    good: 1,
    ...COUNT,
  },
  {
    name: 'New accounts',
    hint: 'Authors who registered',
    number: it.registered,
    words: countText(it.registered),
    good: 1,
    ...COUNT,
  },
  { name: 'Books', hint: 'Books that were made', number: it.books, words: countText(it.books), good: 1, ...COUNT },
  {
    name: 'Drawings',
    hint: 'Pages and covers, redone ones too',
    number: it.drawings,
    words: countText(it.drawings),
    good: 1,
    ...COUNT,
  },
  {
    name: 'Success',
    hint: 'Jobs that were completed, of those that were not cancelled; a job that needs attention counts as not completed',
    number: it.successRate,
    words: percentText(it.successRate),
    good: 1,
    ...SHARE,
  },
];

/** The figures of a period; those of money only for who may see them. */
export function figuresOf(period: AnalyticsPeriod): Figure[] {
  const { money } = period;
  const figures = [
    ...ofWork(period),
    {
      name: 'Storage',
      hint: 'Drawings, files and archives at the end of the period',
      number: period.storageBytes,
      words: bytesText(period.storageBytes),
      good: 0 as const,
      ...BYTES,
    },
  ];
  if (!money) return figures;
  return [
    ...figures,
    {
      name: 'AI cost',
      hint: 'What providers of texts and drawings took',
      number: firstCost(money.cost),
      words: listed(money.cost, microsText),
      good: -1,
      ...costUnit(money.cost),
    },
    {
      name: 'MRR',
      hint: 'Monthly recurring revenue at the end of the period, at list prices',
      number: firstMoney(money.mrr),
      words: listed(money.mrr, moneyText),
      good: 1,
      ...moneyUnit(money.mrr),
    },
    {
      name: 'Paying',
      hint: 'Authors with a bought plan at the end of the period',
      number: money.paying,
      words: countText(money.paying),
      good: 1,
      ...COUNT,
    },
    {
      name: 'Churn',
      hint: 'Paying at the start and not at the end',
      number: money.churn,
      words: percentText(money.churn),
      good: -1,
      ...SHARE,
    },
    {
      name: 'Conversion',
      hint: 'Of those who registered, who had paid by the end',
      number: money.conversion,
      words: percentText(money.conversion),
      good: 1,
      ...SHARE,
    },
  ];
}

/** What a day has: the names are those of `figuresOf`. */
export function figuresOfDay(day: AnalyticsDay): Figure[] {
  const { money } = day;
  if (!money) return ofWork(day);
  return [
    ...ofWork(day),
    {
      name: 'AI cost',
      hint: '',
      number: firstCost(money.cost),
      words: listed(money.cost, microsText),
      good: -1,
      ...costUnit(money.cost),
    },
    {
      name: 'MRR',
      hint: '',
      number: firstMoney(money.mrr),
      words: listed(money.mrr, moneyText),
      good: 1,
      ...moneyUnit(money.mrr),
    },
    { name: 'Paying', hint: '', number: money.paying, words: countText(money.paying), good: 1, ...COUNT },
  ];
}

export interface Change {
  words: string;
  tone: 'good' | 'bad' | '';
}

/** “+12 %” to the period before; points for what is a share already. Null when there is nothing to compare with. */
export function changeOf(now: Figure, before: Figure | undefined): Change | null {
  if (!before || now.number === null || before.number === null) return null;
  const by = now.number - before.number;
  if (by === 0) return { words: 'as before', tone: '' };
  const sign = by > 0 ? '+' : '−';
  const isShare = ['Success', 'Churn', 'Conversion'].includes(now.name);
  const size = isShare
    ? `${(Math.abs(by) * 100).toFixed(1)} points`
    : before.number === 0
      ? 'new'
      : percent.format(Math.abs(by) / Math.abs(before.number));
  return {
    words: size === 'new' ? 'new' : `${sign}${size}`,
    tone: now.good === 0 ? '' : by > 0 === now.good > 0 ? 'good' : 'bad',
  };
}
