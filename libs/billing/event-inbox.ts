import type Stripe from 'stripe';
import { z } from 'zod';
import { jsonObject } from '#contracts/json-object.js';
import type { Database } from '#database/database.js';
import { PermanentFailure } from '#failures/failure.js';
import { applyEvent, eventHint, familyOf } from './refresh-from-stripe/apply-event.js';
import type { RefreshContext } from './refresh-from-stripe/refresh-context.js';
import { momentOf } from '#stripe/stripe-gateway.js';
import { withoutPerson } from './without-person.js';

/** Commits an event before it is acknowledged. False when it was stored before. */
export async function storeEvent(db: Database, event: Stripe.Event, source: 'webhook' | 'recovered'): Promise<boolean> {
  const { id, type, api_version, created } = event;
  const { object } = event.data;
  const { count } = await db.stripeEvent.createMany({
    data: [
      {
        id,
        type,
        objectId: 'id' in object && object.id ? object.id : '',
        apiVersion: api_version,
        payload: jsonObject.parse(withoutPerson(JSON.parse(JSON.stringify(event)))),
        source,
        createdAt: momentOf(created),
        // irrelevant event: no workflow is started
        ...(familyOf(type) ? {} : { state: 'ignored', appliedAt: new Date() }),
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}

/** What a thin event (API v2) carries: what happened, and to what. https://docs.stripe.com/event-destinations */
export const thinEvent = z.object({
  id: z.string().min(1).max(255),
  object: z.literal('v2.core.event'),
  type: z.string().min(1).max(255),
  created: z.iso.datetime(),
  related_object: z.object({ id: z.string(), type: z.string(), url: z.string() }).nullish(),
});
export type ThinEvent = z.infer<typeof thinEvent>;

/**
 * Commits a thin event. It has the object's id only, which is enough for a refresh. False when it was stored before.
 * Events that are not about payments are stored as ignored, with the reason.
 */
export async function storeThinEvent(db: Database, event: ThinEvent): Promise<'new' | 'ignored' | 'known'> {
  const { id, type, created, related_object: related } = event;
  const isOurs = familyOf(type) !== null && Boolean(related);
  const { count } = await db.stripeEvent.createMany({
    data: [
      {
        id,
        type,
        objectId: related?.id ?? '',
        apiVersion: null,
        payload: { ...event, data: { object: { id: related?.id ?? '' } } },
        source: 'webhook',
        createdAt: new Date(created),
        ...(isOurs
          ? {}
          : { state: 'ignored', message: 'A thin event about nothing that is sold here.', appliedAt: new Date() }),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return 'known';
  return isOurs ? 'new' : 'ignored';
}

/** Applies an event of the inbox; a repeat does nothing. */
export async function applyStoredEvent(deps: RefreshContext, eventId: string): Promise<void> {
  const row = await deps.db.stripeEvent.findUniqueOrThrow({ where: { id: eventId } });
  if (row.state !== 'stored') return;
  // once: another worker may have applied it meanwhile
  const markApplied = (state: string, message: string | null = null) =>
    deps.db.stripeEvent.updateMany({
      where: { id: eventId, state: 'stored' },
      data: { state, message, appliedAt: new Date() },
    });
  try {
    await markApplied((await applyEvent(deps, eventHint.parse(row.payload))) ? 'applied' : 'ignored');
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    await markApplied('failed', error.message); // trying again would not help; reconciliation finds what is missing
  }
}
