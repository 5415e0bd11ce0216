import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '#contracts/jobs.js';
import { connectDrive, help } from './actors.js';
import type { Person } from './person.js';
import type { Environment } from './environment.js';

/** A reconciliation of these few payments takes seconds. */
const RECONCILE_EVERY_MS = 60_000;
const OPEN = `state IN ('queued', 'running', 'paused', 'needs-attention')`;

/** What still has to happen once nothing is broken any more, and how it is counted. */
const WAITS: [what: string, sql: string][] = [
  ['jobs that have not ended', `"Job" WHERE ${OPEN}`],
  ['batches that have not ended', `"Batch" WHERE "endedAt" IS NULL`],
  ['events of Stripe that are not applied', `"StripeEvent" WHERE state = 'stored'`],
  ['refunds that are not given', `"RefundRequest" WHERE "endedAt" IS NULL`],
  ['mails that are not sent', `"OutgoingMail" WHERE state = 'queued'`],
];

/**
 * Lets everything come to its end: people help what waits for them. Gives what had not ended when the time was over;
 * empty when all is well.
 */
export async function drain(
  stage: Environment,
  { people, finance }: { people: Person[]; finance: Person },
  ms: number,
): Promise<string[]> {
  const byEmail = new Map(people.map((person) => [person.email, person]));
  let left: string[] = [];
  let reconciledAt = 0;
  for (const end = Date.now() + ms; Date.now() < end; await delay(1_000)) {
    left = await stillWaiting(stage);
    if (left.length === 0) return [];
    await helpAll(stage, byEmail);
    // what Stripe lost on its way is fetched by a reconciliation, daily or when finance asks for one
    if (Date.now() - reconciledAt < RECONCILE_EVERY_MS || (await lostEvents(stage)) === 0) continue;
    reconciledAt = Date.now();
    const [from, to] = [new Date(reconciledAt - 86_400_000), new Date(reconciledAt)];
    const window = { from: from.toISOString(), to: to.toISOString() };
    await finance.try('POST', '/api/finance/reconciliations', window, { 'idempotency-key': to.toISOString() });
  }
  return [...left, ...(await whereTheyHang(stage))];
}

/** What Temporal says of the jobs that did not end: the beginning of every search for the cause. */
async function whereTheyHang(stage: Environment): Promise<string[]> {
  const client = await stage.temporal();
  const rows = await stage.query<{ id: string }>(`SELECT id FROM "Job" WHERE ${OPEN} LIMIT 5`);
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

async function stillWaiting(stage: Environment): Promise<string[]> {
  const left: string[] = [];
  for (const [what, from] of WAITS) {
    const [row] = await stage.query<{ count: string }>(`SELECT count(*) FROM ${from}`);
    if (Number(row!.count) > 0) left.push(`${row!.count} ${what}`);
  }
  const stuck = await stage.query<{ words: string }>(
    `SELECT concat_ws(' ', kind, id, state, step, code, message, done || '/' || total) AS words FROM "Job" WHERE ${OPEN} LIMIT 5`,
  );
  if (stuck.length > 0) left.push(`these: ${stuck.map(({ words }) => words).join('; ')}`);
  const lost = await lostEvents(stage);
  if (lost > 0) left.push(`${lost} events that Stripe could not deliver`);
  return left;
}

/** Events that neither Stripe delivered nor we fetched. */
async function lostEvents(stage: Environment): Promise<number> {
  const { data } = await stage.stripe().events.list({ limit: 100, delivery_success: false });
  const known = await stage.query(`SELECT id FROM "StripeEvent" WHERE id = ANY($1)`, [data.map(({ id }) => id)]);
  return data.length - known.length;
}

async function helpAll(stage: Environment, byEmail: Map<string, Person>): Promise<void> {
  const waiting = await stage.query<{ id: string; state: string; kind: string; email: string }>(
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
