import { Body, Controller, Get, Inject, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { pageNumber } from '#contracts/jobs.js';
import * as contract from '#contracts/books.js';
import type { PageView, PatchPage } from '#contracts/books.js';
import { touchUp } from '#contracts/touch-up.js';
import type { TouchUp } from '#contracts/touch-up.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { versionOf } from '../http/if-match.js';
import { Answers, Bearer, IfMatchHeader, Sends, Summary } from '../http/openapi.js';
import { IfMatch } from '../http/request-headers.js';
import { sendPicture } from '../http/send-picture.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { PagesService } from './pages.service.js';
import { TouchUpService } from './touch-up.service.js';

const pageList = z.object({ items: z.array(contract.pageView) });
const artVersion = z.coerce.number().int().min(1).max(1_000_000).optional();
const svgQuery = z.strictObject({ version: artVersion });
const pngQuery = z.strictObject({ version: artVersion, width: z.coerce.number().int().min(32).max(2550).default(600) });

@ApiTags('pages')
@Bearer()
@Roles(['author'])
@Controller('api/books/:id/pages')
export class PagesController {
  constructor(
    @Inject(PagesService) private readonly pages: PagesService,
    @Inject(TouchUpService) private readonly touchUps: TouchUpService,
  ) {}

  @Get()
  @Summary('List a book’s pages')
  @Answers(200, pageList, 'All pages in order; number 0 is the cover')
  async list(@Me() me: Caller, @Param('id', UuidPipe) id: string): Promise<{ items: PageView[] }> {
    return { items: await this.pages.list(me, id) };
  }

  @Patch(':number')
  @Summary('Change a page: words, prompt, lock, shown version')
  @IfMatchHeader()
  @Answers(200, contract.pageView, 'The page as it is now')
  patch(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: pageNumber }) number: number,
    @Body({ schema: contract.patchPage }) body: PatchPage,
    @IfMatch() version?: string,
  ): Promise<PageView> {
    return this.pages.patch(me, id, number, versionOf(version), body);
  }

  @Post(':number/touch-up')
  @Summary('Draw on a page with brush and eraser')
  @IfMatchHeader()
  @Answers(201, contract.pageView, 'The page, with the touched-up drawing as its newest version')
  touchUp(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: pageNumber }) number: number,
    @Body({ schema: touchUp }) body: TouchUp,
    @IfMatch() version?: string,
  ): Promise<PageView> {
    return this.touchUps.add(me, id, number, versionOf(version), body);
  }

  @Get([':number/art', ':number/art.svg'])
  @Summary('See a page’s drawing as SVG')
  @Sends('image/svg+xml', 'The shown version, or the one asked for')
  async svg(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: pageNumber }) number: number,
    @Query({ schema: svgQuery }) query: z.infer<typeof svgQuery>,
    @Res() response: Response,
  ): Promise<void> {
    await sendPicture(response, 'image/svg+xml', await this.pages.svg(me, id, number, query.version));
  }

  @Get(':number/art.png')
  @Summary('See a page’s drawing as PNG')
  @Sends('image/png', 'The shown version, or the one asked for')
  async png(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Param('number', { schema: pageNumber }) number: number,
    @Query({ schema: pngQuery }) query: z.infer<typeof pngQuery>,
    @Res() response: Response,
  ): Promise<void> {
    await sendPicture(response, 'image/png', await this.pages.png(me, id, number, query.width, query.version));
  }
}
