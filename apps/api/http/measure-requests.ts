import type { NextFunction, Request, Response } from 'express';
import { countRequest } from '#observability/metrics/http-series.js';

/** Counts every request when its answer is out, or when its client is gone. */
export function measureRequests(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.once('close', () => {
    // a stream lasts as long as its reader likes; those are counted as readers
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
    const status = response.headersSent ? response.statusCode : CLIENT_GONE;
    countRequest(request.method, routeOf(request), status, (performance.now() - started) / 1000);
  });
  next();
}

/** nginx's word for a client that did not wait for its answer. */
const CLIENT_GONE = 499;

/** The pattern that a request has matched, e.g. `/api/jobs/:id`; null when none did. Where a router is mounted, clients choose the spelling. */
export function routeOf({ baseUrl, route }: Request): string | null {
  const path = (route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? (baseUrl ? `/…${path}` : path) : null;
}
