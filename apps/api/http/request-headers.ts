import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

const header = (name: string) =>
  createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
    context.switchToHttp().getRequest<Request>().get(name),
  );

/** Nest's own `@Headers` would document these a second time, as required: `openapi.ts` documents them. */
export const IdempotencyKey = header('idempotency-key');
export const IfMatch = header('if-match');
