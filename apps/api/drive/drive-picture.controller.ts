import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Config } from '#config/config.js';
import type { Database } from '#database/database.js';
import { fetchDrivePicture } from '#drive/transfer/fetch-picture.js';
import { openDrive } from '#drive/connection/open-drive.js';
import { Failure } from '#failures/failure.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Bearer, Sends, Summary } from '../http/openapi.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import { sendPicture } from '../http/send-picture.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { CONFIG, DATABASE } from '../tokens.js';

/** Width of a picture in the side-by-side view, in pixels. */
const WIDTH = 480;

/** The Drive version of a page's artwork, for the conflict view. */
@ApiTags('drive')
@Bearer()
@Roles(['author'])
@Controller('api/drive/files/:id/picture')
export class DrivePictureController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Summary('See the picture in Drive')
  @Sends('image/png', 'Decoded and made smaller')
  async picture(@Me() me: Caller, @Param('id', UuidPipe) id: string, @Res() response: Response): Promise<void> {
    const drive = openDrive(this.config.google, this.config.http.publicUrl);
    const row = await this.db.driveFile.findFirst({
      where: { id, kind: 'page', book: { connection: { ownerId: me.id } } },
      select: { remoteId: true, book: { select: { connectionId: true } } },
    });
    if (!row?.remoteId || !drive) throw notFound('picture');
    const deps = { db: this.db, ...drive };
    const body = await fetchDrivePicture(deps, row.book.connectionId, row.remoteId, WIDTH).catch((error: unknown) => {
      if (error instanceof Failure) throw new ProblemException(503, error.code, error.message);
      throw error;
    });
    if (!body) throw notFound('picture');
    await sendPicture(response, 'image/png', { sha256: createHash('sha256').update(body).digest('hex'), body });
  }
}
