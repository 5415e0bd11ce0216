import type { WorkflowClientInterceptor } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Config } from '#config/config.js';
import type { Tracing } from './start-tracing.js';
import type { workflowSinks } from './temporal-interceptors.js';

/** What a process needs to trace: its own requests, and Temporal's calls and tasks. */
export interface OpenTracing extends Pick<Tracing, 'request' | 'close'> {
  client: WorkflowClientInterceptor;
  activity: ActivityInterceptorsFactory;
  sinks: ReturnType<typeof workflowSinks>;
}

/** Traces this process when there is an address for it. Otherwise nothing of OpenTelemetry's SDK is even loaded. */
export async function openTracing(
  { tracing, release, environment }: Pick<Config, 'tracing' | 'release' | 'environment'>,
  service: 'api' | 'worker',
): Promise<OpenTracing | null> {
  if (!tracing) return null;
  const { startTracing } = await import('./start-tracing.js');
  const { activityInterceptors, clientInterceptor, workflowSinks } = await import('./temporal-interceptors.js');
  const started = startTracing(tracing, { service, release, environment });
  return {
    request: started.request,
    close: started.close,
    client: clientInterceptor(),
    activity: activityInterceptors,
    sinks: workflowSinks(started),
  };
}
