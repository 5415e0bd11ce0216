import { Histogram } from 'prom-client';
import type { JobKind } from '#contracts/jobs.js';
import { SECONDS, registry } from './registry.js';

/** How an attempt ended; a transient failure is retried, an unexpected error is a bug. */
export type Outcome = 'done' | 'refused' | 'fault' | 'surprise' | 'canceled';

const activities = new Histogram({
  name: 'colorbook_activity_duration_seconds',
  help: 'Attempts of activities, from begin to end.',
  labelNames: ['activity', 'outcome'],
  buckets: SECONDS,
  registers: [registry],
});

const waits = new Histogram({
  name: 'colorbook_activity_schedule_to_start_seconds',
  help: 'How long attempts of activities waited in their task queue for a worker.',
  labelNames: ['task_queue'],
  buckets: SECONDS,
  registers: [registry],
});

const queued = new Histogram({
  name: 'colorbook_job_queue_seconds',
  help: 'From the moment that a job was accepted to the moment that it ran for the first time.',
  labelNames: ['kind'],
  buckets: [...SECONDS, 900, 3_600, 14_400],
  registers: [registry],
});

export const countActivity = (activity: string, outcome: Outcome, seconds: number): void =>
  activities.observe({ activity, outcome }, seconds);

/** Clocks of two machines may differ: what would have started before it was scheduled waited not at all. */
export const countWait = (taskQueue: string, milliseconds: number): void =>
  waits.observe({ task_queue: taskQueue }, Math.max(0, milliseconds) / 1000);

export const countStart = (kind: JobKind, milliseconds: number): void =>
  queued.observe({ kind }, Math.max(0, milliseconds) / 1000);
