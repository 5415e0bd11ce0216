import type Stripe from 'stripe';
import { payoutStepOf } from '#contracts/currencies.js';
import { newId } from '../core/ids.js';
import type { BalanceTransaction, Payout } from '../core/kinds.js';
import { DAY, type ScheduledTask, type World } from '../core/world.js';
import { book } from './balance.js';

const HOUR = 3600;
/** Seconds from each step of a payout to the next. */
const SENT_AFTER = HOUR;
const ARRIVES_AFTER = DAY;
const RECONCILED_AFTER = HOUR;

/** Automatic daily payouts: at each midnight (UTC) all that is available leaves, one payout per currency. */
export function planPayouts(world: World): void {
  world.plan('payout', (payout) =>
    payout._ && payout._.step !== 'over'
      ? { at: payout._.at, task: stepOf(payout.id, payout._.step, payout._.at) }
      : null,
  );
  // Midnights that passed while no process ran are made up for.
  const noted = world.store.get('note', 'midnight')?.value;
  const last = noted ?? Math.floor(world.now() / DAY) * DAY;
  if (noted === undefined) world.transact(() => world.put('note', { id: 'midnight', created: 0, value: last }));
  planMidnight(world, last + DAY);
}

function planMidnight(world: World, at: number): void {
  world.planAt(at, {
    isDue: () => true,
    run: () => {
      planMidnight(world, at + DAY);
      world.put('note', { id: 'midnight', created: 0, value: at });
      for (const currency of world.store.of('balance_transaction').keysOf('unpaid')) payOut(world, currency);
    },
  });
}

function payOut(world: World, currency: string): void {
  const now = world.now();
  const taken: BalanceTransaction[] = [];
  const rest = world.store.get('note', `payout-rest ${currency}`)?.value ?? 0;
  let sum = rest;
  for (const booking of world.store.of('balance_transaction').each('unpaid', currency))
    if (booking.available_on <= now) {
      taken.push(booking);
      sum += booking.net;
    }
  // What is owed to Stripe stays and is set against later payments.
  const left = sum % payoutStepOf(currency);
  const amount = sum - left;
  if (amount <= 0) return;
  // a fraction that can't be paid out waits in the balance for the next payout
  if (left !== rest) world.put('note', { id: `payout-rest ${currency}`, created: 0, value: left });
  const id = newId('po_');
  for (const booking of taken) world.put('balance_transaction', { ...booking, _: { payout: id } });
  const booking = book(world, {
    type: 'payout',
    category: 'payout',
    amount: -amount,
    currency,
    source: id,
    description: 'STRIPE PAYOUT',
    payout: id,
  });
  const payout = world.put('payout', payoutOf({ id, amount, currency, created: now, booking: booking.id }));
  world.emit('payout.created', payout);
}

export function payoutOf(of: {
  id: string;
  amount: number;
  currency: string;
  created: number;
  booking: string;
}): Payout {
  return {
    id: of.id,
    object: 'payout',
    amount: of.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: Math.floor((of.created + ARRIVES_AFTER) / DAY) * DAY,
    automatic: true,
    balance_transaction: of.booking,
    created: of.created,
    currency: of.currency,
    description: 'STRIPE PAYOUT',
    destination: `ba_sandbox${of.currency}`,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
    _: { step: 'send', at: of.created + SENT_AFTER },
  };
}

/** A payout after its last step. */
export const settledPayout = (payout: Payout): Payout => ({
  ...payout,
  status: 'paid',
  reconciliation_status: 'completed',
  trace_id: traceOf(payout),
  _: { step: 'over', at: payout.created },
});

const traceOf = (payout: Payout): Stripe.Payout.TraceId => ({
  status: 'supported',
  value: `TRACE${payout.id.slice(-12).toUpperCase()}`,
});

const stepOf = (id: string, step: NonNullable<Payout['_']>['step'], at: number): ScheduledTask => ({
  isDue: (world) => {
    const state = world.store.get('payout', id)?._;
    return state?.step === step && state.at === at;
  },
  run: (world) => advance(world, world.store.need('payout', id)),
});

function advance(world: World, payout: Payout): void {
  const now = world.now();
  switch (payout._?.step) {
    case 'send': {
      const sent = world.change('payout', payout, {
        status: 'in_transit',
        _: { step: 'arrive', at: payout.created + ARRIVES_AFTER },
      });
      return world.emit('payout.updated', sent, payout);
    }
    case 'arrive': {
      const paid = world.change('payout', payout, {
        status: 'paid',
        trace_id: { status: 'pending', value: null },
        _: { step: 'reconcile', at: now + RECONCILED_AFTER },
      });
      return world.emit('payout.paid', paid);
    }
    default: {
      // As at Stripe, the trace id comes without an event of its own: https://github.com/stripe/stripe-node/issues/2573
      const done = world.change('payout', payout, {
        reconciliation_status: 'completed',
        trace_id: traceOf(payout),
        _: { step: 'over', at: now },
      });
      return world.emit('payout.reconciliation_completed', done);
    }
  }
}

/** The bank refuses a payout, before or after it seemed paid; the money comes back and leaves with the next one. */
export function failPayout(world: World, payout: Payout): Payout {
  const booking = book(world, {
    type: 'payout_failure',
    category: 'payout_reversal',
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    description: 'REFUND FOR FAILED PAYOUT',
  });
  const failed = world.change('payout', payout, {
    status: 'failed',
    failure_balance_transaction: booking.id,
    failure_code: 'account_closed',
    failure_message: 'The bank account has been closed.',
    _: { step: 'over', at: world.now() },
  });
  world.emit('payout.failed', failed);
  return failed;
}
