import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import type { ActivityInterceptorsFactory, NativeConnection, WorkerOptions } from '@temporalio/worker';
import type { Config } from '#config/config.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { dataConverterOf } from '#temporal/connection.js';
import { DRIVE_QUEUE, ORCHESTRATION_QUEUE, PDF_QUEUE, ARTWORK_QUEUE } from '#contracts/queues.js';
import type { Build } from './build.js';

/** Grace period for activities on shutdown; then they are canceled and retried on other workers. */
const DRAIN = '20s';
/** Timeout after which a sticky workflow task goes back to all workers. */
const STICKY = '2s';

/** Shorter than the activities' heartbeat interval, so that none is throttled. */
const HEARTBEATS = '1s';
/** One file is computed while another waits for the disk. */
const FILES_AT_ONCE = 2;
/** Drive activities mostly wait for Google; each holds at most one chunk in memory. */
const DRIVE_ACTIVITY_SLOTS = 8;

const pathOf = (module: string): string => fileURLToPath(import.meta.resolve(module));

/** Discards spans of workflows that were started by a tracing API when this worker does not trace. */
const UNTRACED = { exporter: { export: { fn: () => undefined } } };

/**
 * One Temporal Worker per task queue, so that drawing never blocks orchestration. With a build, all of them belong to it:
 * the activities of a workflow that is pinned to a build run on its workers, too.
 */
export function createWorkers(
  connection: NativeConnection,
  temporal: Config['temporal'],
  activities: {
    orchestration: object;
    artwork: object;
    pdf: object;
    drive: object;
    attempts: ActivityInterceptorsFactory;
    tracing?: OpenTracing | null;
  },
  build: Build | null = null,
): Promise<Worker[]> {
  const { tracing } = activities;
  // tracing is outermost, so that log lines carry the trace id
  const activity = [...(tracing ? [tracing.activity] : []), activities.attempts];
  const common: Partial<WorkerOptions> & { connection: NativeConnection } = {
    connection,
    namespace: temporal.namespace,
    dataConverter: dataConverterOf(temporal),
    shutdownGraceTime: DRAIN,
    sinks: tracing?.sinks ?? UNTRACED,
    ...(build
      ? // each workflow declares its own behavior (workflows/behaviors.spec.ts)
        {
          workerDeploymentOptions: {
            useWorkerVersioning: true,
            version: build.version,
            defaultVersioningBehavior: 'PINNED',
          },
        }
      : {}),
  };
  const workflows = temporal.workflowBundle
    ? { workflowBundle: build ? { code: build.code } : { codePath: temporal.workflowBundle } }
    : { workflowsPath: pathOf('#workflows/registry.js') };
  // a prebuilt bundle contains them
  const workflowModules = temporal.workflowBundle ? [] : [pathOf('#workflows/tracing.js')];
  return Promise.all([
    Worker.create({
      ...common,
      ...workflows,
      taskQueue: ORCHESTRATION_QUEUE,
      activities: activities.orchestration,
      interceptors: { activity, workflowModules },
      stickyQueueScheduleToStartTimeout: STICKY,
      maxConcurrentActivityTaskExecutions: temporal.activitySlots,
    }),
    Worker.create({
      ...common,
      taskQueue: ARTWORK_QUEUE,
      activities: activities.artwork,
      interceptors: { activity },
      maxConcurrentActivityTaskExecutions: temporal.activitySlots,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
    Worker.create({
      ...common,
      taskQueue: PDF_QUEUE,
      activities: activities.pdf,
      interceptors: { activity },
      maxConcurrentActivityTaskExecutions: FILES_AT_ONCE,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
    Worker.create({
      ...common,
      taskQueue: DRIVE_QUEUE,
      activities: activities.drive,
      interceptors: { activity },
      maxConcurrentActivityTaskExecutions: DRIVE_ACTIVITY_SLOTS,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
  ]);
}
