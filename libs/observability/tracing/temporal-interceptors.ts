import { trace } from '@opentelemetry/api';
import type { Context } from '@temporalio/activity';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import {
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
  OpenTelemetryWorkflowClientInterceptor,
  makeWorkflowExporter,
} from '@temporalio/interceptors-opentelemetry';
import type { ActivityInterceptors } from '@temporalio/worker';
import type { Tracing } from './start-tracing.js';

/** Header of the interceptors that carries a trace from process to process. */
const TRACE_HEADER = '_tracer-data';

/**
 * Gives a workflow the trace of the request, or of the activity, that starts it. Without one nothing is sent along: what
 * starts by itself, as the watchdog does, would make a trace without an end.
 */
export function clientInterceptor(): WorkflowClientInterceptor {
  const traced = new OpenTelemetryWorkflowClientInterceptor();
  const isTraced = (): boolean => trace.getActiveSpan() !== undefined;
  return {
    startWithDetails: (input, next) => (isTraced() ? traced.startWithDetails(input, next) : next(input)),
    signal: (input, next) => (isTraced() ? traced.signal(input, next) : next(input)),
    signalWithStart: (input, next) => (isTraced() ? traced.signalWithStart(input, next) : next(input)),
  };
}

/** Goes on with the trace of the workflow that an activity works for, if that one has any. */
export function activityInterceptors(context: Context): ActivityInterceptors {
  const traced = new OpenTelemetryActivityInboundInterceptor(context);
  return {
    inbound: {
      execute: (input, next) => (TRACE_HEADER in input.headers ? traced.execute(input, next) : next(input)),
    },
    outbound: new OpenTelemetryActivityOutboundInterceptor(context),
  };
}

/** Takes the spans out of the workflows' sandbox. */
export const workflowSinks = ({ processor, resource }: Tracing) => ({
  exporter: { export: makeWorkflowExporter(processor, resource).export },
});
