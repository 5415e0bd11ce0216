import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemException } from './problem-exception.js';

const MAX_ERRORS = 20;
/** Limits the size of the response for bodies with many errors. */
const LONGEST_MESSAGE = 500;

type PathPart = PropertyKey | { key: PropertyKey };
interface Issue {
  message: string;
  path?: readonly PathPart[] | undefined;
}

/** Validation errors by field. */
export function invalidInput(issues: readonly Issue[]): ProblemException {
  const errors = issues.slice(0, MAX_ERRORS).map(({ path, message }) => ({
    path: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: message.slice(0, LONGEST_MESSAGE),
  }));
  const first = errors[0];
  const detail = first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'The input does not fit.';
  return new ProblemException(422, 'invalid-input', detail.slice(0, 500), { errors });
}

/** Validates every body, query and parameter that has a schema. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: invalidInput });
