import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ProblemException } from './problem-exception.js';

const MOST_ERRORS = 20;
/** Ten thousand unknown fields are not all named again in the answer. */
const LONGEST_MESSAGE = 500;

type PathPart = PropertyKey | { key: PropertyKey };
interface Issue {
  message: string;
  path?: readonly PathPart[] | undefined;
}

/** What does not fit, field by field. */
export function invalidInput(issues: readonly Issue[]): ProblemException {
  const errors = issues.slice(0, MOST_ERRORS).map(({ path, message }) => ({
    path: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: message.slice(0, LONGEST_MESSAGE),
  }));
  const first = errors[0];
  const detail = first ? `${first.path ? `${first.path}: ` : ''}${first.message}` : 'The input does not fit.';
  return new ProblemException(422, 'invalid-input', detail.slice(0, 500), { errors });
}

/** Every body, query and parameter that names a schema is checked by it. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: invalidInput });
