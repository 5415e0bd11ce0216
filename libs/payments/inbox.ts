import type Stripe from 'stripe';
import type { Database } from '#database/database.js';
import { Refusal } from '#failures/failure.js';
import { applyEvent, familyOf } from './look-again/apply-event.js';
import type { EventHint } from './look-again/apply-event.js';
import type { Looking } from './look-again/looking.js';
import { momentOf } from './stripe-gateway.js';
import { withoutPerson } from './without-person.js';

/** Commits an event before anybody is told that it was received. False when it was there. */
export async function keepEvent(db: Database, event: Stripe.Event, source: 'webhook' | 'recovered'): Promise<boolean> {
  const { id, type, api_version, created } = event;
  const object = event.data.object as { id?: string };
  const { count } = await db.stripeEvent.createMany({
    data: [
      {
        id,
        type,
        objectId: object.id ?? '',
        apiVersion: api_version,
        payload: withoutPerson(JSON.parse(JSON.stringify(event))) as object,
        source,
        createdAt: momentOf(created),
        // told, and of no interest: nothing to start a workflow for
        ...(familyOf(type) ? {} : { state: 'ignored', appliedAt: new Date() }),
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Applies an event of the inbox; a repeat does nothing. */
export async function applyKeptEvent(deps: Looking, eventId: string): Promise<void> {
  const row = await deps.db.stripeEvent.findUniqueOrThrow({ where: { id: eventId } });
  if (row.state !== 'stored') return;
  const settle = (state: string, message: string | null = null) =>
    deps.db.stripeEvent.update({ where: { id: eventId }, data: { state, message, appliedAt: new Date() } });
  try {
    await settle((await applyEvent(deps, row.payload as unknown as EventHint)) ? 'applied' : 'ignored');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await settle('failed', error.message); // trying again would not help; reconciliation finds what is missing
  }
}
