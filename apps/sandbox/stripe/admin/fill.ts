import { z } from 'zod';
import { firstOf } from '#contracts/items.js';
import { chanceFrom } from '../../chance.js';
import { DAY, type World } from '../core/world.js';
import { chargeMovement, transactionOf } from '../money/balance.js';
import { payoutOf, settledPayout } from '../money/payouts.js';
import { TEST_CARDS } from '../objects/cards.js';
import { newCustomer } from '../objects/customer.js';
import { newCharge, newPaymentIntent } from '../objects/payment.js';

export const fillSchema = z.strictObject({
  payments: z.int().min(1).max(1_000_000),
  seed: z.int().min(0).max(999_999).default(1),
  /** How far back the first payment lies, in days; the last is now. */
  days: z.number().min(0.01).max(730).default(30),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/)
    .default('usd'),
  customers: z.int().min(1).max(100_000).default(100),
  minAmount: z.int().min(50).default(300),
  maxAmount: z.int().max(99_999_999).default(12_000),
});
/** All that the same payments can be made from again; the times are Unix seconds. */
export const recipeSchema = fillSchema.omit({ days: true }).extend({ start: z.int(), end: z.int() });
export type Recipe = z.infer<typeof recipeSchema>;

/**
 * Makes very many paid one-time charges, evenly over a time, each with its intent and its booking, and the daily payouts
 * that took them along. The same recipe gives the same objects, so only the recipe is written down. There are no events
 * of it but those of payouts that are still on their way.
 */
export function fill(world: World, recipe: Recipe): { payments: number; payouts: number } {
  const { payments, seed, start, end, currency } = recipe;
  const chance = chanceFrom(seed);
  const card = firstOf(TEST_CARDS);
  const idOf = (prefix: string, at: number): string =>
    `${prefix}fill${String(seed).padStart(6, '0')}${at.toString(36).padStart(12, '0')}`;
  for (let at = 0; at < recipe.customers; at++)
    world.put('customer', newCustomer(idOf('cus_', at), start, { currency, email: `reader${at}@example.com` }));
  const payouts = new Map<number, { id: string; amount: number }>();
  for (let at = 0; at < payments; at++) {
    const created = start + Math.floor((at * (end - start)) / payments);
    const amount = recipe.minAmount + Math.floor(chance() * (recipe.maxAmount - recipe.minAmount + 1));
    const customer = idOf('cus_', Math.floor(chance() * recipe.customers));
    const [intent, charge] = [idOf('pi_3', at), idOf('ch_3', at)];
    const movement = chargeMovement({ id: charge, amount, currency, description: null }, created);
    const leaves = Math.ceil((movement.availableOn ?? created) / DAY) * DAY;
    const payout = payouts.get(leaves) ?? { id: idOf('po_', leaves / DAY), amount: 0 };
    const booking = transactionOf(
      { ...movement, ...(leaves <= end ? { payout: payout.id } : {}) },
      created,
      idOf('txn_3', at),
    );
    if (leaves <= end) payouts.set(leaves, { id: payout.id, amount: payout.amount + booking.net });
    const common = { created, amount, currency, customer };
    world.put('balance_transaction', booking);
    world.put(
      'charge',
      newCharge(
        { ...common, id: charge, payment_intent: intent, balance_transaction: booking.id },
        { card, authenticated: false, email: null },
      ),
    );
    world.put(
      'payment_intent',
      newPaymentIntent({ ...common, id: intent, amount_received: amount, latest_charge: charge, status: 'succeeded' }),
    );
  }
  for (const [created, { id, amount }] of payouts) putPayout(world, { id, amount, currency, created }, end, idOf);
  return { payments, payouts: payouts.size };
}

function putPayout(
  world: World,
  of: { id: string; amount: number; currency: string; created: number },
  now: number,
  idOf: (prefix: string, at: number) => string,
): void {
  const booking = transactionOf(
    {
      type: 'payout',
      category: 'payout',
      amount: -of.amount,
      currency: of.currency,
      source: of.id,
      description: 'STRIPE PAYOUT',
      payout: of.id,
    },
    of.created,
    idOf('txn_4', of.created / DAY),
  );
  world.put('balance_transaction', booking);
  const payout = payoutOf({ ...of, booking: booking.id });
  world.put('payout', of.created + 2 * DAY <= now ? settledPayout(payout) : payout);
}
