import type { ConnectionOptions, JobsOptions } from 'bullmq';

/** As many as a worker of the platform has: drawing, files, and the rows of a job. */
export const QUEUES = { studio: 40, press: 2, records: 40 } as const;
export type QueueName = keyof typeof QUEUES;

/** Tried again as the platform tries again, and not kept for ever. */
export const KEEP: JobsOptions = {
  attempts: 100,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: { count: 1_000 },
};

/** The last job of a book's flow: whoever waits for a book waits for it. */
export const lastOf = (jobId: string): string => `finish-${jobId}`;

export const connectionTo = (port: number): ConnectionOptions => ({
  host: '127.0.0.1',
  port,
  maxRetriesPerRequest: null,
});
