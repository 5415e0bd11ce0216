import { subjectOf, type StreamEvent } from '#contracts/jobs.js';
import type { Connection } from '#database/database.js';

/** What events are about: a job, user, batch or reconciliation run, as their type says. */
interface Subject {
  id: string;
  ownerId: string;
}

/**
 * Appends to the event log inside the caller's transaction; make it the transaction's last statement, since the row
 * that numbers events stays locked until commit. A trigger gives `seq` without gaps and wakes the listeners.
 */
export async function appendEvent(db: Connection, subject: Subject, event: StreamEvent): Promise<void> {
  await appendEvents(db, subject, [event]);
}

/** A user's plan, limits or payments have changed. */
export const publishAccountEvent = (db: Connection, userId: string): Promise<void> =>
  appendEvent(db, { id: userId, ownerId: userId }, { type: 'account.changed' });

export async function appendEvents(db: Connection, subject: Subject, events: StreamEvent[]): Promise<void> {
  if (events.length === 0) return;
  // A try that ended in the database and was not believed runs again, and a frozen worker wakes up late: nothing is
  // published about a job after its end.
  const rows = JSON.stringify(events.map(({ type, ...data }) => ({ kind: subjectOf(type), type, data })));
  await db.$executeRaw`
    INSERT INTO "Event" ("subjectKind", "subjectId", "ownerId", "type", "data")
    SELECT event->>'kind', ${subject.id}::uuid, ${subject.ownerId}::uuid, event->>'type', event->'data'
    FROM jsonb_array_elements(${rows}::jsonb) AS event
    WHERE event->>'type' = 'job.state'
       OR NOT EXISTS (SELECT FROM "Job" WHERE id = ${subject.id}::uuid AND "endedAt" IS NOT NULL)`;
}
