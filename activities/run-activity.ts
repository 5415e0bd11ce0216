import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { Failure, TransientFailure } from '#failures/failure.js';
import { asDatabaseFailure } from '#database/database-fault.js';
import { countActivity, countWait } from '#observability/metrics/work-series.js';
import type { Outcome } from '#observability/metrics/work-series.js';
import { notifyPart } from './parts.js';

/** An error that nobody foresaw is taken for a bug after this many tries: then the job parks instead of spinning. */
const MAX_UNEXPECTED_ERRORS = 6;

/** Each is a write of the server; most activities are over before the first. */
const HEARTBEAT_INTERVAL_MS = 3_000;

/** A sign of life that says how far the work is; the next try finds it in `heartbeatDetails`. */
export type Beat = (details: unknown) => void;

/**
 * Runs an activity's body with a heartbeat, which repeats what was said last, and words its errors for Temporal: a refusal is never retried, a fault is
 * retried until it is mended (at the provider's own pace if it named one), a surprise a bounded number of times.
 */
export async function runActivity<T>(body: (context: Context, say: Beat) => Promise<T>): Promise<T> {
  const context = Context.current();
  const measured = measure(context);
  let said: unknown = context.info.heartbeatDetails;
  // a heartbeat without details takes away those of the one before
  const beat = setInterval(() => context.heartbeat(said), HEARTBEAT_INTERVAL_MS);
  beat.unref();
  try {
    const result = await body(context, (details) => context.heartbeat((said = details)));
    measured('done');
    return result;
  } catch (error) {
    const told = toTemporal(error, context);
    measured(outcomeOf(told));
    throw told;
  } finally {
    clearInterval(beat);
  }
}

/**
 * Runs a part of an activity, counted and told as if it were one of its own: several steps in one task, since tasks are dear,
 * stay several steps for whoever looks at them. Errors come out worded for Temporal.
 */
export async function runPart(activity: string, context: Context, body: () => Promise<void>): Promise<void> {
  const startedAt = new Date();
  const started = performance.now();
  const ended = (outcome: Outcome): void => countActivity(activity, outcome, (performance.now() - started) / 1000);
  try {
    await body();
  } catch (error) {
    const told = toTemporal(error, context);
    ended(outcomeOf(told));
    notifyPart({ activity, startedAt, error: told });
    throw told;
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

function outcomeOf(told: unknown): Outcome {
  if (told instanceof CancelledFailure) return 'canceled';
  if (!(told instanceof ApplicationFailure) || told.type === 'unexpected') return 'surprise';
  return told.nonRetryable ? 'refused' : 'fault';
}

function toTemporal(error: unknown, context: Context): unknown {
  if (context.cancellationSignal.aborted) return new CancelledFailure('The activity was cancelled');
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
