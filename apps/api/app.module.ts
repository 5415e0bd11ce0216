import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AccountModule } from './account/account.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BatchesModule } from './batches/batches.module.js';
import { BoardModule } from './board/board.module.js';
import { DriveModule } from './drive/drive.module.js';
import { InfrastructureModule } from './infrastructure.module.js';
import { FinanceModule } from './finance/finance.module.js';
import { FormerNamesInterceptor } from './http/deprecated-names.js';
import { KeepAlive } from './http/keep-alive.js';
import { ProblemDetailsFilter } from './http/problem-details.filter.js';
import { JobsModule } from './jobs/jobs.module.js';
import { MailModule } from './mail/mail.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { PaymentsModule } from './billing/payments.module.js';
import { SupportModule } from './support/support.module.js';
import { SyncModule } from './sync/sync.module.js';

@Module({
  imports: [
    InfrastructureModule,
    AuthModule,
    AccountModule,
    JobsModule,
    SupportModule,
    PaymentsModule,
    FinanceModule,
    DriveModule,
    BatchesModule,
    SyncModule,
    BoardModule,
    MonitoringModule,
    MailModule,
  ],
  providers: [
    KeepAlive,
    { provide: APP_FILTER, useClass: ProblemDetailsFilter },
    { provide: APP_INTERCEPTOR, useClass: FormerNamesInterceptor },
  ],
})
export class AppModule {}
