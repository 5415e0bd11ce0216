import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Bearer, Sends, Summary } from '../http/openapi.js';
import { sendFile } from '../http/send-file.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { ArtifactsService } from './artifacts.service.js';

@ApiTags('artifacts')
@Bearer()
@Controller('api/artifacts')
export class ArtifactsController {
  constructor(@Inject(ArtifactsService) private readonly artifacts: ArtifactsService) {}

  /** A file's bytes, streamed; one range is honoured, so that a broken download goes on. */
  @Get(':id')
  @Summary('Download a file')
  @Sends('application/pdf', 'The bytes; one range is honoured, so that a broken download goes on')
  async download(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.artifacts.find(me, id);
    await sendFile(request, response, file, (range) => this.artifacts.open(file, range));
  }
}
