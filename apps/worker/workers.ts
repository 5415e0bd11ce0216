import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import type { ActivityInterceptorsFactory, NativeConnection, WorkerOptions } from '@temporalio/worker';
import type { Config } from '#config/config.js';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { dataConverterOf } from '#temporal/connection.js';
import { DRIVE_QUEUE, ORCHESTRATION_QUEUE, PDF_QUEUE, ARTWORK_QUEUE } from '#contracts/queues.js';
import type { Build } from './build.js';

/** A worker that is told to stop lets activities end for this long, then cancels them; others take them over. */
const DRAIN = '20s';
/** A workflow task goes back to all workers this soon when the worker that knows its history is gone. */
const STICKY = '2s';

/** Closer together than activities send them, so that none is held back. */
const HEARTBEATS = '1s';
/** One file is computed while another waits for the disk. */
const FILES_AT_ONCE = 2;
/** They wait for Google most of the time; each holds a chunk of a file at most. */
const COURIERS = 8;

const pathOf = (module: string): string => fileURLToPath(import.meta.resolve(module));

/** Runs that an api has put into a trace make spans also where nothing is traced; there, nobody wants them. */
const UNTRACED = { exporter: { export: { fn: () => undefined } } };

/**
 * One Temporal Worker per task queue: drawing never stands in the way of bookkeeping. With a build, all of them are of it:
 * the activities of a workflow that is pinned to a build run on its workers, too.
 */
export function createWorkers(
  connection: NativeConnection,
  temporal: Config['temporal'],
  activities: {
    bookkeeping: object;
    studio: object;
    press: object;
    courier: object;
    attempts: ActivityInterceptorsFactory;
    tracing?: OpenTracing | null;
  },
  build: Build | null = null,
): Promise<Worker[]> {
  const { tracing } = activities;
  // the trace is outermost, so that what is logged is logged within it
  const activity = [...(tracing ? [tracing.activity] : []), activities.attempts];
  const common: Partial<WorkerOptions> & { connection: NativeConnection } = {
    connection,
    namespace: temporal.namespace,
    dataConverter: dataConverterOf(temporal),
    shutdownGraceTime: DRAIN,
    sinks: tracing?.sinks ?? UNTRACED,
    ...(build
      ? // each workflow says itself which it is (workflows/behaviors.spec.ts)
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
  // a prebuilt bundle has them in it
  const workflowModules = temporal.workflowBundle ? [] : [pathOf('#workflows/tracing.js')];
  return Promise.all([
    Worker.create({
      ...common,
      ...workflows,
      taskQueue: ORCHESTRATION_QUEUE,
      activities: activities.bookkeeping,
      interceptors: { activity, workflowModules },
      stickyQueueScheduleToStartTimeout: STICKY,
      maxConcurrentActivityTaskExecutions: temporal.activitySlots,
    }),
    Worker.create({
      ...common,
      taskQueue: ARTWORK_QUEUE,
      activities: activities.studio,
      interceptors: { activity },
      maxConcurrentActivityTaskExecutions: temporal.activitySlots,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
    Worker.create({
      ...common,
      taskQueue: PDF_QUEUE,
      activities: activities.press,
      interceptors: { activity },
      maxConcurrentActivityTaskExecutions: FILES_AT_ONCE,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
    Worker.create({
      ...common,
      taskQueue: DRIVE_QUEUE,
      activities: activities.courier,
      interceptors: { activity },
      maxConcurrentActivityTaskExecutions: COURIERS,
      maxHeartbeatThrottleInterval: HEARTBEATS,
    }),
  ]);
}
