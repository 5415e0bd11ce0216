import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { SupportModule } from '../support/support.module.js';
import { MailController } from './mail.controller.js';
import { MailsService } from './mails.service.js';

@Module({
  imports: [AuthModule, SupportModule],
  controllers: [MailController],
  providers: [MailsService],
})
export class MailModule {}
