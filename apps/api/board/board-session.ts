import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import { role } from '#contracts/auth.js';
import type { Caller } from '../auth/caller.js';
import { ISSUER } from '../auth/strategies.js';
import { cookieOf, setCookie } from '../http/cookies.js';
import { ProblemException, titleOf } from '../http/problem-exception.js';
import { CONFIG } from '../tokens.js';

export const BOARD_PATH = '/admin/queues';
export const BOARD_SECONDS = 15 * 60;
const NOT_SIGNED_IN = 'Open the queues from the console: sign in there, then “Queues”.';
const AUDIENCE = 'colorbook-board';
const claims = z.object({ sub: z.uuid(), role, exp: z.int() });

/**
 * Browser navigation sends no bearer token, so the board has a session cookie, limited to /admin and signed with
 * its own key, so that neither token is valid for the other.
 */
@Injectable()
export class BoardSession {
  private readonly secret: string;

  constructor(
    @Inject(JwtService) private readonly jwt: JwtService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.secret = createHmac('sha256', config.auth.jwtSecret).update(AUDIENCE).digest('hex');
  }

  open(response: Response, { id, role: as }: Caller): void {
    const token = this.jwt.sign(
      { sub: id, role: as },
      { secret: this.secret, algorithm: 'HS256', expiresIn: BOARD_SECONDS, issuer: ISSUER, audience: AUDIENCE },
    );
    setCookie(response, this.config.http, 'board', token, BOARD_SECONDS * 1000);
  }

  /** Admits staff from this site's own pages only. */
  readonly guard = (request: Request, response: Response, next: NextFunction): void => {
    const caller = this.callerOf(cookieOf(request, 'board'));
    const refusal = !caller
      ? new ProblemException(401, 'not-signed-in', NOT_SIGNED_IN)
      : isForeign(request)
        ? new ProblemException(403, 'cross-site', 'The board takes acts only from its own pages.')
        : null;
    if (refusal) answer(request, response, refusal);
    else next();
  };

  /** Admits staff for reading, from pages that CORS allows. */
  readonly letIn = (request: Request, response: Response, next: NextFunction): void => {
    if (this.callerOf(cookieOf(request, 'board'))) next();
    else answer(request, response, new ProblemException(401, 'not-signed-in', NOT_SIGNED_IN));
  };

  private callerOf(token: string | undefined): Caller | null {
    try {
      const options = { secret: this.secret, algorithms: ['HS256' as const], issuer: ISSUER, audience: AUDIENCE };
      const { sub, role: as, exp } = claims.parse(this.jwt.verify(token ?? '', options));
      return as === 'support' || as === 'admin' ? { id: sub, role: as, expiresAt: exp } : null;
    } catch {
      return null;
    }
  }
}

/** Defence in depth beside SameSite=Strict: checks Sec-Fetch-Site where the browser sends it. */
function isForeign({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  const origin = headers.origin;
  // over plain http there is only `Origin`; a sandboxed page sends `null`, which is no URL
  return origin !== undefined && URL.parse(origin)?.host !== headers.host;
}

function answer(request: Request, response: Response, problem: ProblemException): void {
  const status = problem.getStatus();
  response.status(status);
  if ((request.headers.accept ?? '').includes('text/html')) {
    response
      .type('html')
      .send(
        `<!doctype html><meta charset="utf-8"><title>Queues</title><h1>${titleOf(status)}</h1><p>${problem.message}</p><p><a href="/">To the console</a></p>`,
      );
    return;
  }
  response.type('application/problem+json').send(
    JSON.stringify({
      type: `urn:colorbook:problem:${problem.code}`,
      title: titleOf(status),
      status,
      detail: problem.message,
      code: problem.code,
      requestId: String(request.id),
    }),
  );
}
