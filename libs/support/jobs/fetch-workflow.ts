import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { SupportJob, Timeline } from '#contracts/support.js';
import { CLIENT_TIMEOUT_MS } from '#temporal/connection.js';

/** PENDING_ACTIVITY_STATE_STARTED of Temporal's API. */
const STARTED = 2;

/** What Temporal itself says about a job's workflow; `unknown` when it does not know it or does not answer. */
export async function workflowOf(
  client: Client,
  jobId: string,
  uiUrl: string | undefined,
): Promise<SupportJob['temporal']> {
  const found = await describe(client, jobId).catch(() => null);
  const namespace = client.options.namespace;
  return {
    workflowId: jobId,
    runId: found?.runId ?? null,
    status: found ? found.status.name.toLowerCase().replaceAll('_', '-') : 'unknown',
    url: uiUrl ? `${uiUrl.replace(/\/$/, '')}/namespaces/${namespace}/workflows/${jobId}` : null,
  };
}

type Running = Omit<Timeline['spans'][number], 'step' | 'words'> & { activity: string };

/** Activities that run, wait for a worker, or wait for their next attempt. None when Temporal does not answer. */
export async function runningActivities(client: Client, jobId: string): Promise<Running[]> {
  const found = await describe(client, jobId).catch(() => null);
  return (found?.raw.pendingActivities ?? []).map((pending): Running => {
    const started = pending.state === STARTED;
    const failure = pending.lastFailure;
    const since = timeOf(started ? pending.lastStartedTime : pending.scheduledTime) ?? new Date().toISOString();
    return {
      id: `now-${pending.activityId}`,
      activity: pending.activityType?.name ?? '',
      pages: [],
      attempt: pending.attempt ?? 1,
      state: started ? 'running' : failure ? 'retrying' : 'waiting',
      scheduledAt: since,
      startedAt: started ? since : null,
      endedAt: null,
      worker: pending.lastWorkerIdentity || null,
      failure: failure
        ? { code: failure.applicationFailureInfo?.type || 'unexpected', message: failure.message ?? '' }
        : null,
    };
  });
}

async function describe(client: Client, jobId: string): Promise<WorkflowExecutionDescription | null> {
  try {
    return await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () => client.workflow.getHandle(jobId).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function timeOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): string | null {
  if (!time) return null;
  return new Date(Number(time.seconds ?? 0) * 1000 + Math.round((time.nanos ?? 0) / 1e6)).toISOString();
}
