import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from '#contracts/auth.js';

/** The authenticated caller, from the access token. */
export interface Caller {
  id: string;
  role: Role;
  /** Seconds since 1970 when the access token ends. */
  expiresAt: number;
}

declare global {
  /** Declaration merging types Express's `request.user`. */
  namespace Express {
    interface User extends Caller {}
  }
}

export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { user } = context.switchToHttp().getRequest<Request>();
  if (!user) throw new Error('A route that asks for its caller must be guarded');
  return user;
});
