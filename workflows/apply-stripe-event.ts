import type { ApplyStripeEventInput } from '#contracts/work.js';
import { payments } from './capabilities.js';

/** Looks again at what one of Stripe's events is about; the workflow's id is the event's. Goes on until it is done. */
export async function applyStripeEvent({ eventId }: ApplyStripeEventInput): Promise<void> {
  await payments.applyEvent({ eventId });
}
