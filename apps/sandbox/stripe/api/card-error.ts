import type { Collected } from '../billing/invoices.js';
import type { World } from '../core/world.js';
import { StripeError } from './errors.js';
import { view } from './view.js';

/** 402: the card was declined. `retainsChanges`: whether the failed attempt is committed. */
export function cardError(
  world: World,
  { decline, intent, chargeId }: Collected,
  retainsChanges: boolean,
): StripeError {
  const error = new StripeError(402, {
    type: 'card_error',
    code: decline?.code ?? 'card_declined',
    decline_code: decline?.declineCode ?? 'generic_decline',
    message: decline?.message ?? 'Your card was declined.',
    ...(chargeId ? { charge: chargeId } : {}),
    ...(intent ? { payment_intent: view(world, intent) } : {}),
  });
  error.retainsChanges = retainsChanges;
  return error;
}
