import { HttpException, HttpStatus } from '@nestjs/common';

const WORDS: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  402: 'Beyond the plan',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid input',
  428: 'Version needed',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
};

export const titleOf = (status: number): string => WORDS[status] ?? HttpStatus[status] ?? 'Error';

export interface FieldError {
  path: string;
  message: string;
}

/** RFC 9457 problem details: `code` is stable, `detail` says what to do. */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    detail: string,
    readonly more: { errors?: FieldError[]; retryAfterSeconds?: number } = {},
  ) {
    super(detail, status);
  }
}

/** 404, also for another user's object, so that its existence is not revealed. */
export const notFound = (what: string): ProblemException =>
  new ProblemException(404, 'not-found', `There is no such ${what}.`);

export const conflict = (code: string, detail: string): ProblemException => new ProblemException(409, code, detail);
