import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  TemporalFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import { COURIER_QUEUE, ORCHESTRATION_QUEUE, PRESS_QUEUE, STUDIO_QUEUE } from '#contracts/queues.js';
import type { createAccountActivities, createAccountPacking } from '#activities/accounts/account-activities.js';
import type { createAlertActivities } from '#activities/upkeep/alert-activities.js';
import type { createBatchActivities, createPackingActivities } from '#activities/batches/batch-activities.js';
import type { createBulkActivities } from '#activities/support/bulk-action-activities.js';
import type { createDrawingActivities } from '#activities/books/artwork-activities.js';
import type { createDriveActivities } from '#activities/drive/drive-activities.js';
import type { createFileActivities } from '#activities/upkeep/file-activities.js';
import type { createJobActivities } from '#activities/books/job-activities.js';
import type { createMailActivities } from '#activities/mail/mail-activities.js';
import type { createPaymentActivities } from '#activities/payments/payment-activities.js';
import type { createPrintingActivities } from '#activities/books/pdf-activities.js';
import type { createReconcileActivities } from '#activities/payments/reconciliation-activities.js';
import type { createRepairActivities } from '#activities/payments/repair-activities.js';
import type { createRunActivities } from '#activities/payments/reconciliation-run-activities.js';
import type { createStoryActivities } from '#activities/books/story-activities.js';
import type { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';

/** Faults of the ground (database, disk, network) are retried until they are mended; refusals come as non-retryable. */
const UNTIL_MENDED = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '15s' } as const;

/** A dead worker is noticed after this long without a sign of life. */
const HEARTBEAT = '10s';

/** Rows and events: short writes, done in the worker that runs the workflow, as part of its task (ADR 0009). */
export const records = proxyLocalActivities<ReturnType<typeof createJobActivities>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '5s',
  retry: UNTIL_MENDED,
});

/** Stories that need nobody outside are written there and then, too (ADR 0009). */
export const quickStories = proxyLocalActivities<ReturnType<typeof createStoryActivities>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '5s',
  retry: UNTIL_MENDED,
});

export const upkeep = proxyActivities<ReturnType<typeof createUpkeepActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  retry: { ...UNTIL_MENDED, maximumAttempts: 3 },
});

export const files = proxyActivities<ReturnType<typeof createFileActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  retry: { ...UNTIL_MENDED, maximumAttempts: 3 },
});

/** A round that fails is followed by another one soon. */
export const alerts = proxyActivities<ReturnType<typeof createAlertActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '1m',
  retry: { ...UNTIL_MENDED, maximumAttempts: 2 },
});

/** A bulk act's own steps. */
export const bulk = proxyActivities<ReturnType<typeof createBulkActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  retry: UNTIL_MENDED,
});

/** A batch's rows: short writes, as the records of a job are. */
export const batches = proxyLocalActivities<ReturnType<typeof createBatchActivities>>({
  startToCloseTimeout: '60s',
  localRetryThreshold: '5s',
  retry: UNTIL_MENDED,
});

/** A mail server that is away for a day makes a link too old to be of use. */
export const mail = proxyActivities<ReturnType<typeof createMailActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '24h',
  retry: { ...UNTIL_MENDED, maximumInterval: '5m' },
});

/** What is done with Stripe: until it is done, since money is told of only once. */
export const payments = proxyActivities<ReturnType<typeof createPaymentActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  retry: { ...UNTIL_MENDED, maximumInterval: '1m' },
});

/** Pages of Stripe's lists and batches of cases; a run that can't go on for two hours is told as failed. */
export const reconciliation = proxyActivities<ReturnType<typeof createReconcileActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '10m',
  scheduleToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: UNTIL_MENDED,
});

/** A run's own row and events: short writes, as the records of a job are. */
export const runRecords = proxyLocalActivities<ReturnType<typeof createRunActivities>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '5s',
  retry: UNTIL_MENDED,
});

export const repairs = proxyActivities<ReturnType<typeof createRepairActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  retry: { ...UNTIL_MENDED, maximumInterval: '1m' },
});

/** Long, cancellable, with a heartbeat. */
const HEAVY = {
  startToCloseTimeout: '30m',
  heartbeatTimeout: HEARTBEAT,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: UNTIL_MENDED,
} as const;

/** Writing and drawing. */
export const studio = proxyActivities<
  ReturnType<typeof createStoryActivities> & ReturnType<typeof createDrawingActivities>
>({ ...HEAVY, taskQueue: STUDIO_QUEUE });

/** The finished files. */
export const press = proxyActivities<ReturnType<typeof createPrintingActivities>>({ ...HEAVY, taskQueue: PRESS_QUEUE });

export const packing = proxyActivities<ReturnType<typeof createPackingActivities>>({
  ...HEAVY,
  taskQueue: PRESS_QUEUE,
  startToCloseTimeout: '2h',
});

/** What is done to an account: until it is done, wherever that fails. */
export const accounts = proxyActivities<ReturnType<typeof createAccountActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '30s',
  retry: { ...UNTIL_MENDED, maximumInterval: '5m' },
});

export const accountPacking = proxyActivities<ReturnType<typeof createAccountPacking>>({
  ...HEAVY,
  taskQueue: PRESS_QUEUE,
  startToCloseTimeout: '6h',
  retry: { ...UNTIL_MENDED, maximumInterval: '5m' },
});

/** Files to and from Google Drive: a large one may take hours, and goes on at its byte. */
export const courier = proxyActivities<ReturnType<typeof createDriveActivities>>({
  ...HEAVY,
  taskQueue: COURIER_QUEUE,
  startToCloseTimeout: '6h',
  retry: { ...UNTIL_MENDED, maximumInterval: '1m' },
});

/** Looks at Drive, which carry nothing: minutes at most, however many files; whatever takes longer hangs, and begins anew. */
export const scout = proxyActivities<ReturnType<typeof createDriveActivities>>({
  ...HEAVY,
  taskQueue: COURIER_QUEUE,
  startToCloseTimeout: '20m',
  retry: { ...UNTIL_MENDED, maximumInterval: '1m' },
});

/** Code and words of a refusal that an activity threw; null for anything else (cancellation, a bug of the workflow). */
export function refusalOf(error: unknown): { code: string; message: string } | null {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return null;
  return { code: error.cause.type ?? 'unexpected', message: error.cause.message };
}

/** What to tell a person of an error that ended a workflow's work; null for what is none (a bug, or going on anew). */
export function failureWords(error: unknown): string | null {
  if (isCancellation(error)) return 'It was stopped from outside.';
  if (!(error instanceof TemporalFailure)) return null;
  return refusalOf(error)?.message ?? 'It could not be brought to an end in its time.';
}
