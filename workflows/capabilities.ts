import { ActivityCancellationType, ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import { ORCHESTRATION_QUEUE, STUDIO_QUEUE } from '#contracts/queues.js';
import type { createDrawingActivities } from '#activities/drawing-activities.js';
import type { createJobActivities } from '#activities/job-activities.js';
import type { createPrintingActivities } from '#activities/printing-activities.js';
import type { createStoryActivities } from '#activities/story-activities.js';
import type { createUpkeepActivities } from '#activities/upkeep-activities.js';

/** Faults of the ground (database, disk, network) are retried until they are mended; refusals come as non-retryable. */
const UNTIL_MENDED = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '15s' } as const;

/** A dead worker is noticed after this long without a sign of life. */
const HEARTBEAT = '10s';

/** Rows and events: short, on the queue that heavy work never blocks. */
export const records = proxyActivities<ReturnType<typeof createJobActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '30s',
  retry: UNTIL_MENDED,
});

export const upkeep = proxyActivities<ReturnType<typeof createUpkeepActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  retry: { ...UNTIL_MENDED, maximumAttempts: 3 },
});

/** Writing, drawing and printing: long, cancellable, with a heartbeat. */
export const studio = proxyActivities<
  ReturnType<typeof createStoryActivities> &
    ReturnType<typeof createDrawingActivities> &
    ReturnType<typeof createPrintingActivities>
>({
  taskQueue: STUDIO_QUEUE,
  startToCloseTimeout: '30m',
  heartbeatTimeout: HEARTBEAT,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: UNTIL_MENDED,
});

/** Code and words of a refusal that an activity threw; null for anything else (cancellation, a bug of the workflow). */
export function refusalOf(error: unknown): { code: string; message: string } | null {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return null;
  return { code: error.cause.type ?? 'unexpected', message: error.cause.message };
}
