import { Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import type { Role } from '#contracts/auth.js';
import { ProblemException } from '../http/problem-exception.js';

/** Marks a route as public; every other route requires a sign-in. */
export const Public = Reflector.createDecorator<true | void, boolean>({ transform: () => true });
/** Roles that may call a route; `admin` always may. Default: every signed-in user. */
export const Roles = Reflector.createDecorator<Role[]>();

@Injectable()
export class SignedInGuard extends AuthGuard('jwt') {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {
    super();
  }

  override canActivate(context: ExecutionContext) {
    return (
      this.reflector.getAllAndOverride(Public, [context.getHandler(), context.getClass()]) || super.canActivate(context)
    );
  }

  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error instanceof Error) throw error;
    if (!user) throw new ProblemException(401, 'not-signed-in', 'Send a valid access token: Authorization: Bearer …');
    return user;
  }
}

@Injectable()
export class RolesGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const roles = this.reflector.getAllAndOverride(Roles, [context.getHandler(), context.getClass()]);
    const role = context.switchToHttp().getRequest<Request>().user?.role;
    if (!roles || role === 'admin' || (role && roles.includes(role))) return true;
    throw new ProblemException(403, 'wrong-role', `This is for ${roles.join(' and ')}.`);
  }
}

/** Checks email and password of the body after schema validation. */
@Injectable()
export class PasswordGuard extends AuthGuard('local') {
  override handleRequest<T>(error: unknown, user: T | false): T {
    if (error instanceof Error) throw error;
    if (!user) throw new ProblemException(422, 'invalid-input', 'Send email and password.');
    return user;
  }
}
