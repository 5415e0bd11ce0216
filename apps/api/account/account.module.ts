import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { SupportModule } from '../support/support.module.js';
import { AccountDeskController } from './staff-account.controller.js';
import { AccountDeskService } from './staff-account.service.js';
import { AccountController } from './account.controller.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';

/** What is kept about a person: theirs to have, and to have erased. */
@Module({
  imports: [AuthModule, SupportModule],
  controllers: [AccountController, AccountDeskController],
  providers: [ExportService, ErasureService, AccountDeskService],
})
export class AccountModule {}
