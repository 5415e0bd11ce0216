import { defineQuery, defineSignal } from '@temporalio/workflow';

/** Signals rather than updates: they are kept by the server although no worker is up (ADR 1). */
export const pauseJob = defineSignal('pause');
export const resumeJob = defineSignal('resume');
export const cancelJob = defineSignal('cancel');
/** Draw these pages (again); an empty list means all that are refused, and wakes a step that waits. */
export const retryPages = defineSignal<[pages: number[]]>('retryPages');
export const skipPages = defineSignal<[pages: number[]]>('skipPages');

/** To a step that waits for somebody of the house. */
export const tryAgain = defineSignal('tryAgain');
/** To an erasure in its days of grace. */
export const takeBack = defineSignal('takeBack');

/** To a batch: this job of it came to rest. */
export const jobSettled = defineSignal<[jobId: string]>('jobSettled');

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
