import { json } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from './problem-exception.js';

/** Bytes. The longest legal body, a story form with everything filled in, has about 30 kB. */
const BODY_LIMIT = 256 * 1024;

/** A touch-up's strokes: up to 200,000 points, each about a dozen letters of JSON. */
const TOUCH_UP_LIMIT = 4 * 1024 * 1024;
const TOUCH_UP_PATH = /^\/api\/projects\/[^/]+\/pages\/[^/]+\/touch-up$/;

const limitOf = ({ path }: Request): number => (TOUCH_UP_PATH.test(path) ? TOUCH_UP_LIMIT : BODY_LIMIT);

const TRICKS = new Set(['__proto__', 'constructor', 'prototype']);

/** Answers before the body is read; the parser would first take it all in. */
export function refuseLargeBodies(request: Request, response: Response, next: NextFunction): void {
  const limit = limitOf(request);
  if (Number(request.headers['content-length'] ?? 0) <= limit) return next();
  response.setHeader('Connection', 'close');
  next(new ProblemException(413, 'too-large', `The body is larger than ${limit / 1024} kB.`));
}

/** For JSON.parse: names that could reach an object's prototype are refused, wherever they stand. */
function refuseTricks(name: string, value: unknown): unknown {
  if (TRICKS.has(name)) throw new ProblemException(422, 'invalid-input', `${name}: this name is not allowed`);
  return value;
}

const usual = json({ limit: BODY_LIMIT, reviver: refuseTricks });
const large = json({ limit: TOUCH_UP_LIMIT, reviver: refuseTricks });

/** Reads a JSON body as far as its route allows. */
export const readBody = (request: Request, response: Response, next: NextFunction): void =>
  (TOUCH_UP_PATH.test(request.path) ? large : usual)(request, response, next);
