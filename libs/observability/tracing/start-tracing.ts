import { SpanKind, SpanStatusCode, context, isSpanContextValid, propagation, trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Config } from '#config/config.js';
import { CleanExporter } from './clean-exporter.js';
import { readTraceIdBy } from './trace-id.js';

const EXPORT_TIMEOUT_MS = 5_000;

/** What a process that traces has; see `openTracing`. */
export interface Tracing {
  /** Where spans go, also those that workflows made. */
  processor: SpanProcessor;
  resource: Resource;
  /**
   * Runs `body` within a span of a request, which it has to end; `headers` may name the trace that it belongs to.
   */
  request<T>(headers: Record<string, unknown>, method: string, body: (end: EndRequest) => T): T;
  /** Sends what was not sent yet. Never rejects: a collector that is away holds nothing up. */
  close(): Promise<void>;
}

/** `route` is the pattern, not the address. */
export type EndRequest = (route: string | null, status: number) => void;

/** Traces this process from now on. Loaded only when an address for traces is set. */
export function startTracing(
  { url, headers, ratio }: NonNullable<Config['tracing']>,
  { service, release, environment }: { service: string; release: string; environment: string },
): Tracing {
  const resource = new Resource({
    'service.name': `colorbook-${service}`,
    'service.version': release,
    'deployment.environment': environment,
  });
  const exporter = new CleanExporter(new OTLPTraceExporter({ url, headers, timeoutMillis: EXPORT_TIMEOUT_MS }));
  const processor = new BatchSpanProcessor(exporter, { exportTimeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new NodeTracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [processor],
  });
  // no baggage: what others send would be stored with our workflows
  provider.register({ propagator: new W3CTraceContextPropagator() });
  readTraceIdBy(() => idOf(trace.getActiveSpan()));
  return {
    processor,
    resource,
    request: withinRequest,
    close: () => provider.shutdown().catch(() => undefined),
  };
}

function idOf(span: Span | undefined): string | undefined {
  const known = span?.spanContext();
  return known && isSpanContextValid(known) ? known.traceId : undefined;
}

function withinRequest<T>(headers: Record<string, unknown>, method: string, body: (end: EndRequest) => T): T {
  const parent = propagation.extract(context.active(), headers);
  const span = trace.getTracer('colorbook-http').startSpan(method, { kind: SpanKind.SERVER }, parent);
  const end: EndRequest = (route, status) => {
    span.updateName(route ? `${method} ${route}` : method);
    span.setAttributes({ 'http.request.method': method, 'http.response.status_code': status });
    if (route) span.setAttribute('http.route', route);
    if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  return context.with(trace.setSpan(parent, span), () => body(end));
}
