import { json, raw } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from './problem-exception.js';

/** Bytes. The longest legal body, a story form with everything filled in, has about 30 kB. */
const BODY_LIMIT = 256 * 1024;

/** A touch-up's strokes: up to 200,000 points, each about a dozen letters of JSON. */
const TOUCH_UP_LIMIT = 4 * 1024 * 1024;
const TOUCH_UP_PATH = /^\/api\/books\/[^/]+\/pages\/[^/]+\/touch-up$/;

/** A day of edits made offline: a hundred, each with texts as they were and as they are to be. */
const SYNC_LIMIT = 2 * 1024 * 1024;
const SYNC_PATH = '/api/sync';

/** Stripe's events, read as bytes: their signature is over these, not over what they mean. */
const WEBHOOK_LIMIT = 1024 * 1024;
export const WEBHOOK_PATH = '/api/payments/webhook';

const LIMITS = new Map([
  [WEBHOOK_PATH, WEBHOOK_LIMIT],
  [SYNC_PATH, SYNC_LIMIT],
]);

const limitOf = ({ path }: Request): number =>
  TOUCH_UP_PATH.test(path) ? TOUCH_UP_LIMIT : (LIMITS.get(path) ?? BODY_LIMIT);

const TRICKS = new Set(['__proto__', 'constructor', 'prototype']);

/** Answers before the body is read; the parser would first take it all in. */
export function refuseLargeBodies(request: Request, response: Response, next: NextFunction): void {
  const limit = limitOf(request);
  if (Number(request.headers['content-length'] ?? 0) <= limit) return next();
  response.setHeader('Connection', 'close');
  next(tooLarge(limit));
}

/** For JSON.parse: names that could reach an object's prototype are refused, wherever they stand. */
function refuseTricks(name: string, value: unknown): unknown {
  if (TRICKS.has(name)) throw new ProblemException(422, 'invalid-input', `${name}: this name is not allowed`);
  return value;
}

const usual = json({ limit: BODY_LIMIT, reviver: refuseTricks });
const bytes = raw({ limit: WEBHOOK_LIMIT, type: () => true });
const edits = json({ limit: SYNC_LIMIT, reviver: refuseTricks });
const large = json({ limit: TOUCH_UP_LIMIT, reviver: refuseTricks });

function readerOf({ path }: Request) {
  if (path === WEBHOOK_PATH) return bytes;
  if (path === SYNC_PATH) return edits;
  return TOUCH_UP_PATH.test(path) ? large : usual;
}

const tooLarge = (limit: number): ProblemException =>
  new ProblemException(413, 'too-large', `The body is larger than ${limit / 1024} kB.`);

/** Reads a body as far as its route allows: JSON, but for what is signed. */
export function readBody(request: Request, response: Response, next: NextFunction): void {
  let isOver = false;
  const once: NextFunction = (error?: unknown) => {
    if (isOver) return;
    isOver = true;
    next(error);
  };
  readerOf(request)(request, response, once);
  if (request.headers['transfer-encoding'] === undefined) return;
  // without a length told beforehand, the reader would take in all of it before it says no
  const limit = limitOf(request);
  let seen = 0;
  request.on('data', (part: Buffer) => {
    seen += part.length;
    if (seen <= limit || isOver) return;
    response.setHeader('Connection', 'close');
    once(tooLarge(limit));
  });
}
