import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import { log } from '../log.js';
import { CONFIG, TEMPORAL } from '../tokens.js';
import { RateLimitGuard } from '../http/rate-limit.guard.js';
import { Outbox } from '#mail/outbox.js';
import { AccountTokens } from './account-tokens.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AuthController } from './auth.controller.js';
import { ACCESS_SECONDS, AuthService } from './auth.service.js';
import { RolesGuard, SignedInGuard } from './guards.js';
import { LoginThrottle } from './login-throttle.js';
import { OpenAccounts } from './open-accounts.js';
import { RefreshTokens } from './refresh-tokens.js';
import { AUDIENCE, ISSUER, JwtStrategy, LocalStrategy } from './strategies.js';

@Module({
  imports: [
    PassportModule,
    JwtModule.registerAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        secret: config.auth.jwtSecret,
        signOptions: { algorithm: 'HS256', expiresIn: ACCESS_SECONDS, issuer: ISSUER, audience: AUDIENCE },
      }),
    }),
  ],
  controllers: [AuthController, AccountsController],
  exports: [JwtModule, LoginThrottle, OpenAccounts, Outbox],
  providers: [
    AuthService,
    AccountsService,
    AccountTokens,
    { provide: Outbox, inject: [TEMPORAL], useFactory: (temporal: Client) => new Outbox(temporal, log) },
    JwtStrategy,
    LocalStrategy,
    LoginThrottle,
    OpenAccounts,
    RefreshTokens,
    // order: authentication, rate limit, authorization
    { provide: APP_GUARD, useClass: SignedInGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
})
export class AuthModule {}
