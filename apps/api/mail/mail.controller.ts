import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { mailView } from '#contracts/mail.js';
import type { MailView } from '#contracts/mail.js';
import { listOf, pageQuery } from '#contracts/pagination.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { Outbox } from './outbox.js';

@ApiTags('admin')
@Bearer()
@Roles(['admin'])
@Controller('api/admin/mail')
export class MailController {
  constructor(@Inject(Outbox) private readonly outbox: Outbox) {}

  @Get()
  @Summary('List mails and what became of them')
  @Answers(200, listOf(mailView), 'Newest first')
  list(@Query({ schema: pageQuery }) query: PageQuery): Promise<Listing<MailView>> {
    return this.outbox.list(query);
  }
}
