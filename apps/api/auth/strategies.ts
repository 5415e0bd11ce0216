import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy as BearerStrategy } from 'passport-jwt';
import { Strategy as PasswordStrategy } from 'passport-local';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import { login, role } from '#contracts/auth.js';
import type { UserView } from '#contracts/auth.js';
import { invalidInput } from '../http/validation.pipe.js';
import { CONFIG } from '../tokens.js';
import { OpenAccounts } from './open-accounts.js';
import { AuthService } from './auth.service.js';
import { bearerToken } from './bearer-token.js';
import type { Caller } from './caller.js';

export const ISSUER = 'colorbook-engine';
export const AUDIENCE = 'colorbook-api';

const claims = z.object({ sub: z.uuid(), role, exp: z.int() });

/** `Authorization: Bearer …`; only HS256 with our issuer and audience. */
@Injectable()
export class JwtStrategy extends PassportStrategy(BearerStrategy, 'jwt') {
  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(OpenAccounts) private readonly accounts: OpenAccounts,
  ) {
    super({
      jwtFromRequest: bearerToken,
      secretOrKey: config.auth.jwtSecret,
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
    });
  }

  async validate(payload: unknown): Promise<Caller | false> {
    const parsed = claims.safeParse(payload);
    return parsed.success && (await this.accounts.has(parsed.data.sub))
      ? { id: parsed.data.sub, role: parsed.data.role, expiresAt: parsed.data.exp }
      : false;
  }
}

/** Email and password of the sign-in form. */
@Injectable()
export class LocalStrategy extends PassportStrategy(PasswordStrategy, 'local') {
  constructor(@Inject(AuthService) private readonly auth: AuthService) {
    super({ usernameField: 'email', passwordField: 'password' });
  }

  async validate(email: unknown, password: unknown): Promise<UserView> {
    const parsed = login.safeParse({ email, password });
    if (!parsed.success) throw invalidInput(parsed.error.issues);
    return this.auth.validate(parsed.data.email, parsed.data.password);
  }
}
