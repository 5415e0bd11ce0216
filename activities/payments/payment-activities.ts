import type Stripe from 'stripe';
import { TransientFailure } from '#failures/failure.js';
import type { Database } from '#database/database.js';
import { publishAccountEvent } from '#events/event-log.js';
import { applyStoredEvent } from '#billing/event-inbox.js';
import type { RefreshContext } from '#billing/refresh-from-stripe/refresh-context.js';
import { giveRefund } from '#billing/refunds.js';
import { runActivity } from '../run-activity.js';

export interface PaymentDeps {
  db: Database;
  /** Undefined without a Stripe key. */
  stripe: Stripe | undefined;
}

/** What is done with Stripe; each is safe to repeat. */
export const createPaymentActivities = ({ db, stripe }: PaymentDeps) => {
  const refreshContext = (): RefreshContext => {
    // a key that is missing by a deployment mistake must not lose work
    if (!stripe) throw new TransientFailure('stripe-unavailable', 'No Stripe key is set up here.');
    return { db, stripe, publish: publishAccountEvent };
  };
  return {
    applyEvent: ({ eventId }: { eventId: string }): Promise<void> =>
      runActivity(() => applyStoredEvent(refreshContext(), eventId)),

    giveRefund: ({ requestId }: { requestId: string }): Promise<void> =>
      runActivity(() => giveRefund(refreshContext(), requestId)),
  };
};
