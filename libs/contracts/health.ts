import { z } from 'zod';

const moment = z.iso.datetime();

/** `off`: it is not set up here, which is no failure. */
export const HEALTH_STATES = ['ok', 'off', 'degraded', 'down'] as const;
export const healthState = z.enum(HEALTH_STATES);
export type HealthState = z.infer<typeof healthState>;

export const healthPart = z.object({
  name: z.string(),
  state: healthState,
  reason: z.string().meta({ description: 'In words, also when all is well' }),
  milliseconds: z.int().nullable().meta({ description: 'How long it took to answer, where it was asked' }),
});
export type HealthPart = z.infer<typeof healthPart>;

export const healthView = z
  .object({ at: moment, state: healthState.meta({ description: 'Of the worst part' }), parts: z.array(healthPart) })
  .meta({ id: 'Health' });
export type HealthView = z.infer<typeof healthView>;

export const metricsView = z
  .object({
    at: moment,
    jobs: z.record(z.string(), z.int()).meta({ description: 'That have not ended, by state' }),
    endedToday: z.record(z.string(), z.int()).meta({ description: 'In the last 24 hours, by state' }),
    oldestQueuedSeconds: z.int().nullable(),
    parked: z.int(),
    oldestParkedSeconds: z.int().nullable(),
    queues: z
      .array(
        z.object({
          queue: z.string(),
          pollers: z.int(),
          polledAt: moment.nullable(),
          backlog: z.int().nullable().meta({ description: 'About; null when the server does not count' }),
        }),
      )
      .nullable()
      .meta({ description: 'null when Temporal does not answer' }),
    mailsQueued: z.int(),
    stripeEventsStored: z.int(),
    driveFilesWaiting: z.int(),
    disk: z
      .object({ free: z.number(), total: z.number() })
      .nullable()
      .meta({ description: 'Bytes; null for a bucket' }),
    alerts: z.object({ open: z.int(), acknowledged: z.int() }),
  })
  .meta({ id: 'OperationalMetrics' });
export type MetricsView = z.infer<typeof metricsView>;
