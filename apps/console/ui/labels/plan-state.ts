import type { BillingView, MoneyView, PlanView } from '#contracts/payments.js';
import type { PlanId } from '#contracts/plans.js';
import { priceText } from '../format/money.js';
import { PLAN_NAMES } from './billing-labels.js';

type Subscription = NonNullable<BillingView['subscription']>;
const LIVE: readonly string[] = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];
/** A subscription that goes on, or may go on once it is paid; null for one that has ended or never started. */
export const liveOf = (subscription: Subscription | null): Subscription | null =>
  subscription && LIVE.includes(subscription.state) ? subscription : null;

/** Words a moment. */
type Day = (iso: string) => string;
/** Whom the sentences are about: the author, or for support somebody else. */
const YOU = { are: 'you are', go: 'you go', gave: 'We gave you', your: 'Your' };
const THEM: typeof YOU = { are: 'they are', go: 'they go', gave: 'We gave them', your: 'Their' };

/** What a plan's button does: nothing, buy it, keep what is paid already, or change to it now or later. */
export type PlanAction = '' | 'choose' | 'keep' | 'change-now' | 'change-later';

/**
 * A plan as it stands. Card, buttons, dialogs and messages are all made from this, so that they can't
 * contradict each other.
 */
export function planStateOf(billing: BillingView, day: Day, about: 'you' | 'them' = 'you') {
  const who = about === 'you' ? YOU : THEM;
  const { source, until, graceUntil } = billing;
  const name = PLAN_NAMES[billing.plan];
  const subscription = liveOf(billing.subscription);
  /** Paid for until the end of the period. */
  const paid = subscription && (subscription.paidPlan ?? subscription.plan);
  const end = subscription ? day(subscription.periodEnd) : '';

  /** What the subscription does at the end of its period. */
  function renewal(sub: Subscription): string {
    const held = PLAN_NAMES[paid!];
    if (sub.cancelAtPeriodEnd) return `Cancelled. ${held} stays until ${end}, then ${who.are} on Free.`;
    if (sub.plan !== paid) return `${held} stays until ${end}; then ${who.go} on with ${PLAN_NAMES[sub.plan]}.`;
    return `Renews on ${end}.`;
  }

  /** What becomes of a subscription beside a plan that was given. */
  function beside(sub: Subscription): string {
    const own = `${who.your} subscription to ${PLAN_NAMES[sub.cancelAtPeriodEnd ? paid! : sub.plan]}`;
    return sub.cancelAtPeriodEnd ? ` ${own} is cancelled and ends on ${end}.` : ` ${own} goes on beside it.`;
  }

  /** What happens to the plan next, in one sentence. */
  function next(): string {
    if (graceUntil)
      return `The last payment failed. ${name} stays until ${day(graceUntil)}; pay before that and nothing changes.`;
    if (source === 'grant')
      return `${who.gave} ${name}${until ? ` until ${day(until)}` : ''}; nothing is charged for it.${subscription ? beside(subscription) : ''}`;
    if (subscription) return renewal(subscription);
    if (source === 'order' && until) return `${name} stays until ${day(until)}.`;
    return 'Free for as long as you like.';
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
  ({
    '': '',
    choose: `Choose ${name}`,
    keep: `Keep ${name}…`,
    'change-now': `Change to ${name}…`,
    'change-later': `Change to ${name}…`,
  })[action];

/** Asked before a plan is changed; `due` is about what is charged now. */
export function changeText(
  { subscription, paid, end }: PlanState,
  action: PlanAction,
  plan: PlanView,
  due: MoneyView | null,
) {
  const held = PLAN_NAMES[paid ?? 'free'];
  const price = `${priceText(plan.price)} a month`;
  const back = subscription?.cancelAtPeriodEnd ? ' This takes your cancellation back.' : '';
  const title = action === 'keep' ? `Keep ${plan.name}` : `Change to ${plan.name}`;
  const body = {
    keep: `${plan.name} is paid for until ${end}, and then goes on for ${price} instead of ${PLAN_NAMES[subscription?.plan ?? 'free']}. Nothing is charged now.`,
    'change-now': `${plan.name} costs ${price}. It is yours at once. What you paid for the time until ${end} is set off against it: ${due ? `about ${priceText(due)}` : 'the rest'} is charged to your card now.`,
    'change-later': `${plan.name} costs ${price}. ${held} stays until ${end}, since it is paid; after that you go on with ${plan.name}. Nothing is charged now.`,
    choose: '',
    '': '',
  }[action];
  return { title: `${title}?`, body: body + back, confirmLabel: title, cancelLabel: 'Leave it as it is' };
}

/** Asked before a subscription is cancelled. */
export function cancelText({ paid, end }: PlanState, { source, plan }: BillingView) {
  const after =
    source === 'grant'
      ? `${PLAN_NAMES[plan]}, which we gave you, stays as it is.`
      : 'After that you are on Free; your books and files are kept.';
  return {
    title: 'Cancel your subscription?',
    body: `${PLAN_NAMES[paid ?? 'free']} stays with you until ${end}, and nothing more is charged. ${after}`,
    confirmLabel: 'Cancel subscription',
    cancelLabel: 'Keep subscription',
    danger: true,
  };
}

/** Told once a plan was changed: what is true now, not what was asked for. */
export const changedText = (now: BillingView, asked: PlanView, day: Day): string => {
  const state = planStateOf(now, day);
  return now.plan === asked.id && state.subscription?.plan === asked.id
    ? `${asked.name} is yours. ${state.next()}`
    : state.next();
};
