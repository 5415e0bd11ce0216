import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  TemporalFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import { DRIVE_QUEUE, ORCHESTRATION_QUEUE, PDF_QUEUE, ARTWORK_QUEUE } from '#contracts/queues.js';
import type {
  createAccountActivities,
  createAccountArchiveActivities,
} from '#activities/accounts/account-activities.js';
import type { createAlertActivities } from '#activities/upkeep/alert-activities.js';
import type { createBatchActivities, createArchiveActivities } from '#activities/batches/batch-activities.js';
import type { createBulkActionActivities } from '#activities/support/bulk-action-activities.js';
import type { createArtworkActivities } from '#activities/books/artwork-activities.js';
import type { createDriveActivities } from '#activities/drive/drive-activities.js';
import type { createFileActivities } from '#activities/upkeep/file-activities.js';
import type { createJobActivities } from '#activities/books/job-activities.js';
import type { createMailActivities } from '#activities/mail/mail-activities.js';
import type { createPaymentActivities } from '#activities/payments/payment-activities.js';
import type { createPdfActivities } from '#activities/books/pdf-activities.js';
import type { createReconciliationActivities } from '#activities/payments/reconciliation-activities.js';
import type { createRepairActivities } from '#activities/payments/repair-activities.js';
import type { createReconciliationRunActivities } from '#activities/payments/reconciliation-run-activities.js';
import type { createStoryActivities } from '#activities/books/story-activities.js';
import type { createUpkeepActivities } from '#activities/upkeep/upkeep-activities.js';

/** Infrastructure failures (database, disk, network) are retried until they recover; permanent ones are non-retryable. */
const RETRY_UNTIL_RECOVERED = { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '15s' } as const;

/** A dead worker is noticed after this long without a heartbeat. */
const HEARTBEAT_TIMEOUT = '10s';

/** Rows and events: short writes, done in the worker that runs the workflow, as part of its task (ADR 0009). */
export const jobs = proxyLocalActivities<ReturnType<typeof createJobActivities>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '5s',
  retry: RETRY_UNTIL_RECOVERED,
});

/** Stories that need no provider are written as local activities, too (ADR 0009). */
export const localStory = proxyLocalActivities<ReturnType<typeof createStoryActivities>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '5s',
  retry: RETRY_UNTIL_RECOVERED,
});

export const upkeep = proxyActivities<ReturnType<typeof createUpkeepActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumAttempts: 3 },
});

export const files = proxyActivities<ReturnType<typeof createFileActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumAttempts: 3 },
});

/** A failed round is followed by the next one soon. */
export const alerts = proxyActivities<ReturnType<typeof createAlertActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '1m',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumAttempts: 2 },
});

/** A bulk action's own steps. */
export const bulkActions = proxyActivities<ReturnType<typeof createBulkActionActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  retry: RETRY_UNTIL_RECOVERED,
});

/** A batch's rows: short writes, as those of a job. */
export const batches = proxyLocalActivities<ReturnType<typeof createBatchActivities>>({
  startToCloseTimeout: '60s',
  localRetryThreshold: '5s',
  retry: RETRY_UNTIL_RECOVERED,
});

/** A mail server that is away for a day makes a link too old to be of use. */
export const mail = proxyActivities<ReturnType<typeof createMailActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  scheduleToCloseTimeout: '24h',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '5m' },
});

/** Work with Stripe: retried until it succeeds, since an event arrives only once. */
export const payments = proxyActivities<ReturnType<typeof createPaymentActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '1m' },
});

/** Pages of Stripe's lists and batches of cases; a run that makes no progress for two hours fails. */
export const reconciliation = proxyActivities<ReturnType<typeof createReconciliationActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '10m',
  scheduleToCloseTimeout: '2h',
  heartbeatTimeout: '30s',
  retry: RETRY_UNTIL_RECOVERED,
});

/** A run's own row and events: short writes, as those of a job. */
export const reconciliationRuns = proxyLocalActivities<ReturnType<typeof createReconciliationRunActivities>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '5s',
  retry: RETRY_UNTIL_RECOVERED,
});

export const repairs = proxyActivities<ReturnType<typeof createRepairActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '30s',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '1m' },
});

/** Long, cancellable, with a heartbeat. */
const HEAVY = {
  startToCloseTimeout: '30m',
  heartbeatTimeout: HEARTBEAT_TIMEOUT,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: RETRY_UNTIL_RECOVERED,
} as const;

/** Writing and drawing. */
export const artwork = proxyActivities<
  ReturnType<typeof createStoryActivities> & ReturnType<typeof createArtworkActivities>
>({ ...HEAVY, taskQueue: ARTWORK_QUEUE });

/** The finished files. */
export const pdf = proxyActivities<ReturnType<typeof createPdfActivities>>({ ...HEAVY, taskQueue: PDF_QUEUE });

export const archive = proxyActivities<ReturnType<typeof createArchiveActivities>>({
  ...HEAVY,
  taskQueue: PDF_QUEUE,
  startToCloseTimeout: '2h',
});

/** Work on an account: retried until it succeeds. */
export const accounts = proxyActivities<ReturnType<typeof createAccountActivities>>({
  taskQueue: ORCHESTRATION_QUEUE,
  startToCloseTimeout: '30m',
  heartbeatTimeout: '30s',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '5m' },
});

export const accountArchive = proxyActivities<ReturnType<typeof createAccountArchiveActivities>>({
  ...HEAVY,
  taskQueue: PDF_QUEUE,
  startToCloseTimeout: '6h',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '5m' },
});

/** Files to and from Google Drive: a large one may take hours, and resumes at its byte offset. */
export const drive = proxyActivities<ReturnType<typeof createDriveActivities>>({
  ...HEAVY,
  taskQueue: DRIVE_QUEUE,
  startToCloseTimeout: '6h',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '1m' },
});

/** Checks of Drive without transfers: minutes at most, however many files; a longer one hangs and is retried. */
export const driveChecks = proxyActivities<ReturnType<typeof createDriveActivities>>({
  ...HEAVY,
  taskQueue: DRIVE_QUEUE,
  startToCloseTimeout: '20m',
  retry: { ...RETRY_UNTIL_RECOVERED, maximumInterval: '1m' },
});

/** Code and message of a permanent failure of an activity; null for anything else (cancellation, a workflow bug). */
export function permanentFailureOf(error: unknown): { code: string; message: string } | null {
  if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) return null;
  return { code: error.cause.type ?? 'unexpected', message: error.cause.message };
}

/** Message for an error that ended a workflow's work; null for what is none (a bug, or continue-as-new). */
export function failureMessage(error: unknown): string | null {
  if (isCancellation(error)) return 'It was stopped from outside.';
  if (!(error instanceof TemporalFailure)) return null;
  return permanentFailureOf(error)?.message ?? 'It could not be brought to an end in its time.';
}
