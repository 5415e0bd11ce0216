import type { BillingView, OrderView } from '#contracts/payments.js';
import type { PlanId } from '#contracts/plans.js';
import type { Tone } from './job-labels.js';
import { t } from './messages.js';

/** Said here, too, so that the shell needs no contract at run time. */
export const planName = (plan: PlanId): string => t(`plan.${plan}`);

const ORDER_TONES: Record<OrderView['state'], Tone> = {
  open: 'warn',
  paid: 'good',
  failed: 'bad',
  expired: '',
  void: '',
  refunded: '',
};
export const orderStateTone = (state: OrderView['state']): Tone => ORDER_TONES[state];
export const orderStateLabel = (state: OrderView['state']): string => t(`order.state.${state}`);

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
  if (!billing?.billing) return t('room.unlimited');
  return t('room.left', { count: Math.max(0, billing.books.limit - billing.books.used) });
}
