import { jobState } from '#contracts/jobs.js';
import type { JobState } from '#contracts/jobs.js';
import { bulkActionPlan } from '#contracts/support.js';
import type { BulkActionPlan } from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { isTerminal } from '#jobs/job-states.js';

export interface Outcome {
  state: 'passed' | 'failed';
  message: string | null;
}

/** A job as it is after an action was sent to it. */
export interface JobAfter {
  state: JobState;
  message: string | null;
  /** The first failure that was noted since. */
  failedSince: string | null;
}

/** Whether what was sent to a job did what it was for; null while that is open. */
export function outcomeOf(action: BulkActionPlan['action'], job: JobAfter): Outcome | null {
  const { state, message, failedSince } = job;
  const passed: Outcome = { state: 'passed', message: null };
  const failed = (why: string): Outcome => ({ state: 'failed', message: why });
  const early = failed(`The job had ended as ${state} before.`);
  switch (action) {
    case 'retry':
      if (failedSince !== null) return failed(failedSince);
      if (state === 'completed') return passed;
      return isTerminal(state) ? failed(message ?? `The job ended as ${state}.`) : null;
    case 'pause':
      if (state === 'paused') return passed;
      return isTerminal(state) ? early : null;
    case 'resume':
      if (state === 'needs-attention') return failed(message ?? 'The job needs attention.');
      if (state === 'running' || state === 'completed' || state === 'completed-with-skips') return passed;
      return isTerminal(state) ? failed(message ?? `The job ended as ${state}.`) : null;
    case 'cancel':
      if (state === 'canceled') return passed;
      return isTerminal(state) ? early : null;
    case 'terminate':
      if (state === 'failed') return passed;
      return isTerminal(state) ? early : null;
  }
}

const MAX_AT_ONCE = 1_000;

/** Writes down what became of jobs that an action was sent to. Safe to repeat: an outcome stays as it was first. */
export async function completeOutcomes(db: Database, bulkIds?: string[]): Promise<number> {
  const sent = await db.bulkActionItem.findMany({
    where: { state: 'acted', ...(bulkIds ? { bulkId: { in: bulkIds } } : {}) },
    include: { bulk: { select: { action: true } } },
    orderBy: { actedAt: 'asc' },
    take: MAX_AT_ONCE,
  });
  const [oldest] = sent;
  if (!oldest) return 0;
  const ids = sent.map(({ jobId, newJobId }) => newJobId ?? jobId);
  const [jobs, failures] = await Promise.all([
    db.job.findMany({ where: { id: { in: ids } }, select: { id: true, state: true, message: true } }),
    db.failure.findMany({
      where: { jobId: { in: ids }, at: { gt: oldest.actedAt ?? new Date(0) } },
      select: { jobId: true, at: true, message: true },
      orderBy: { id: 'asc' },
    }),
  ]);
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const failuresOf = Map.groupBy(failures, ({ jobId }) => jobId);
  let completed = 0;
  for (const { bulkId, jobId, newJobId, actedAt, bulk } of sent) {
    const job = byId.get(newJobId ?? jobId);
    const since = failuresOf.get(newJobId ?? jobId)?.find(({ at }) => at > (actedAt ?? new Date(0)));
    const outcome = job
      ? outcomeOf(bulkActionPlan.shape.action.parse(bulk.action), {
          state: jobState.parse(job.state),
          message: job.message,
          failedSince: since?.message ?? null,
        })
      : ({ state: 'failed', message: 'The job is gone.' } as const);
    if (!outcome) continue;
    const { count } = await db.bulkActionItem.updateMany({ where: { bulkId, jobId, state: 'acted' }, data: outcome });
    completed += count;
  }
  return completed;
}
