import { defineQuery, defineSignal } from '@temporalio/workflow';
import { SIGNALS } from '#contracts/signals.js';

/** Signals rather than updates: the server stores them even if no worker is up (ADR 1). */
export const pauseJob = defineSignal(SIGNALS.pauseJob);
export const resumeJob = defineSignal(SIGNALS.resumeJob);
export const cancelJob = defineSignal(SIGNALS.cancelJob);
/** Draw these pages (again); an empty list means all that are refused, and wakes a step that waits. */
export const retryPages = defineSignal<[pages: number[]]>(SIGNALS.retryPages);
export const skipPages = defineSignal<[pages: number[]]>(SIGNALS.skipPages);

/** To a step that waits for staff. */
export const tryAgain = defineSignal(SIGNALS.tryAgain);
/** To an erasure in its days of grace. */
export const takeBack = defineSignal(SIGNALS.takeBack);

/** To a batch: this job of it came to rest. */
export const jobSettled = defineSignal<[jobId: string]>(SIGNALS.jobSettled);

export interface BookProgress {
  waiting: number[];
  drawing: number[];
  drawn: number[];
  refused: number[];
  skipped: number[];
  paused: boolean;
  canceled: boolean;
}
export const bookProgress = defineQuery<BookProgress>('progress');
