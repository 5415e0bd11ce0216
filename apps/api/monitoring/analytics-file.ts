import type { AnalyticsPeriod } from '#contracts/analytics.js';
import { toDecimal } from '#ledger/money.js';
import { plain, text } from '../finance/csv.js';
import type { Cell } from '../finance/csv.js';

export interface Sheet {
  columns: string[];
  rows: Cell[][];
}

const MICRO_DIGITS = 6;

/** One row per day. Each currency has its own columns, so that sums do not mix currencies. */
export function sheetOfDays({ days, money }: AnalyticsPeriod): Sheet {
  const costs = currenciesOf(days.flatMap((day) => day.money?.cost ?? []));
  const revenues = currenciesOf(days.flatMap((day) => day.money?.mrr ?? []));
  const columns = [
    'day (UTC)',
    'active authors',
    'registered',
    'books',
    'drawings',
    'jobs succeeded',
    'jobs failed',
    'jobs canceled',
    'jobs parked',
    'success rate',
    ...(money ? ['paying authors'] : []),
    ...costs.map((currency) => `provider cost ${currency.toUpperCase()}`),
    ...revenues.map((currency) => `MRR ${currency.toUpperCase()}`),
  ];
  const rows = days.map((day) => [
    plain(day.day),
    plain(day.activeAuthors),
    plain(day.registered),
    plain(day.books),
    plain(day.drawings),
    plain(day.succeeded),
    plain(day.failed),
    plain(day.canceled),
    plain(day.parked),
    plain(day.successRate),
    ...(day.money ? [plain(day.money.paying)] : []),
    ...costs.map((currency) =>
      plain(fromMicros(day.money?.cost.find((cost) => cost.currency === currency)?.micros ?? '0')),
    ),
    ...revenues.map((currency) =>
      plain(
        toDecimal({ minor: BigInt(day.money?.mrr.find((each) => each.currency === currency)?.minor ?? 0), currency }),
      ),
    ),
  ]);
  return { columns, rows };
}

export const sheetOfCauses = ({ causes }: AnalyticsPeriod): Sheet => ({
  columns: ['code', 'step', 'what is wrong', 'cases', 'jobs', 'authors'],
  rows: causes.map(({ code, step, message, cases, jobs, authors }) => [
    text(code),
    text(step),
    text(message),
    plain(cases),
    plain(jobs),
    plain(authors),
  ]),
});

const currenciesOf = (amounts: { currency: string }[]): string[] =>
  [...new Set(amounts.map(({ currency }) => currency))].sort();

/** Exact to millionths; a spreadsheet may round for display. */
function fromMicros(micros: string): string {
  const digits = micros.padStart(MICRO_DIGITS + 1, '0');
  return `${digits.slice(0, -MICRO_DIGITS)}.${digits.slice(-MICRO_DIGITS)}`;
}
