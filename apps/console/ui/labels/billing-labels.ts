import type { BillingView, OrderView } from '#contracts/payments.js';
import type { PlanId } from '#contracts/plans.js';
import type { Tone } from './job-labels.js';

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

/** Whether a checkout that somebody came back from has arrived here; “over” for one that was given back or changed since. */
export function checkoutState(
  billing: BillingView | undefined,
  orderId: string,
): 'waiting' | 'done' | 'failed' | 'over' {
  const order = billing?.orders.find(({ id }) => id === orderId);
  // bought, and changed since: the plan's own card says how it stands
  if (order?.state === 'paid') return billing?.source === 'order' && billing.plan !== order.plan ? 'over' : 'done';
  if (order?.state === 'refunded') return 'over';
  if (order && order.state !== 'open') return 'failed';
  // A return without its order: a subscription that was bought says the same.
  return orderId === '' && billing?.source === 'order' ? 'done' : 'waiting';
}

/** What somebody whose address was confirmed can do now; how many books that is, only the plan says. */
export function roomText(billing: Pick<BillingView, 'billing' | 'books'> | undefined): string {
  if (!billing?.billing) return 'Now you can make books.';
  const left = Math.max(0, billing.books.limit - billing.books.used);
  return `Now you can make books: your plan has room for ${left === 1 ? '1 book' : `${left} books`}.`;
}
