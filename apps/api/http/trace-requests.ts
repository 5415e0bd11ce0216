import type { NextFunction, Request, Response } from 'express';
import type { OpenTracing } from '#observability/tracing/open-tracing.js';
import { routeOf } from './measure-requests.js';

/** Asked again and again by machines. */
const UNTRACED = /^\/(?:health|metrics)(?:\/|$)/;

/**
 * One span for each request, around all that is done for it. A trace that the client names is gone on with only behind a
 * proxy that is trusted: else anybody could have everything traced.
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
