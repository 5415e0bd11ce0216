import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { scrub } from '../scrub.js';

/** Span attributes that may be exported. Temporal's own attributes carry a workflow's whole info: memo, last failure, owner. */
const ALLOWED_ATTRIBUTES = new Set([
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'temporalWorkflowId',
  'temporalActivityId',
  'run_id',
  'workflowType',
  'taskQueue',
  'attempt',
  'exception.type',
  'exception.message',
  'exception.stacktrace',
]);

/** Exports spans without secrets, addresses of people, and attributes that are not allowed. */
export class CleanExporter implements SpanExporter {
  constructor(private readonly next: SpanExporter) {}

  export(...[spans, done]: Parameters<SpanExporter['export']>): void {
    this.next.export(spans.map(clean), done);
  }

  shutdown(): Promise<void> {
    return this.next.shutdown();
  }

  forceFlush(): Promise<void> {
    return this.next.forceFlush?.() ?? Promise.resolve();
  }
}

/** A view of the span: its own object may still be read by others, and its accessors are the prototype's. */
function clean(span: ReadableSpan): ReadableSpan {
  const { message } = span.status;
  const changed = {
    attributes: allowedOnly(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: allowedOnly(event.attributes ?? {}) })),
    links: span.links.map((link) => ({ ...link, attributes: {} })),
    status: { ...span.status, ...(message === undefined ? {} : { message: scrub(message) }) },
  };
  return Object.create(span, Object.getOwnPropertyDescriptors(changed));
}

function allowedOnly(attributes: Attributes): Attributes {
  const found: Attributes = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (!ALLOWED_ATTRIBUTES.has(name)) continue;
    if (typeof value === 'string') found[name] = scrub(value);
    else if (typeof value === 'number' || typeof value === 'boolean') found[name] = value;
  }
  return found;
}
