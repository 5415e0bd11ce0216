import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { mailText, mailView, openMail } from '#contracts/mail.js';
import type { MailText, MailView, OpenMail } from '#contracts/mail.js';
import { listOf, pageQuery } from '#contracts/pagination.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { MailsService } from './mails.service.js';

@ApiTags('admin')
@Bearer()
@Roles(['admin'])
@Controller('api/admin/mail')
export class MailController {
  constructor(@Inject(MailsService) private readonly mails: MailsService) {}

  @Get()
  @Summary('List mails and what became of them')
  @Answers(200, listOf(mailView), 'Newest first, without their words')
  list(@Query({ schema: pageQuery }) query: PageQuery): Promise<Listing<MailView>> {
    return this.mails.list(query);
  }

  @Post(':id/open')
  @Summary('Read a mail, with a reason')
  @HttpCode(200)
  @Answers(200, mailText, 'Its text without the tokens of its links; access is recorded')
  open(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: openMail }) { reason }: OpenMail,
  ): Promise<MailText> {
    return this.mails.open(me, id, reason);
  }
}
