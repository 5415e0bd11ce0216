import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '#contracts/jobs.js';
import { connectDrive, help } from './actors.js';
import type { Person } from './person.js';
import type { Environment } from './environment.js';

/** A reconciliation of these few payments takes seconds. */
const RECONCILE_EVERY_MS = 60_000;
const OPEN = `state IN ('queued', 'running', 'paused', 'needs-attention')`;

/** Work that has to end after the last fault, and the query that counts it. */
const WAITS: [what: string, sql: string][] = [
  ['jobs that have not ended', `"Job" WHERE ${OPEN}`],
  ['batches that have not ended', `"Batch" WHERE "endedAt" IS NULL`],
  ['events of Stripe that are not applied', `"StripeEvent" WHERE state = 'stored'`],
  ['refunds that are not given', `"RefundRequest" WHERE "endedAt" IS NULL`],
  ['mails that are not sent', `"OutgoingMail" WHERE state = 'queued'`],
];

/**
 * Waits until all work has ended, and resolves what needs attention. Returns what had not ended in time; empty when all
 * has.
 */
export async function drain(
  environment: Environment,
  { people, finance }: { people: Person[]; finance: Person },
  ms: number,
): Promise<string[]> {
  const byEmail = new Map(people.map((person) => [person.email, person]));
  let left: string[] = [];
  let reconciledAt = 0;
  for (const end = Date.now() + ms; Date.now() < end; await delay(1_000)) {
    left = await stillWaiting(environment);
    if (left.length === 0) return [];
    await helpAll(environment, byEmail);
    // lost Stripe events are fetched by a reconciliation run, daily or on request
    if (Date.now() - reconciledAt < RECONCILE_EVERY_MS || (await lostEvents(environment)) === 0) continue;
    reconciledAt = Date.now();
    const [from, to] = [new Date(reconciledAt - 86_400_000), new Date(reconciledAt)];
    const window = { from: from.toISOString(), to: to.toISOString() };
    await finance.try('POST', '/api/finance/reconciliations', window, { 'idempotency-key': to.toISOString() });
  }
  return [...left, ...(await describeStuckJobs(environment))];
}

/** The pending activities and workflow tasks of jobs that did not end, for the analysis. */
async function describeStuckJobs(environment: Environment): Promise<string[]> {
  const client = await environment.temporal();
  const rows = await environment.query<{ id: string }>(`SELECT id FROM "Job" WHERE ${OPEN} LIMIT 5`);
  return Promise.all(
    rows.map(async ({ id }) => {
      const found = await client.workflow
        .getHandle(id)
        .describe()
        .catch((error: unknown) => String(error));
      if (typeof found === 'string') return `job ${id}: ${found}`;
      const { raw } = found;
      const activities = (raw.pendingActivities ?? []).map(
        ({ activityType, state, attempt, lastFailure, lastWorkerIdentity, lastStartedTime, scheduledTime }) =>
          `${activityType?.name} state ${state} try ${attempt} on ${lastWorkerIdentity}, since ${inTime(lastStartedTime)}, due ${inTime(scheduledTime)}: ${lastFailure?.message ?? 'no failure'}`,
      );
      const task = raw.pendingWorkflowTask;
      return `job ${id}: ${activities.join('; ') || 'no activity'}; workflow task ${task ? `try ${task.attempt}` : 'none'}`;
    }),
  );
}

const inTime = (at: { seconds?: unknown } | null | undefined): string =>
  at?.seconds ? new Date(Number(at.seconds) * 1000).toISOString().slice(11, 19) : '-';

async function stillWaiting(environment: Environment): Promise<string[]> {
  const left: string[] = [];
  for (const [what, from] of WAITS) {
    const [row] = await environment.query<{ count: string }>(`SELECT count(*) FROM ${from}`);
    if (Number(row!.count) > 0) left.push(`${row!.count} ${what}`);
  }
  const stuck = await environment.query<{ message: string }>(
    `SELECT concat_ws(' ', kind, id, state, step, code, message, done || '/' || total) AS message FROM "Job" WHERE ${OPEN} LIMIT 5`,
  );
  if (stuck.length > 0) left.push(`these: ${stuck.map(({ message }) => message).join('; ')}`);
  const lost = await lostEvents(environment);
  if (lost > 0) left.push(`${lost} events that Stripe could not deliver`);
  return left;
}

/** Number of events that were neither delivered nor fetched. */
async function lostEvents(environment: Environment): Promise<number> {
  const { data } = await environment.stripe().events.list({ limit: 100, delivery_success: false });
  const known = await environment.query(`SELECT id FROM "StripeEvent" WHERE id = ANY($1)`, [data.map(({ id }) => id)]);
  return data.length - known.length;
}

async function helpAll(environment: Environment, byEmail: Map<string, Person>): Promise<void> {
  const waiting = await environment.query<{ id: string; state: string; kind: string; email: string }>(
    `SELECT "Job".id, state, kind, email FROM "Job" JOIN "User" ON "User".id = "ownerId"
     WHERE state IN ('needs-attention', 'paused') LIMIT 200`,
  );
  for (const { id, state, kind, email } of waiting) {
    const person = byEmail.get(email);
    if (!person) continue;
    if (state === 'paused') await person.try('POST', `/api/jobs/${id}/resume`);
    else if (kind === 'sync-drive') await connectDrive(person);
    else await help(person, await person.ask<JobView>('GET', `/api/jobs/${id}`));
  }
}
