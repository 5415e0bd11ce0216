import type { RouteLocationRaw } from 'vue-router';
import type { PaymentTrace } from '#contracts/finance.js';
import type { MoneyView } from '#contracts/payments.js';
import type { IconName } from '../../../ui/components/Icon.vue';
import { planName } from '../../../ui/labels/billing-labels.js';
import { paymentState } from '../finance-labels.js';
import { t } from './messages.js';
import { entryName, jobState, payoutState } from './payment-codes.js';

export interface TraceRow {
  id: string;
  text: string;
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

function accessText(access: NonNullable<PaymentTrace['access']>, day: (iso: string) => string): string {
  const given = { plan: planName(access.plan), from: day(access.from), until: day(access.until) };
  return access.revokedAt
    ? t('trace.plan.revoked', { ...given, revoked: day(access.revokedAt) })
    : t('trace.plan.row', given);
}

/** From the line on the bank's statement down to the pages of a book: each step led to by the one above it. */
export function traceSteps(trace: PaymentTrace, day: (iso: string) => string): TraceStep[] {
  const { payment, payout, order, access, balanceTransactions, jobs } = trace;
  return [
    {
      name: t('trace.payout'),
      icon: 'out',
      none: t('trace.payout.none'),
      rows: payout
        ? [
            {
              id: payout.id,
              text: t('trace.payout.row', {
                state: payoutState(payout.state),
                day: day(payout.arrivesAt),
                count: payout.transactions,
              }),
              amount: payout.amount,
              to: { name: 'payments', query: { trace: payout.id } },
            },
          ]
        : [],
    },
    {
      name: t('trace.balance', { count: balanceTransactions.length }),
      icon: 'coins',
      none: t('trace.balance.none'),
      rows: balanceTransactions.map(({ id, type, at, net }) => ({
        id,
        text: t('trace.balance.row', { type: entryName(type), day: day(at) }),
        amount: net,
      })),
    },
    {
      name: t('trace.charge'),
      icon: 'card',
      none: '',
      rows: [
        {
          id: payment.id,
          text: t('trace.charge.row', { state: paymentState(payment).name, day: day(payment.at) }),
          amount: payment.amount,
        },
      ],
    },
    {
      name: t('trace.order'),
      icon: 'list',
      none: t('trace.order.none'),
      rows: order
        ? [
            {
              id: order.id,
              text: t('trace.order.row', {
                plan: planName(order.plan),
                kind: t(`orderKind.${order.kind}`),
                state: t(`orderState.${order.state}`),
              }),
              amount: order.amount,
            },
          ]
        : [],
    },
    {
      name: t('trace.plan'),
      icon: 'unlock',
      none: t('trace.plan.none'),
      rows: access
        ? [
            {
              id: access.id,
              text: accessText(access, day),
              amount: null,
            },
          ]
        : [],
    },
    {
      name: t('trace.books', { count: jobs.length }),
      icon: 'book',
      none: t('trace.books.none'),
      rows: jobs.map(({ id, title, pages, cost, state, at }) => ({
        id,
        text: t('trace.books.row', { title, pages, state: jobState(state), day: day(at) }),
        amount: BigInt(cost.minor) === 0n ? null : { minor: String(-BigInt(cost.minor)), currency: cost.currency },
        to: { name: 'job', params: { id } },
      })),
    },
  ];
}
