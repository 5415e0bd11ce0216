import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { pageOfFile, pictureQuery } from '#contracts/files.js';
import type { PictureQuery } from '#contracts/files.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Bearer, Sends, Summary } from '../http/openapi.js';
import { sendFile } from '../http/send-file.js';
import { sendPictureOf } from '../http/send-picture.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { ArtifactsService } from './artifacts.service.js';
import { PicturesService } from './pictures.service.js';

@ApiTags('artifacts')
@Bearer()
@Controller('api/artifacts')
export class ArtifactsController {
  constructor(
    @Inject(ArtifactsService) private readonly artifacts: ArtifactsService,
    @Inject(PicturesService) private readonly pictures: PicturesService,
  ) {}

  /** Streams a file. Supports one byte range, so that an interrupted download can resume. */
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

  @Get(':id/pages/:number/picture.png')
  @Summary('See a page of a file')
  @Sends('image/png', 'The page as it is printed')
  async picture(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: pageOfFile }) page: number,
    @Query({ schema: pictureQuery }) query: PictureQuery,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.artifacts.find(me, id);
    const ask = { ...query, page };
    await sendPictureOf(response, 'image/png', this.pictures.nameOf(file, ask), () => this.pictures.of(file, ask));
  }
}
