import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { SupportModule } from '../support/support.module.js';
import { StaffAccountController } from './staff-account.controller.js';
import { StaffAccountService } from './staff-account.service.js';
import { AccountController } from './account.controller.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';

/** Data export and account deletion. */
@Module({
  imports: [AuthModule, SupportModule],
  controllers: [AccountController, StaffAccountController],
  providers: [ExportService, ErasureService, StaffAccountService],
})
export class AccountModule {}
