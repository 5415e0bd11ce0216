import type { NextFunction, Request, Response } from 'express';
import { countRequest } from '#observability/metrics/http-series.js';
import { matchedPattern } from './matched-pattern.js';

/** Counts every request when its response is finished or its client disconnects. */
export function measureRequests(request: Request, response: Response, next: NextFunction): void {
  const started = performance.now();
  response.once('close', () => {
    // a stream's duration depends on its reader; streams are counted as readers instead
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
    const status = response.headersSent ? response.statusCode : CLIENT_GONE;
    countRequest(request.method, routeOf(request), status, (performance.now() - started) / 1000);
  });
  next();
}

/** nginx's status code for a client that closed the request. */
const CLIENT_GONE = 499;

/** The matched route pattern, e.g. `/api/jobs/:id`; null without one. A mounted router's prefix is masked, since clients choose its case. */
export function routeOf({ baseUrl, route }: Request): string | null {
  const path = matchedPattern(route);
  return path === null ? null : baseUrl ? `/…${path}` : path;
}
