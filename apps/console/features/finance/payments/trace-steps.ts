import type { RouteLocationRaw } from 'vue-router';
import type { PaymentTrace } from '#contracts/finance.js';
import type { MoneyView } from '#contracts/payments.js';
import type { IconName } from '../../../ui/components/Icon.vue';
import { ORDER_KINDS, ORDER_STATES, PLAN_NAMES } from '../../../ui/labels/billing-labels.js';
import { capital, paymentState, plainText } from '../finance-labels.js';

export interface TraceRow {
  id: string;
  words: string;
  amount: MoneyView | null;
  to?: RouteLocationRaw;
}
/** One link of the chain; without rows it is missing, and `none` says what that means. */
export interface TraceStep {
  name: string;
  icon: IconName;
  rows: TraceRow[];
  none: string;
}

/** From the line on the bank's statement down to the pages of a book: each step led to by the one above it. */
export function traceSteps(trace: PaymentTrace, day: (iso: string) => string): TraceStep[] {
  const { payment, payout, order, access, balanceTransactions, jobs } = trace;
  return [
    {
      name: 'Payout',
      icon: 'out',
      none: 'Not paid out yet.',
      rows: payout
        ? [
            {
              id: payout.id,
              words: `${capital(plainText(payout.state))}, arrives ${day(payout.arrivesAt)}, with ${payout.transactions} transactions`,
              amount: payout.amount,
              to: { name: 'payments', query: { trace: payout.id } },
            },
          ]
        : [],
    },
    {
      name: balanceTransactions.length > 1 ? 'Balance transactions' : 'Balance transaction',
      icon: 'coins',
      none: 'Stripe has not booked it yet.',
      rows: balanceTransactions.map(({ id, type, at, net }) => ({
        id,
        words: `${capital(plainText(type))}, net, ${day(at)}`,
        amount: net,
      })),
    },
    {
      name: 'Charge',
      icon: 'card',
      none: '',
      rows: [{ id: payment.id, words: `${paymentState(payment).name}, ${day(payment.at)}`, amount: payment.amount }],
    },
    {
      name: 'Order',
      icon: 'list',
      none: 'No order here knows of this charge.',
      rows: order
        ? [
            {
              id: order.id,
              words: `${PLAN_NAMES[order.plan]}, ${ORDER_KINDS[order.kind].toLowerCase()}, ${ORDER_STATES[order.state].name.toLowerCase()}`,
              amount: order.amount,
            },
          ]
        : [],
    },
    {
      name: 'Plan',
      icon: 'unlock',
      none: 'It opened no plan.',
      rows: access
        ? [
            {
              id: access.id,
              words: `${PLAN_NAMES[access.plan]}, ${day(access.from)} – ${day(access.until)}${access.revokedAt ? `, taken away ${day(access.revokedAt)}` : ''}`,
              amount: null,
            },
          ]
        : [],
    },
    {
      name: jobs.length > 1 ? 'Books made with it' : 'Book made with it',
      icon: 'book',
      none: 'No book was made with it yet.',
      rows: jobs.map(({ id, title, pages, cost, state, at }) => ({
        id,
        words: `“${title}”, ${pages} ${pages === 1 ? 'page' : 'pages'}, ${plainText(state.replaceAll('-', ' '))}, ${day(at)}`,
        amount: BigInt(cost.minor) === 0n ? null : { minor: String(-BigInt(cost.minor)), currency: cost.currency },
        to: { name: 'job', params: { id } },
      })),
    },
  ];
}
