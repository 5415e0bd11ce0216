import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { traceRequests } from './trace-requests.js';

const headers = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

/** Spans of one request to the route `/api/jobs/:id`. */
function traced(path: string, trusted: boolean) {
  const spans: { parent: object; method: string; ended?: [string | null, number] }[] = [];
  const tracing = {
    request: (parent: object, method: string, body: (end: (...ended: [string | null, number]) => void) => unknown) => {
      const span: (typeof spans)[number] = { parent, method };
      spans.push(span);
      return body((...ended) => (span.ended = ended));
    },
  } as unknown as OpenTracing;
  const response = Object.assign(new EventEmitter(), { statusCode: 404 });
  const request = { method: 'GET', path, headers, baseUrl: '', route: { path: '/api/jobs/:id' } };
  let passed = 0;
  traceRequests(tracing, { trusted })(
    request as unknown as Request,
    response as unknown as Response,
    () => (passed += 1),
  );
  response.emit('close');
  return { spans, passed };
}

describe('a request’s span', () => {
  it('is named by the route and ends with the answer', () => {
    const { spans, passed } = traced('/api/jobs/1', false);
    expect(spans).toEqual([{ parent: {}, method: 'GET', ended: ['/api/jobs/:id', 404] }]);
    expect(passed).toBe(1);
  });

  it('belongs to the trace that a trusted proxy names', () => {
    expect(traced('/api/jobs/1', true).spans[0]?.parent).toBe(headers);
  });

  it.each(['/health/ready', '/metrics'])('is not made for %s', (path) => {
    expect(traced(path, false)).toEqual({ spans: [], passed: 1 });
  });
});
