import { ActivityFailure, isCancellation, patched } from '@temporalio/workflow';
import type { CancellationScope } from '@temporalio/workflow';

/**
 * An error that ends canceled work. Temporal retries no activity that was asked to stop: one that meets a fault then, or
 * whose worker dies, fails with that fault or timeout, and not with a cancellation.
 */
export const endsCanceledWork = (error: unknown, work: CancellationScope): boolean =>
  isCancellation(error) ||
  (work.consideredCancelled && error instanceof ActivityFailure && patched('canceled-in-a-fault'));
