import { Body, Controller, Delete, Get, HttpCode, Inject, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Config } from '#config/config.js';
import * as contract from '#contracts/drive.js';
import type { DriveConnectionView, PatchDriveConnection } from '#contracts/drive.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Public, Roles } from '../auth/guards.js';
import { clearCookie, cookieOf, setCookie } from '../http/cookies.js';
import { Answers, Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { CONFIG } from '../tokens.js';
import { ConnectionService } from './connection.service.js';

const MINUTES = 10;
/** Query of Google's redirect; unknown parameters are allowed. */
const callback = z.object({
  state: z.string().max(200).default(''),
  code: z.string().max(2_000).optional(),
  error: z.string().max(200).optional(),
});

@ApiTags('drive')
@Controller('api/drive')
export class ConnectionController {
  constructor(
    @Inject(ConnectionService) private readonly connections: ConnectionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Bearer()
  @Roles(['author'])
  @Get('connection')
  @Summary('See one’s Google Drive')
  @Answers(200, contract.driveConnectionView, 'The caller’s Google Drive')
  view(@Me() me: Caller): Promise<DriveConnectionView> {
    return this.connections.view(me);
  }

  @Bearer()
  @Roles(['author'])
  @Patch('connection')
  @Summary('Choose how often it is synced')
  @Answers(200, contract.driveConnectionView, 'How often it is synced by itself')
  change(
    @Me() me: Caller,
    @Body({ schema: contract.patchDriveConnection }) body: PatchDriveConnection,
  ): Promise<DriveConnectionView> {
    return this.connections.setSchedule(me, body.schedule);
  }

  @Bearer()
  @Roles(['author'])
  @Delete('connection')
  @Summary('Disconnect')
  @HttpCode(204)
  @SendsNothing('Given back to Google and forgotten here; files stay in Drive')
  end(@Me() me: Caller): Promise<void> {
    return this.connections.end(me);
  }

  @Bearer()
  @Roles(['author'])
  @Post('connect')
  @Summary('Begin to connect')
  @HttpCode(200)
  @Answers(200, contract.connectDrive, 'Google’s consent page, for this browser')
  async connect(@Me() me: Caller, @Res({ passthrough: true }) response: Response): Promise<{ url: string }> {
    const { url, cookie } = await this.connections.startAuthorization(me);
    setCookie(response, this.config.http, 'drive', cookie, MINUTES * 60_000);
    return { url };
  }

  @Bearer()
  @Roles(['author'])
  @Post('sync')
  @Summary('Sync now')
  @HttpCode(202)
  @ApiResponse({ status: 202, description: 'Every book that is kept in Drive is being synced' })
  sync(@Me() me: Caller): Promise<void> {
    return this.connections.syncNow(me);
  }

  /** Google's redirect target; redirects to the console. */
  @Public()
  @Get('callback')
  @Summary('Come back from Google’s page')
  @ApiResponse({ status: 302, description: 'To the console, with an outcome' })
  async callback(@Query() query: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const answer = callback.safeParse(query);
    const cookie = cookieOf(request, 'drive') ?? '';
    clearCookie(response, this.config.http, 'drive');
    const outcome = answer.success ? await this.connections.complete(answer.data, cookie) : 'failed';
    response.redirect(302, `/drive?outcome=${outcome}`);
  }
}
