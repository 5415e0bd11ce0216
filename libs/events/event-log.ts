import type { JobEvent } from '#contracts/jobs.js';
import type { Connection } from '#database/database.js';

/**
 * Appends to the event log inside the caller's transaction; make it the transaction's last statement, since the row
 * that numbers events stays locked until commit. A trigger gives `seq` without gaps and wakes the listeners.
 */
export async function appendEvent(
  db: Connection,
  job: { id: string; ownerId: string },
  event: JobEvent,
): Promise<void> {
  await appendEvents(db, job, [event]);
}

/** Not about a job: an author's plan, limits or payments are others now. */
export const publishAccountEvent = (db: Connection, userId: string): Promise<void> =>
  appendEvent(db, { id: userId, ownerId: userId }, { type: 'account.changed' });

export async function appendEvents(
  db: Connection,
  job: { id: string; ownerId: string },
  events: JobEvent[],
): Promise<void> {
  if (events.length === 0) return;
  // A try that ended in the database and was not believed runs again, and a frozen worker wakes up late: nothing is told
  // of a job after its end.
  const rows = JSON.stringify(events.map(({ type, ...data }) => ({ type, data })));
  await db.$executeRaw`
    INSERT INTO "JobEvent" ("jobId", "ownerId", "type", "data")
    SELECT ${job.id}::uuid, ${job.ownerId}::uuid, event->>'type', event->'data'
    FROM jsonb_array_elements(${rows}::jsonb) AS event
    WHERE event->>'type' = 'job.state'
       OR NOT EXISTS (SELECT FROM "Job" WHERE id = ${job.id}::uuid AND "endedAt" IS NOT NULL)`;
}
