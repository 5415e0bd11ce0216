import type Stripe from 'stripe';
import { newId } from '../core/ids.js';
import type { BalanceTransaction } from '../core/kinds.js';
import { DAY, type World } from '../core/world.js';
import { cardFee } from './fees.js';

/** Seconds until the money of a charge can be paid out. */
export const SETTLEMENT_DELAY = 2 * DAY;

export interface Movement {
  type: Stripe.BalanceTransaction.Type;
  category: string;
  amount: number;
  fee?: { amount: number; description: string };
  currency: string;
  source: string;
  description: string | null;
  exchangeRate?: number | null;
  availableOn?: number;
  /** The payout that takes it along at once. */
  payout?: string;
}

/** Books a movement of the balance. Its `status` follows from the clock, see `withStatus`. */
export const book = (world: World, movement: Movement): BalanceTransaction =>
  world.put('balance_transaction', transactionOf(converted(world, movement), world.now()));

/**
 * The movement in the currency that the account settles in. As Stripe documents it, the amount in the charged currency,
 * multiplied by `exchange_rate`, is the amount of the balance transaction; the fee is in the settlement currency.
 */
function converted(world: World, movement: Movement): Movement {
  const settlement = world.store.get('settlement', 'settlement');
  const rate = settlement?.rates[movement.currency];
  if (!settlement || rate === undefined || settlement.currency === movement.currency) return movement;
  const amount = Math.sign(movement.amount) * Math.round(Math.abs(movement.amount) * rate);
  const { currency } = settlement;
  const fee =
    movement.type === 'charge' && movement.fee ? { ...movement.fee, amount: cardFee(amount, currency) } : movement.fee;
  return { ...movement, amount, currency, exchangeRate: rate, ...(fee ? { fee } : {}) };
}

export function transactionOf(movement: Movement, created: number, id = newId('txn_')): BalanceTransaction {
  const { amount, fee, currency } = movement;
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: movement.availableOn ?? created,
    balance_type: 'payments',
    created,
    currency,
    description: movement.description,
    exchange_rate: movement.exchangeRate ?? null,
    fee: fee?.amount ?? 0,
    fee_details: fee
      ? [{ amount: fee.amount, application: null, currency, description: fee.description, type: 'stripe_fee' }]
      : [],
    net: amount - (fee?.amount ?? 0),
    reporting_category: movement.category,
    source: movement.source,
    status: (movement.availableOn ?? created) <= created ? 'available' : 'pending',
    type: movement.type,
    ...(movement.payout ? { _: { payout: movement.payout } } : {}),
  };
}

/** The booking of a successful card payment. */
export const chargeMovement = (
  charge: { id: string; amount: number; currency: string; description: string | null },
  created: number,
): Movement => ({
  type: 'charge',
  category: 'charge',
  amount: charge.amount,
  fee: { amount: cardFee(charge.amount, charge.currency), description: 'Stripe processing fees' },
  currency: charge.currency,
  source: charge.id,
  description: charge.description,
  availableOn: created + SETTLEMENT_DELAY,
});

/** A booking with its status of now. */
export const withStatus = (booking: BalanceTransaction, now: number): BalanceTransaction => ({
  ...booking,
  status: booking.available_on <= now ? 'available' : 'pending',
});

/** `GET /v1/balance`. */
export function balanceOf(world: World): object {
  const now = world.now();
  const sums = new Map<string, { available: number; pending: number }>();
  for (const { currency, net, available_on: due } of world.store.of('balance_transaction').each()) {
    const sum = sums.get(currency) ?? { available: 0, pending: 0 };
    sum[due <= now ? 'available' : 'pending'] += net;
    sums.set(currency, sum);
  }
  if (sums.size === 0) sums.set('usd', { available: 0, pending: 0 });
  const side = (which: 'available' | 'pending') =>
    [...sums].map(([currency, sum]) => ({ amount: sum[which], currency, source_types: { card: sum[which] } }));
  const idle = [...sums.keys()].map((currency) => ({ amount: 0, currency }));
  return {
    object: 'balance',
    available: side('available'),
    livemode: false,
    pending: side('pending'),
    refund_and_dispute_prefunding: { available: idle, pending: idle },
  };
}
