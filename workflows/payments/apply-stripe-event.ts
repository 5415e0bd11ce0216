import type { ApplyStripeEventInput } from '#contracts/work.js';
import { payments } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

// a fix of its one step has to reach the events that wait for it
onNewBuild('AUTO_UPGRADE', applyStripeEvent);

/** Looks again at what one of Stripe's events is about; the workflow's id is the event's. Goes on until it is done. */
export async function applyStripeEvent({ eventId }: ApplyStripeEventInput): Promise<void> {
  await payments.applyEvent({ eventId });
}
