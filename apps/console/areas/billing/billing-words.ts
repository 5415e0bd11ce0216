import type { BillingView, OrderView } from '#contracts/payments.js';
import type { PlanId } from '#contracts/plans.js';
import type { Tone } from '../jobs/job-words.js';

/** Said here, too, so that the shell needs no contract at run time. */
export const PLAN_NAMES: Record<PlanId, string> = { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' };

export const ORDER_STATES: Record<OrderView['state'], { name: string; tone: Tone }> = {
  open: { name: 'Waits for payment', tone: 'warn' },
  paid: { name: 'Paid', tone: 'good' },
  failed: { name: 'Failed', tone: 'bad' },
  expired: { name: 'Not finished', tone: '' },
  void: { name: 'Taken back', tone: '' },
  refunded: { name: 'Given back', tone: '' },
};
export const ORDER_KINDS: Record<OrderView['kind'], string> = {
  checkout: 'First month',
  renewal: 'One more month',
  change: 'Change of plan',
};

type Subscription = BillingView['subscription'];
const LIVE: readonly string[] = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];
/** A subscription that goes on, or may go on once it is paid; null for one that is over or was never begun. */
export const liveOf = (subscription: Subscription): Subscription =>
  subscription && LIVE.includes(subscription.state) ? subscription : null;

/** What happens to the plan next, in one sentence; `day` words a moment. */
export function nextWords(billing: BillingView, day: (iso: string) => string): string {
  const { source, until, graceUntil } = billing;
  const subscription = liveOf(billing.subscription);
  const name = PLAN_NAMES[billing.plan];
  if (graceUntil) return `The last payment failed. ${name} stays until ${day(graceUntil)}; pay before that and nothing changes.`; // prettier-ignore
  if (source === 'grant') {
    const beside = subscription ? ` Your subscription to ${PLAN_NAMES[subscription.plan]} goes on beside it.` : '';
    return `We gave you ${name}${until ? ` until ${day(until)}` : ''}; nothing is charged for it.${beside}`;
  }
  if (subscription?.cancelAtPeriodEnd) return `Cancelled. ${name} stays until ${day(subscription.periodEnd)}, then you are on Free.`; // prettier-ignore
  if (subscription && subscription.plan !== billing.plan) return `${name} stays until ${day(subscription.periodEnd)}; then you go on with ${PLAN_NAMES[subscription.plan]}.`; // prettier-ignore
  if (subscription) return `Renews on ${day(subscription.periodEnd)}.`;
  if (source === 'order' && until) return `${name} stays until ${day(until)}.`;
  return 'Free for as long as you like.';
}

/** Whether a checkout that somebody came back from has arrived here; “over” for one that was given back since. */
export function checkoutState(
  billing: BillingView | undefined,
  orderId: string,
): 'waiting' | 'done' | 'failed' | 'over' {
  const order = billing?.orders.find(({ id }) => id === orderId);
  if (order?.state === 'paid') return 'done';
  if (order?.state === 'refunded') return 'over';
  if (order && order.state !== 'open') return 'failed';
  // A return without its order: a subscription that was bought says the same.
  return orderId === '' && billing?.source === 'order' ? 'done' : 'waiting';
}

/** What somebody whose address was confirmed can do now; how many books that is, only the plan says. */
export function roomWords(billing: Pick<BillingView, 'billing' | 'projects'> | undefined): string {
  if (!billing?.billing) return 'Now you can make books.';
  const left = Math.max(0, billing.projects.limit - billing.projects.used);
  return `Now you can make books: your plan has room for ${left === 1 ? '1 book' : `${left} books`}.`;
}
