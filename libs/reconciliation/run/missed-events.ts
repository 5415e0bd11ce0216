import type { Database } from '#database/database.js';
import { storeEvent } from '#billing/event-inbox.js';
import type { Fetched } from './fetch.js';
import type { RemoteLists, Span } from './remote-lists.js';

const DAY_MS = 86_400_000;
/** Stripe keeps events for 30 days: https://docs.stripe.com/api/events */
const STRIPE_EVENT_RETENTION_DAYS = 30;

/**
 * Keeps one page of the events that never reached us and has each applied. Newest first, as Stripe lists them: every
 * event only names the object to refresh, so that the order does not matter.
 */
export async function recoverEvents(
  deps: { db: Database; remote: RemoteLists; apply(eventId: string): Promise<void>; alive(): void },
  span: Span,
  asOf: Date,
  after: string | null,
): Promise<Fetched> {
  const from = new Date(Math.max(span.from.getTime(), asOf.getTime() - STRIPE_EVENT_RETENTION_DAYS * DAY_MS));
  if (from >= span.to) return { after: null, count: 0 };
  const { items, next } = await deps.remote.undelivered({ from, to: span.to }, after);
  let count = 0;
  for (const event of items) {
    if (await storeEvent(deps.db, event, 'recovered')) count += 1;
    await deps.apply(event.id);
    deps.alive();
  }
  return { after: next, count };
}
