import { describe, expect, it } from '@jest/globals';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { CleanExporter } from './clean-exporter.js';

/** What is exported of a span. */
function exported(change: (span: ReturnType<ReturnType<BasicTracerProvider['getTracer']>['startSpan']>) => void) {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new CleanExporter(memory))] });
  const span = provider.getTracer('test').startSpan('GET /api/jobs/:id');
  change(span);
  span.end();
  return { sent: memory.getFinishedSpans()[0]!, span };
}

describe('an exported span', () => {
  it('is its name, its ids, its times and the attributes that were allowed', () => {
    const { sent, span } = exported((each) => {
      each.setAttributes({ 'http.route': '/api/jobs/:id', attempt: 2, temporalWorkflowId: 'job-1' });
    });
    expect(sent.attributes).toEqual({ 'http.route': '/api/jobs/:id', attempt: 2, temporalWorkflowId: 'job-1' });
    expect(sent.name).toBe('GET /api/jobs/:id');
    expect(sent.spanContext()).toEqual(span.spanContext());
    expect(sent.ended).toBe(true);
    expect(sent.duration).toHaveLength(2);
  });

  it('has allowed attributes only: no memo, no owner, no title, no objects', () => {
    const { sent } = exported((each) => {
      each.setAttributes({ memo: 'a fox', searchAttributes: 'x', summary: 'Mia’s book', 'http.route': ['a', 'b'] });
      each.setAttribute('attempt', { deep: 1 } as never);
    });
    expect(sent.attributes).toEqual({});
  });

  it('has no secret and no email address of an error, in its event or in the status', () => {
    const message = 'refused mia.fox@example.com with Bearer abc.def-ghi and sk-proj-abcDEF123456';
    const { sent } = exported((each) => {
      each.recordException(new TypeError(message));
      each.setStatus({ code: 2, message });
    });
    const sentText = JSON.stringify([sent.events, sent.status]);
    expect(sentText).toContain('TypeError');
    expect(sentText).toContain('refused [email]');
    for (const secret of ['mia.fox', 'abc.def', 'sk-proj']) expect(sentText).not.toContain(secret);
  });
});
