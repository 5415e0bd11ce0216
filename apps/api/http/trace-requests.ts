import type { NextFunction, Request, Response } from 'express';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { routeOf } from './measure-requests.js';

/** Polled by probes and scrapers. */
const UNTRACED = /^\/(?:health|metrics)(?:\/|$)/;

/**
 * One span per request. The client's trace context is accepted only behind a
 * trusted proxy: otherwise anybody could force sampling.
 */
export const traceRequests =
  (tracing: OpenTracing, { trusted }: { trusted: boolean }) =>
  (request: Request, response: Response, next: NextFunction): void => {
    if (UNTRACED.test(request.path)) return next();
    tracing.request(trusted ? request.headers : {}, request.method, (end) => {
      response.once('close', () => end(routeOf(request), response.statusCode));
      next();
    });
  };
