import type Stripe from 'stripe';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { TransientFailure } from '#failures/failure.js';
import { publishAccountEvent } from '#events/event-log.js';
import { performRepair } from '#reconciliation/repairs/perform.js';
import { runActivity } from '../run-activity.js';

/** Repairs that support confirmed; each activity is idempotent. */
export const createRepairActivities = ({ db, stripe }: { db: Database; stripe: Stripe | undefined }) => ({
  performRepair: ({ itemId }: { itemId: string }): Promise<void> =>
    runActivity(async () => {
      if (!stripe) throw new TransientFailure('stripe-unavailable', 'No Stripe key is set up here.');
      await performRepair({ db, stripe, publish: publishAccountEvent }, itemId);
    }),

  /** The item is open again, and says why. */
  giveUpRepair: ({ itemId, message }: { itemId: string; message: string }): Promise<void> =>
    runActivity(() =>
      db.$transaction(async (tx) => {
        const item = await tx.reconciliationException.findUniqueOrThrow({ where: { id: itemId } });
        if (item.state !== 'repairing' || !item.resolvedById) return;
        await tx.reconciliationException.update({
          where: { id: itemId },
          data: { state: 'open', repairedBy: null, reason: null, resolvedById: null },
        });
        const text = `The repair could not be done: ${message}`;
        await tx.exceptionComment.create({
          data: { id: newId(), exceptionId: itemId, authorId: item.resolvedById, text },
        });
      }),
    ),
});
