import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import type { ActivityInterceptorsFactory, NativeConnection, WorkerOptions } from '@temporalio/worker';
import type { Config } from '#config/config.js';
import { dataConverterOf } from '#temporal/connection.js';
import { ORCHESTRATION_QUEUE, PRESS_QUEUE, STUDIO_QUEUE } from '#contracts/queues.js';

/** A worker that is told to stop lets activities end for this long, then cancels them; others take them over. */
const DRAIN = '20s';
/** A workflow task goes back to all workers this soon when the worker that knows its history is gone. */
const STICKY = '2s';

/** Closer together than activities send them, so that none is held back. */
const HEARTBEATS = '1s';
/** One file is computed while another waits for the disk. */
const FILES_AT_ONCE = 2;

/** One Temporal Worker per task queue: drawing never stands in the way of bookkeeping. */
export function createWorkers(
  connection: NativeConnection,
  temporal: Config['temporal'],
  activities: { bookkeeping: object; studio: object; press: object; attempts: ActivityInterceptorsFactory },
): Promise<Worker[]> {
  const common: Partial<WorkerOptions> & { connection: NativeConnection } = {
    connection,
    namespace: temporal.namespace,
    dataConverter: dataConverterOf(temporal),
    shutdownGraceTime: DRAIN,
    interceptors: { activity: [activities.attempts] },
  };
  const workflows = temporal.workflowBundle
    ? { workflowBundle: { codePath: temporal.workflowBundle } }
    : { workflowsPath: fileURLToPath(import.meta.resolve('#workflows/registry.js')) };
  return Promise.all([
    Worker.create({
      ...common,
      ...workflows,
      taskQueue: ORCHESTRATION_QUEUE,
      activities: activities.bookkeeping,
      stickyQueueScheduleToStartTimeout: STICKY,
      maxConcurrentActivityTaskExecutions: temporal.activitySlots,
    }),
    Worker.create({
      ...common,
      taskQueue: STUDIO_QUEUE,
      activities: activities.studio,
      maxConcurrentActivityTaskExecutions: temporal.activitySlots,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
    Worker.create({
      ...common,
      taskQueue: PRESS_QUEUE,
      activities: activities.press,
      maxConcurrentActivityTaskExecutions: FILES_AT_ONCE,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
  ]);
}
