import type { BillingView, MoneyView, PlanView } from '#contracts/payments.js';
import type { PlanId } from '#contracts/plans.js';
import { priceText } from '../../format/money.js';
import { planName } from '../billing-labels.js';
import { t } from './messages.js';

type Subscription = NonNullable<BillingView['subscription']>;
const LIVE: readonly string[] = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];
/** A subscription that goes on, or may go on once it is paid; null for one that has ended or never started. */
export const liveOf = (subscription: Subscription | null): Subscription | null =>
  subscription && LIVE.includes(subscription.state) ? subscription : null;

/** Formats a moment. */
type Day = (iso: string) => string;

/** What a plan's button does: nothing, buy it, keep what is paid already, or change to it now or later. */
export type PlanAction = '' | 'choose' | 'keep' | 'change-now' | 'change-later';

/**
 * A plan as it stands. Card, buttons, dialogs and messages are all made from this, so that they can't
 * contradict each other.
 */
export function planStateOf(billing: BillingView, day: Day, about: 'you' | 'them' = 'you') {
  const { source, until, graceUntil } = billing;
  const name = planName(billing.plan);
  const subscription = liveOf(billing.subscription);
  /** Paid for until the end of the period. */
  const paid = subscription && (subscription.paidPlan ?? subscription.plan);
  const end = subscription ? day(subscription.periodEnd) : '';

  /** What the subscription does at the end of its period. */
  function renewal(sub: Subscription, held: PlanId): string {
    const values = { about, plan: planName(held), day: end };
    if (sub.cancelAtPeriodEnd) return t('renewal.canceled', values);
    if (sub.plan !== held) return t('renewal.change', { ...values, next: planName(sub.plan) });
    return t('renewal.renews', { day: end });
  }

  /** What becomes of a subscription beside a plan that was given. */
  const beside = (sub: Subscription, held: PlanId): string =>
    sub.cancelAtPeriodEnd
      ? t('beside.canceled', { about, plan: planName(held), day: end })
      : t('beside.goesOn', { about, plan: planName(sub.plan) });

  /** What happens to the plan next. */
  function next(): string {
    if (graceUntil) return t('next.grace', { plan: name, day: day(graceUntil) });
    if (source === 'grant') {
      const granted = until
        ? t('next.grantUntil', { about, plan: name, day: day(until) })
        : t('next.grant', { about, plan: name });
      return subscription && paid ? `${granted} ${beside(subscription, paid)}` : granted;
    }
    if (subscription && paid) return renewal(subscription, paid);
    if (source === 'order' && until) return t('next.until', { plan: name, day: day(until) });
    return t('next.free');
  }

  function actionFor(plan: PlanView, plans: PlanView[]): PlanAction {
    if (plan.id === 'free' || plan.id === subscription?.plan) return '';
    if (source === 'grant' && plan.id === billing.plan) return '';
    if (!subscription) return 'choose';
    if (plan.id === subscription.paidPlan) return 'keep';
    const price = (id: PlanId | null): bigint => BigInt(plans.find((each) => each.id === id)?.price.minor ?? 0);
    return price(plan.id) > price(paid) ? 'change-now' : 'change-later';
  }

  return { name, subscription, paid, end, next, actionFor };
}
export type PlanState = ReturnType<typeof planStateOf>;

/** On a plan's card. */
export const buttonText = (action: PlanAction, { name }: PlanView): string =>
  action === '' ? '' : t(`button.${action}`, { plan: name });

/** Asked before a plan is changed; `due` is about what is charged now. */
export function changeText(
  { subscription, paid, end }: PlanState,
  action: PlanAction,
  plan: PlanView,
  due: MoneyView | null,
) {
  const values = {
    plan: plan.name,
    price: priceText(plan.price),
    day: end,
    held: planName(paid ?? 'free'),
    now: planName(subscription?.plan ?? 'free'),
  };
  const body = {
    keep: () => t('change.keep', values),
    'change-now': () => (due ? t('change.now', { ...values, due: priceText(due) }) : t('change.nowUnknown', values)),
    'change-later': () => t('change.later', values),
    choose: () => '',
    '': () => '',
  }[action]();
  return {
    title: t(action === 'keep' ? 'change.keep.title' : 'change.title', values),
    body: subscription?.cancelAtPeriodEnd ? `${body} ${t('change.takesCancellationBack')}` : body,
    confirmLabel: t(action === 'keep' ? 'change.keep.confirm' : 'change.confirm', values),
    cancelLabel: t('change.leave'),
  };
}

/** Asked before a subscription is canceled. */
export function cancelText({ paid, end }: PlanState, { source, plan }: BillingView) {
  const values = { plan: planName(paid ?? 'free'), day: end };
  return {
    title: t('cancel.title'),
    body: source === 'grant' ? t('cancel.grant', { ...values, granted: planName(plan) }) : t('cancel.free', values),
    confirmLabel: t('cancel.confirm'),
    cancelLabel: t('cancel.keep'),
    danger: true,
  };
}

/** Told once a plan was changed: what is true now, not what was asked for. */
export const changedText = (now: BillingView, asked: PlanView, day: Day): string => {
  const state = planStateOf(now, day);
  return now.plan === asked.id && state.subscription?.plan === asked.id
    ? `${t('changed', { plan: asked.name })} ${state.next()}`
    : state.next();
};
