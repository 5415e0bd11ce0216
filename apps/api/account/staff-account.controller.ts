import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as contract from '#contracts/account.js';
import type { AccountRequest, ListAccountRequests, OrderErasure } from '#contracts/account.js';
import { listOf } from '#contracts/pagination.js';
import type { Listing } from '#contracts/pagination.js';
import { Me } from '../auth/caller.js';
import type { Caller } from '../auth/caller.js';
import { Roles } from '../auth/guards.js';
import { Answers, Bearer, Summary } from '../http/openapi.js';
import { UuidPipe } from '../http/uuid.pipe.js';
import { StaffAccountService } from './staff-account.service.js';

/** Data exports and account deletions, for staff. */
@ApiTags('account')
@Bearer()
@Controller('api')
export class StaffAccountController {
  constructor(@Inject(StaffAccountService) private readonly accounts: StaffAccountService) {}

  @Get('support/account-requests')
  @Summary('List exports and erasures')
  @Roles(['support'])
  @Answers(200, listOf(contract.accountRequest), 'Newest first')
  list(@Query({ schema: contract.listAccountRequests }) query: ListAccountRequests): Promise<Listing<AccountRequest>> {
    return this.accounts.list(query);
  }

  /** Retries a refused request once its cause is resolved. */
  @Post('support/account-requests/:id/retry')
  @Summary('Try an export or erasure again that failed')
  @Roles(['support'])
  @HttpCode(202)
  @Answers(202, contract.accountRequest, 'It tries again')
  retry(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.orderErasure }) { reason }: OrderErasure,
  ): Promise<AccountRequest> {
    return this.accounts.retry(me, id, reason);
  }

  /** Deletes another person's account immediately, without a grace period. */
  @Post('admin/accounts/:id/erasure')
  @Summary('Erase an account at once')
  @Roles(['admin'])
  @HttpCode(202)
  @Answers(202, contract.accountRequest, 'Begun; it can’t be taken back')
  erase(
    @Me() me: Caller,
    @Param('id', UuidPipe) id: string,
    @Body({ schema: contract.orderErasure }) { reason }: OrderErasure,
  ): Promise<AccountRequest> {
    return this.accounts.erase(me, id, reason);
  }
}
