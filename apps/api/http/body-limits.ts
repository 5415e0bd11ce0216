import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from './problem-exception.js';

/** Bytes. The longest legal body, a story form with everything filled in, has about 30 kB. */
export const BODY_LIMIT = 256 * 1024;

const TRICKS = new Set(['__proto__', 'constructor', 'prototype']);

/** Answers before the body is read; the parser would first take it all in. */
export function refuseLargeBodies(request: Request, response: Response, next: NextFunction): void {
  if (Number(request.headers['content-length'] ?? 0) <= BODY_LIMIT) return next();
  response.setHeader('Connection', 'close');
  next(new ProblemException(413, 'too-large', `The body is larger than ${BODY_LIMIT / 1024} kB.`));
}

/** For JSON.parse: names that could reach an object's prototype are refused, wherever they stand. */
export function refuseTricks(name: string, value: unknown): unknown {
  if (TRICKS.has(name)) throw new ProblemException(422, 'invalid-input', `${name}: this name is not allowed`);
  return value;
}
