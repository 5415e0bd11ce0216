import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import * as contract from '#contracts/account.js';
import type { AskErasure, ErasureStateView, ExportView, UndoErasure } from '#contracts/account.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Public } from '../auth/guards.js';
import { Answers, Bearer, Sends, SendsNothing, Summary } from '../http/openapi.js';
import { StrictRateLimit } from '../http/rate-limit.guard.js';
import { sendFile } from '../http/send-file.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';

/** Data export and account deletion for the signed-in user. */
@ApiTags('account')
@Controller('api/account')
export class AccountController {
  constructor(
    @Inject(ExportService) private readonly exports: ExportService,
    @Inject(ErasureService) private readonly erasures: ErasureService,
  ) {}

  /** One export at a time: a repeated request returns the running one. */
  @Bearer()
  @StrictRateLimit(true)
  @Post('export')
  @Summary('Have everything about oneself packed into an archive')
  @HttpCode(202)
  @Answers(202, contract.exportView, 'The export is being created; an email is sent when it is ready')
  startExport(@Me() me: Caller): Promise<ExportView> {
    return this.exports.start(me.id);
  }

  @Bearer()
  @Get('export')
  @Summary('See how far the archive is')
  @Answers(200, contract.exportState, 'The newest one')
  getExport(@Me() me: Caller): Promise<z.infer<typeof contract.exportState>> {
    return this.exports.newest(me.id);
  }

  /** The export archive, for its owner only. Supports one byte range. */
  @Bearer()
  @Get('export/file')
  @Summary('Download the archive')
  @Sends('application/zip', 'The archive; one range is honoured')
  async download(@Me() me: Caller, @Req() request: Request, @Res() response: Response): Promise<void> {
    const file = await this.exports.file(me.id);
    await sendFile(request, response, file, (range) => this.exports.open(file.sha256, range));
  }

  /** Requires the password and the account's full email address. */
  @Bearer()
  @StrictRateLimit(true)
  @Post('erasure')
  @Summary('Ask for one’s account to be erased')
  @HttpCode(202)
  @Answers(202, contract.erasureState, 'It will be erased when the days of grace are over')
  askErasure(@Me() me: Caller, @Body({ schema: contract.askErasure }) body: AskErasure): Promise<ErasureStateView> {
    return this.erasures.ask(me.id, body);
  }

  @Bearer()
  @Get('erasure')
  @Summary('See whether it is to be erased')
  @Answers(200, contract.erasureState, 'Whether the account is to be erased, and what would stay')
  getErasure(@Me() me: Caller): Promise<ErasureStateView> {
    return this.erasures.state(me.id);
  }

  @Bearer()
  @Delete('erasure')
  @Summary('Keep the account after all')
  @Answers(200, contract.erasureState, 'Taken back; everything is as it was')
  takeBack(@Me() me: Caller): Promise<ErasureStateView> {
    return this.erasures.takeBack(me.id);
  }

  /** Authorized by the token of the link in the email. */
  @Public()
  @StrictRateLimit(true)
  @Post('erasure/undo')
  @Summary('Keep it after all, by the mail’s token')
  @SendsNothing('Taken back; everything is as it was')
  @HttpCode(204)
  undo(@Body({ schema: contract.undoErasure }) { token }: UndoErasure): Promise<void> {
    return this.erasures.undo(token);
  }
}
