import type {
  WorkflowInboundCallsInterceptor,
  WorkflowInterceptors,
  WorkflowInternalsInterceptor,
  WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

/** Header of a start that belongs to a trace. */
const TRACE_HEADER = '_tracer-data';

type Traced = Awaited<ReturnType<typeof load>>;

/**
 * Traces a run that was started within a trace, and no other. What decides is in the run's own history, so that it
 * replays in any process, whether that one traces or not; a run without a trace is passed through untouched, and
 * OpenTelemetry is not even evaluated for it.
 */
export const interceptors = (): WorkflowInterceptors => {
  let traced: Traced | undefined;
  const inbound: WorkflowInboundCallsInterceptor = {
    execute(input, next) {
      if (!(TRACE_HEADER in input.headers)) return next(input);
      return load().then((loaded) => {
        traced = loaded;
        return loaded.inbound.execute(input, next);
      });
    },
  };
  const outbound: WorkflowOutboundCallsInterceptor = {
    scheduleActivity: (input, next) => traced?.outbound.scheduleActivity(input, next) ?? next(input),
    scheduleLocalActivity: (input, next) => traced?.outbound.scheduleLocalActivity(input, next) ?? next(input),
    startChildWorkflowExecution: (input, next) =>
      traced?.outbound.startChildWorkflowExecution(input, next) ?? next(input),
    continueAsNew: (input, next) => traced?.outbound.continueAsNew(input, next) ?? next(input),
    getLogAttributes: (input, next) => traced?.outbound.getLogAttributes(input, next) ?? next(input),
  };
  const internals: WorkflowInternalsInterceptor = {
    dispose(input, next) {
      if (traced) void traced.internals.dispose(input, next);
      else next(input);
    },
  };
  return { inbound: [inbound], outbound: [outbound], internals: [internals] };
};

/** In the bundle, but evaluated only for a run that asks for it: each run evaluates its modules anew. */
async function load() {
  const tracing = await import(
    /* webpackMode: "eager" */ '@temporalio/interceptors-opentelemetry/lib/workflow/index.js'
  );
  return {
    inbound: new tracing.OpenTelemetryInboundInterceptor(),
    outbound: new tracing.OpenTelemetryOutboundInterceptor(),
    internals: new tracing.OpenTelemetryInternalsInterceptor(),
  };
}
