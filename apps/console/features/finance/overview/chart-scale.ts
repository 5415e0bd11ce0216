import type { FinanceOverview } from '#contracts/finance.js';
import { monthAfter } from '../../../ui/format/months.js';

export type Day = FinanceOverview['days'][number];

/** A day of the chart. Places are parts of the height, 0 at the bottom and 1 at the top. */
export interface DayBar {
  day: string;
  number: number;
  row: Day | null;
  gross: number;
  refunds: number;
  net: number;
}
export interface DayScale {
  bars: DayBar[];
  zero: number;
  ticks: { at: number; minor: string }[];
}

/** 1, 2 or 5 times a power of ten that is not less: steps that people count in. In minor units, exact. */
export function roundStep(size: bigint): bigint {
  if (size <= 1n) return 1n;
  const power = 10n ** BigInt(String(size).length - 1);
  return ([1n, 2n, 5n, 10n].find((by) => by * power >= size) ?? 10n) * power;
}

/** Every day of a month, also those on which nothing happened. */
export function daysOf(month: string): string[] {
  const end = new Date(`${monthAfter(month, 1)}-01T00:00:00Z`).getTime();
  const count = (end - Date.parse(`${month}-01T00:00:00Z`)) / 86_400_000;
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
}

const size = (minor: string): bigint => (minor.startsWith('-') ? -BigInt(minor) : BigInt(minor));
const most = (values: bigint[]): bigint => values.reduce((a, b) => (a > b ? a : b), 0n);
/** Precise enough to draw with: the quotient as a whole number of millionths. */
const part = (value: bigint, whole: bigint): number => Number((value * 1_000_000n) / whole) / 1_000_000;

/** One currency's days of a month: gross upward, refunds downward, net as a line over both. */
export function dayScale(days: readonly Day[], month: string, steps = 3): DayScale {
  const above = most(days.flatMap(({ gross, net }) => [BigInt(gross.minor), BigInt(net.minor)]));
  const below = most(days.flatMap(({ refunds, net }) => [size(refunds.minor), -BigInt(net.minor)]));
  const step = roundStep((most([above, below, 1n]) + BigInt(steps) - 1n) / BigInt(steps));
  const up = most([(above + step - 1n) / step, below > 0n ? 0n : 1n]) * step;
  const down = ((below + step - 1n) / step) * step;
  const whole = up + down;
  const zero = part(down, whole);
  const byDay = new Map(days.map((row) => [row.day, row]));
  return {
    zero,
    ticks: Array.from({ length: Number(whole / step) + 1 }, (_, index) => {
      const minor = BigInt(index) * step - down;
      return { at: part(minor + down, whole), minor: String(minor) };
    }),
    bars: daysOf(month).map((day, index) => {
      const row = byDay.get(day) ?? null;
      return {
        day,
        number: index + 1,
        row,
        gross: row ? part(BigInt(row.gross.minor), whole) : 0,
        refunds: row ? part(size(row.refunds.minor), whole) : 0,
        net: row ? zero + part(BigInt(row.net.minor), whole) : zero,
      };
    }),
  };
}
