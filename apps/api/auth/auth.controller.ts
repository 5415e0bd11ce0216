import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import * as contract from '#contracts/auth.js';
import type { Register, Session, UserView } from '#contracts/auth.js';
import type { Config } from '#config/config.js';
import { CONFIG } from '../tokens.js';
import { clearCookie, cookieOf, refuseLostCookies, setCookie } from '../http/cookies.js';
import { Answers, Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { StrictRateLimit } from '../http/rate-limit.guard.js';
import { AuthService } from './auth.service.js';
import type { SignedIn } from './auth.service.js';
import { Me } from './caller.js';
import type { Caller } from './caller.js';
import { PasswordGuard, Public } from './guards.js';
import { REFRESH_DAYS } from './refresh-tokens.js';

const COOKIE_MS = REFRESH_DAYS * 24 * 60 * 60 * 1000;

@ApiTags('auth')
@Controller('api/auth')
export class AuthController {
  constructor(
    @Inject(AuthService) private readonly auth: AuthService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @StrictRateLimit(true)
  @Post('register')
  @Summary('Make an account')
  @Answers(201, contract.session, 'Signed in; the refresh token is in an httpOnly cookie')
  async register(
    @Body({ schema: contract.register }) body: Register,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    refuseLostCookies(request, this.config.http);
    return this.give(response, await this.auth.register(body));
  }

  @Public()
  @StrictRateLimit(true)
  @UseGuards(PasswordGuard)
  @HttpCode(200)
  @Post('login')
  @Summary('Sign in')
  @Answers(200, contract.session, 'Signed in')
  async login(
    @Body({ schema: contract.login }) _body: contract.Login,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    refuseLostCookies(request, this.config.http);
    return this.give(response, await this.auth.signIn(contract.userView.parse(request.user)));
  }

  // default rate limit: the token cannot be guessed, and an office behind one IP address sends many refreshes
  @Public()
  @HttpCode(200)
  @Post('refresh')
  @Summary('Get a new access token for the refresh cookie')
  @Answers(200, contract.session, 'A new access token; the refresh token was used up and replaced')
  async refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Session> {
    return this.give(response, await this.auth.refresh(cookieOf(request, 'refresh')));
  }

  @Public()
  @HttpCode(204)
  @Post('logout')
  @Summary('Sign out')
  @SendsNothing('The refresh token is used up')
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.auth.signOut(cookieOf(request, 'refresh'));
    // clears the board's cookie as well, so that the next user of this machine cannot use it
    for (const name of ['refresh', 'board'] as const) clearCookie(response, this.config.http, name);
  }

  @Bearer()
  @Get('me')
  @Summary('See who is signed in')
  @Answers(200, contract.userView, 'Who is signed in')
  me(@Me() caller: Caller): Promise<UserView> {
    return this.auth.me(caller.id);
  }

  private give(response: Response, { session, refreshToken }: SignedIn): Session {
    setCookie(response, this.config.http, 'refresh', refreshToken, COOKIE_MS);
    response.setHeader('Cache-Control', 'no-store');
    return session;
  }
}
