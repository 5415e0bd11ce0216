import { Catch, HttpException, Inject } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { isGrpcServiceError } from '@temporalio/client';
import type { Request, Response } from 'express';
import type { Problem } from '#contracts/problem.js';
import { asDatabaseFailure, isUnstorableText } from '#database/database-fault.js';
import { Failure } from '#failures/failure.js';
import type { ErrorLog } from '#observability/error-log.js';
import { ERRORS } from '../tokens.js';
import { matchedPattern } from './matched-pattern.js';
import { ProblemException, titleOf } from './problem-exception.js';

const RETRY_SECONDS = 5;

/** Converts every error into RFC 9457 problem details: never a stack, always the request id. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  constructor(@Inject(ERRORS) private readonly errors: ErrorLog) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error);
    if (problem.getStatus() >= 500) request.log.error({ err: error }, 'request failed');
    if (problem.code === 'unexpected')
      this.errors.report(error, {
        place: placeOf(request),
        requestId: String(request.id),
        userId: request.user?.id,
      });
    if (response.headersSent) {
      response.end();
      return;
    }
    const { retryAfterSeconds, errors } = problem.more;
    if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(Math.ceil(retryAfterSeconds)));
    const body: Problem = {
      type: `urn:colorbook:problem:${problem.code}`,
      title: titleOf(problem.getStatus()),
      status: problem.getStatus(),
      detail: problem.message,
      code: problem.code,
      requestId: String(request.id),
      ...(errors ? { errors } : {}),
    };
    response.status(problem.getStatus()).type('application/problem+json').send(JSON.stringify(body));
  }
}

/** The route pattern, not the URL: ids would create a group for each. */
const placeOf = ({ method, route, path }: Request): string =>
  `${method} ${matchedPattern(route) ?? path.replace(/[\da-f-]{36}|\d+/g, ':id')}`;

function toProblem(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  const fault = error instanceof Failure ? error : asDatabaseFailure(error);
  if (fault) {
    // not the caller's fault
    if (fault.code === 'storage-refused')
      return new ProblemException(
        503,
        fault.code,
        'The object store refuses our requests; an operator has to correct it.',
      );
    if (!fault.retryable) return new ProblemException(422, fault.code, fault.message);
    return new ProblemException(503, fault.code, 'A part of the platform is being restarted; try again.', {
      retryAfterSeconds: RETRY_SECONDS,
    });
  }
  if (isUnstorableText(error))
    return new ProblemException(422, 'invalid-input', 'A text holds a character that cannot be kept, such as NUL.');
  if (isTemporalDown(error))
    return new ProblemException(503, 'temporal-unavailable', 'The workflow engine does not answer; try again.', {
      retryAfterSeconds: RETRY_SECONDS,
    });
  const status = statusOf(error);
  if (status >= 400 && status < 500 && error instanceof Error)
    return new ProblemException(status, codeOf(status), detailOf(status, error));
  return new ProblemException(500, 'unexpected', 'Something went wrong here; it has been logged.');
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  // body-parser and other middleware attach the status to the error
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
}

const codeOf = (status: number): string => titleOf(status).toLowerCase().replaceAll(' ', '-');

const detailOf = (status: number, error: Error): string =>
  status === 413
    ? 'The body is larger than 256 kB.'
    : status === 404
      ? 'There is nothing at this address.'
      : error.message;

/** gRPC codes: canceled 1, deadline exceeded 4, resource exhausted 8, unavailable 14. */
function isTemporalDown(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; depth += 1) {
    if (isGrpcServiceError(at)) return [1, 4, 8, 14].includes(at.code);
    at = at.cause;
  }
  return false;
}
