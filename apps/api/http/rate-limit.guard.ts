import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '#config/config.js';
import { CONFIG } from '../tokens.js';
import { ProblemException } from './problem-exception.js';

/** Marks sign-in routes: a lower limit, counted by IP address. */
export const StrictRateLimit = Reflector.createDecorator<boolean>();

/** Marks routes that are authenticated by a signature: Stripe sends many webhooks from a few addresses. */
export const NoRateLimit = Reflector.createDecorator<true | void, boolean>({ transform: () => true });

const WINDOW_SECONDS = 60;

/**
 * Requests a minute by user, or by IP address before sign-in; sent in the RateLimit headers (IETF draft-ietf-httpapi-
 * ratelimit-headers). Counted per process: with n API processes the effective limit is up to n times as high.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limits: { usual: RateLimiterMemory; strict: RateLimiterMemory };

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    this.limits = {
      usual: new RateLimiterMemory({ points: config.http.perMinute, duration: WINDOW_SECONDS }),
      strict: new RateLimiterMemory({ points: config.http.authPerMinute, duration: WINDOW_SECONDS }),
    };
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride(NoRateLimit, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const strict = this.reflector.getAllAndOverride(StrictRateLimit, [context.getHandler(), context.getClass()]);
    const limit = strict ? this.limits.strict : this.limits.usual;
    const key = strict ? `address:${request.ip}` : request.user ? `user:${request.user.id}` : `address:${request.ip}`;
    response.setHeader('RateLimit-Policy', `"${strict ? 'auth' : 'default'}";q=${limit.points};w=${WINDOW_SECONDS}`);
    const state = await limit.consume(key).catch((refused: unknown) => refused);
    if (!(state instanceof RateLimiterRes)) throw state;
    const seconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
    response.setHeader(
      'RateLimit',
      `"${strict ? 'auth' : 'default'}";r=${Math.max(0, state.remainingPoints)};t=${seconds}`,
    );
    if (state.consumedPoints > limit.points)
      throw new ProblemException(429, 'rate-limited', `Too many requests; try again in ${seconds} s.`, {
        retryAfterSeconds: seconds,
      });
    return true;
  }
}
