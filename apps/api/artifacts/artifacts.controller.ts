import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Bearer } from '../http/openapi.js';
import { ProblemException } from '../http/problem-exception.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { ArtifactsService } from './artifacts.service.js';

@ApiTags('artifacts')
@Bearer()
@Controller('api/artifacts')
export class ArtifactsController {
  constructor(@Inject(ArtifactsService) private readonly artifacts: ArtifactsService) {}

  /** A file's bytes, streamed; one range is honoured, so that a broken download goes on. */
  @Get(':id')
  @ApiProduces('application/pdf')
  async download(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const file = await this.artifacts.find(me, id);
    response.setHeader('Content-Type', file.mediaType);
    response.setHeader('ETag', `"${file.sha256}"`);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Accept-Ranges', 'bytes');
    response.setHeader('Content-Disposition', contentDisposition(file.fileName));
    if (request.fresh) {
      response.status(304).end();
      return;
    }
    const range = oneRange(request, file.size);
    if (range) {
      response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`);
    }
    response.setHeader('Content-Length', String(range ? range.end - range.start + 1 : file.size));
    try {
      await pipeline(await this.artifacts.open(file, range), response);
    } catch (error) {
      if (!response.headersSent) throw error;
      response.destroy();
    }
  }
}

function oneRange(request: Request, size: number): { start: number; end: number } | undefined {
  const ranges = request.range(size, { combine: true });
  if (ranges === undefined || ranges === -2) return undefined;
  if (ranges === -1) throw new ProblemException(416, 'range-not-satisfiable', `The file has ${size} bytes.`);
  return ranges.length === 1 ? ranges[0] : undefined;
}

/** RFC 6266: a plain ASCII name for old clients, the true one in filename*. */
function contentDisposition(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain.trim() || 'book.pdf'}"; filename*=UTF-8''${encoded}`;
}
