import { json, raw } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { ProblemException } from './problem-exception.js';

/** Bytes. The longest legal body, a story form with everything filled in, has about 30 kB. */
const BODY_LIMIT = 256 * 1024;

/** Strokes of a touch-up: up to 200,000 points of about 12 bytes of JSON each. */
const TOUCH_UP_LIMIT = 4 * 1024 * 1024;
const TOUCH_UP_PATH = /^\/api\/books\/[^/]+\/pages\/[^/]+\/touch-up$/;

/** One hundred offline edits, each with old and new texts. */
const SYNC_LIMIT = 2 * 1024 * 1024;
const SYNC_PATH = '/api/sync';

/** Stripe events, read as raw bytes, since the signature covers the raw body. */
const WEBHOOK_LIMIT = 1024 * 1024;
export const WEBHOOK_PATH = '/api/payments/webhook';

const LIMITS = new Map([
  [WEBHOOK_PATH, WEBHOOK_LIMIT],
  [SYNC_PATH, SYNC_LIMIT],
]);

const limitOf = ({ path }: Request): number =>
  TOUCH_UP_PATH.test(path) ? TOUCH_UP_LIMIT : (LIMITS.get(path) ?? BODY_LIMIT);

const TRICKS = new Set(['__proto__', 'constructor', 'prototype']);

/** Rejects before the body is read; the parser would buffer it first. */
export function refuseLargeBodies(request: Request, response: Response, next: NextFunction): void {
  const limit = limitOf(request);
  if (Number(request.headers['content-length'] ?? 0) <= limit) return next();
  response.setHeader('Connection', 'close');
  next(tooLarge(limit));
}

/** JSON.parse reviver: rejects keys that could reach an object's prototype. */
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

/** Reads a body within its route's limit: JSON, or raw bytes for signed bodies. */
export function readBody(request: Request, response: Response, next: NextFunction): void {
  let isOver = false;
  const once: NextFunction = (error?: unknown) => {
    if (isOver) return;
    isOver = true;
    next(error);
  };
  readerOf(request)(request, response, once);
  if (request.headers['transfer-encoding'] === undefined) return;
  // without Content-Length, the parser would read everything before it rejects
  const limit = limitOf(request);
  let seen = 0;
  request.on('data', (part: Buffer) => {
    seen += part.length;
    if (seen <= limit || isOver) return;
    response.setHeader('Connection', 'close');
    once(tooLarge(limit));
  });
}
