import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { Failure, TransientFailure } from '#failures/failure.js';
import { asDatabaseFailure } from '#database/database-fault.js';
import { countActivity, countWait } from '#observability/metrics/work-series.js';
import type { Outcome } from '#observability/metrics/work-series.js';
import { notifyPart } from './parts.js';

/** An unexpected error counts as a bug after this many attempts: then the job parks instead of retrying forever. */
const MAX_UNEXPECTED_ERRORS = 6;

/** Each is a write of the server; most activities are over before the first. */
const HEARTBEAT_INTERVAL_MS = 3_000;

/** A heartbeat with progress; the next attempt finds it in `heartbeatDetails`. */
export type Heartbeat = (details: unknown) => void;

/**
 * Runs an activity's body with a heartbeat, which repeats the last progress, and maps its errors for Temporal: a permanent
 * failure is never retried, a transient one until it recovers (after the provider's own delay if it named one), an
 * unexpected error a bounded number of times.
 */
export async function runActivity<T>(body: (context: Context, heartbeat: Heartbeat) => Promise<T>): Promise<T> {
  const context = Context.current();
  const measured = measure(context);
  let progress: unknown = context.info.heartbeatDetails;
  // a heartbeat without details clears those of the one before
  const timer = setInterval(() => context.heartbeat(progress), HEARTBEAT_INTERVAL_MS);
  timer.unref();
  try {
    const result = await body(context, (details) => context.heartbeat((progress = details)));
    measured('done');
    return result;
  } catch (error) {
    const failure = toTemporal(error, context);
    measured(outcomeOf(failure));
    throw failure;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a part of an activity, measured and published like an activity of its own: several steps share one task, since
 * tasks are expensive, and stay visible as steps. Errors are mapped for Temporal.
 */
export async function runPart(activity: string, context: Context, body: () => Promise<void>): Promise<void> {
  const startedAt = new Date();
  const started = performance.now();
  const ended = (outcome: Outcome): void => countActivity(activity, outcome, (performance.now() - started) / 1000);
  try {
    await body();
  } catch (error) {
    const failure = toTemporal(error, context);
    ended(outcomeOf(failure));
    notifyPart({ activity, startedAt, error: failure });
    throw failure;
  }
  ended('done');
  notifyPart({ activity, startedAt });
}

/** Counts how long the attempt waited for a worker; gives a way to count how it ended. */
function measure({ info }: Context): (outcome: Outcome) => void {
  const started = performance.now();
  countWait(info.taskQueue, Date.now() - info.currentAttemptScheduledTimestampMs);
  return (outcome) => countActivity(info.activityType, outcome, (performance.now() - started) / 1000);
}

function outcomeOf(failure: unknown): Outcome {
  if (failure instanceof CancelledFailure) return 'canceled';
  if (!(failure instanceof ApplicationFailure) || failure.type === 'unexpected') return 'surprise';
  return failure.nonRetryable ? 'refused' : 'fault';
}

function toTemporal(error: unknown, context: Context): unknown {
  if (context.cancellationSignal.aborted) return new CancelledFailure('The activity was canceled');
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  const known = error instanceof Failure ? error : asDatabaseFailure(error);
  if (known) {
    return ApplicationFailure.create({
      type: known.code,
      message: known.message,
      nonRetryable: !known.retryable,
      cause: known,
      ...(known instanceof TransientFailure && known.retryAfterMs ? { nextRetryDelay: known.retryAfterMs } : {}),
    });
  }
  context.log.error('An activity failed with an unexpected error', { error });
  return ApplicationFailure.create({
    type: 'unexpected',
    message: error instanceof Error ? error.message : String(error),
    nonRetryable: context.info.attempt >= MAX_UNEXPECTED_ERRORS,
    ...(error instanceof Error ? { cause: error } : {}),
  });
}
