import { createHash } from 'node:crypto';
import type { DiscrepancyType } from '#contracts/finance.js';

/**
 * A world of payments made by formula: the same number gives the same payment, so that a hundred thousand of them need no
 * memory. `discrepancyCounts` says which of them are wrong, and how; nothing else is.
 */
export const CURRENCIES = ['usd', 'eur', 'jpy'] as const;
export type Currency = (typeof CURRENCIES)[number];
export type Scenario = 'plain' | 'partial' | 'full' | 'disputed';

export const HOUR = 3_600;
export const DAY = 24 * HOUR;
/** Automatic payouts are made this often, of what could be paid out by then, two days after it was earned. */
export const PAYOUT_EVERY = 6 * HOUR;
const AVAILABLE_AFTER = 2 * DAY;

export interface Paid {
  index: number;
  at: number;
  amount: number;
  fee: number;
  currency: Currency;
  scenario: Scenario;
  refunded: number;
}

export interface WorldOptions {
  payments: number;
  /** Planted discrepancies of each type. */
  each: number;
  days?: number;
  /** Seconds since 1970 when it ends, which is when it is checked. */
  to: number;
}

export class World {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly discrepancies = new Map<number, DiscrepancyType>();
  readonly badPayouts = new Set<string>();
  /** Things that only one side has, by number. */
  readonly extra: { missing_remote: number; refund_unlinked: number; delivered_not_paid: number };

  constructor(options: WorldOptions) {
    const { payments, each, days = 34, to } = options;
    this.count = payments;
    this.to = to;
    this.from = to - days * DAY;
    this.extra = { missing_remote: each, refund_unlinked: each, delivered_not_paid: each };
    this.addDiscrepancies(each);
  }

  timeOf(index: number): number {
    return this.from + HOUR + Math.floor((index * (this.to - this.from - 2 * HOUR)) / this.count);
  }

  scenarioOf(index: number): Scenario {
    // what follows hours later must still be in the world
    if (this.timeOf(index) > this.to - 6 * HOUR) return 'plain';
    if (index % 40 === 7) return index % 80 === 7 ? 'partial' : 'full';
    return index % 100 === 13 ? 'disputed' : 'plain';
  }

  paid(index: number): Paid {
    const amount = index % 9 === 0 ? 9_900 : 1_900;
    const currency: Currency = index % 11 === 3 ? 'jpy' : index % 5 === 1 ? 'eur' : 'usd';
    const scenario = this.scenarioOf(index);
    const refunded = scenario === 'full' ? amount : scenario === 'partial' ? 500 : 0;
    return {
      index,
      at: this.timeOf(index),
      amount,
      fee: Math.round(amount * 0.029) + 30,
      currency,
      scenario,
      refunded,
    };
  }

  /** The payout that sweeps what was earned then; null when it is still to come. */
  slotOf(at: number): number | null {
    const slot = Math.ceil((at + AVAILABLE_AFTER) / PAYOUT_EVERY);
    return slot * PAYOUT_EVERY < this.to ? slot : null;
  }

  static readonly availableAt = (at: number): number => at + AVAILABLE_AFTER;

  /** Evenly over the world, each on a payment that can go wrong in that way. */
  private addDiscrepancies(each: number): void {
    const plain: DiscrepancyType[] = [
      'missing_local',
      'amount',
      'currency',
      'fee',
      'status',
      'duplicate',
      'paid_not_delivered',
    ];
    const late = this.count - Math.floor((this.count * 20 * HOUR) / (this.to - this.from));
    const pick = (type: DiscrepancyType, scenario: Scenario, start: number, end: number): void => {
      const stride = Math.max(1, Math.floor((end - start) / (each + 1)));
      for (let k = 0; k < each; k += 1) {
        let index = start + k * stride + 2;
        while (
          this.discrepancies.has(index) ||
          this.discrepancies.has(index - 1) ||
          this.discrepancies.has(index + 1) ||
          this.scenarioOf(index) !== scenario ||
          (type === 'duplicate' && this.scenarioOf(index - 1) !== 'plain')
        )
          index += 1;
        if (index >= end) throw new Error(`There is no place for ${each} × ${type}`);
        this.discrepancies.set(index, type);
      }
    };
    // not on the last day and a half, where everything is only late
    const settledCount = Math.floor(this.count * 0.95);
    pick('dispute', 'disputed', 0, settledCount);
    pick('refunded_still_downloadable', 'full', 0, settledCount);
    for (const type of plain) pick(type, 'plain', 0, settledCount);
    pick('timing', 'plain', late, this.count);
    for (let k = 0, slot = Math.ceil((this.from + 4 * DAY) / PAYOUT_EVERY); k < each; slot += 1) {
      if (slot * PAYOUT_EVERY >= this.to - 4 * DAY) throw new Error(`There is no place for ${each} × payout`);
      for (const currency of CURRENCIES) if (k < each && this.badPayouts.add(`${slot}:${currency}`)) k += 1;
    }
  }

  /** How many of each type are there to be found. */
  discrepancyCounts(): Map<DiscrepancyType, number> {
    const counts = new Map<DiscrepancyType, number>();
    for (const type of this.discrepancies.values()) counts.set(type, (counts.get(type) ?? 0) + 1);
    for (const [type, count] of Object.entries(this.extra)) counts.set(type as DiscrepancyType, count);
    counts.set('payout', this.badPayouts.size);
    return counts;
  }
}

const pad = (index: number): string => String(index).padStart(8, '0');
export const chargeId = (index: number | string): string => `ch_${typeof index === 'number' ? pad(index) : index}`;
export const transactionId = (kind: 'c' | 'r' | 'd' | 'p', index: number | string): string =>
  `txn_${kind}${typeof index === 'number' ? pad(index) : index}`;
export const refundId = (index: number | string): string => `re_${typeof index === 'number' ? pad(index) : index}`;
export const disputeId = (index: number): string => `dp_${pad(index)}`;
export const payoutId = (slot: number, currency: Currency): string => `po_${slot}${currency}`;
/** Rows of a world have ids by their number, too. */
export function uuidOf(kind: string, index: number | string): string {
  const hex = createHash('md5').update(`${kind}:${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
export const REFUND_AFTER = 1 * HOUR;
export const DISPUTE_AFTER = 2 * HOUR;
export const DISPUTE_FEE = 1_500;
