import { jobKind, jobStep } from '#contracts/jobs.js';
import type { JobState, JobStep } from '#contracts/jobs.js';
import type { Connection, Database } from '#database/database.js';
import { countStart } from '#observability/metrics/work-series.js';
import { appendEvent, appendEvents } from '#events/event-log.js';
import { noteFailure } from './failure-log.js';
import { completeJob } from './complete-job.js';
import { isTerminal, statesBefore } from './job-states.js';

export interface Because {
  code?: string | undefined;
  message?: string | undefined;
}

/**
 * Moves a job's row to `state` if the table of legal moves allows it, and logs the event. Safe to repeat: returns false
 * when the job already is there or may not go there.
 */
export async function moveJob(db: Database, jobId: string, state: JobState, because: Because = {}): Promise<boolean> {
  const job = await db.$transaction((tx) => move(tx, jobId, state, because));
  if (state === 'running' && job && !job.startedAt)
    countStart(jobKind.parse(job.kind), Date.now() - job.createdAt.getTime());
  return job !== null;
}

/** The same inside a transaction. */
export const moveJobIn = async (
  tx: Connection,
  jobId: string,
  state: JobState,
  because: Because = {},
): Promise<boolean> => (await move(tx, jobId, state, because)) !== null;

/** Gives the row, with `startedAt` as it was before; null when nothing was moved. */
async function move(tx: Connection, jobId: string, state: JobState, because: Because) {
  const now = new Date();
  const moved = await tx.job.updateManyAndReturn({
    where: { id: jobId, state: { in: statesBefore(state) } },
    data: {
      state,
      code: because.code ?? null,
      message: because.message ?? null,
      ...(isTerminal(state) ? { endedAt: now, ...(state === 'failed' ? {} : { step: 'done' }) } : {}),
    },
    select: { id: true, kind: true, ownerId: true, createdAt: true, startedAt: true, step: true },
  });
  const job = moved[0];
  if (!job) return null;
  if (state === 'running' && !job.startedAt) await tx.job.update({ where: { id: jobId }, data: { startedAt: now } });
  if (isTerminal(state)) await completeJob(tx, jobId);
  if (because.code)
    await noteFailure(tx, { job, step: jobStep.parse(job.step), code: because.code, message: because.message ?? '' });
  await appendEvent(tx, job, { type: 'job.state', state, ...because });
  return job;
}

/** Records a job's current step and publishes it once. */
export async function enterStep(db: Database, jobId: string, step: JobStep): Promise<void> {
  await db.$transaction(async (tx) => {
    const changed = await tx.job.updateManyAndReturn({
      where: { id: jobId, step: { not: step }, endedAt: null },
      data: { step },
      select: { id: true, ownerId: true },
    });
    if (!changed[0]) return;
    if (step === 'interior-pdf') await recordPace(tx, jobId);
    await appendEvent(tx, changed[0], { type: 'job.step', step });
  });
}

/** Tells the author something that is no failure, e.g. a word that could not be drawn. */
export async function noteJob(tx: Connection, job: { id: string; ownerId: string }, notes: string[]): Promise<void> {
  await appendEvents(
    tx,
    job,
    notes.map((message) => ({ type: 'job.note' as const, message })),
  );
}

/**
 * How long all pages together took, for the ETA of later jobs: from entering the step to the last drawing. Jobs that
 * were paused or parked say nothing about pace and are left out, as are those that took days: nothing ran meanwhile. (25 days
 * in milliseconds are more than the column holds.)
 */
async function recordPace(tx: Connection, jobId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "JobStep" (id, "jobId", step, provider, units, "durationMs")
    SELECT gen_random_uuid(), job.id, 'pages', job.input->>'provider', count(art.id),
      GREATEST(1, extract(epoch FROM max(art."createdAt") - begun.at) * 1000)::int
    FROM "Job" AS job
    JOIN LATERAL (
      SELECT max(at) AS at FROM "Event" WHERE "subjectId" = job.id AND type = 'job.step' AND data->>'step' = 'pages'
    ) AS begun ON true
    JOIN "ArtVersion" AS art ON art."jobId" = job.id AND art."createdAt" >= begun.at
    WHERE job.id = ${jobId}::uuid AND NOT EXISTS (
      SELECT FROM "Event" WHERE "subjectId" = job.id AND type = 'job.state' AND data->>'state' IN ('paused', 'needs-attention')
    )
    GROUP BY job.id, job.input, begun.at
    HAVING max(art."createdAt") - begun.at < interval '7 days'`;
}
