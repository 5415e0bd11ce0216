import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import * as contract from '#contracts/auth.js';
import type { ForgotPassword, ResetPassword, UserView, VerifyEmail } from '#contracts/auth.js';
import { Answers, Bearer, SendsNothing, Summary } from '../http/openapi.js';
import { StrictRateLimit } from '../http/rate-limit.guard.js';
import { AccountsService } from './accounts.service.js';
import { Me } from './caller.js';
import type { Caller } from './caller.js';
import { Public } from './guards.js';

const messageSchema = z.object({ message: z.string() });

@ApiTags('auth')
@StrictRateLimit(true)
@Controller('api/auth')
export class AccountsController {
  constructor(@Inject(AccountsService) private readonly accounts: AccountsService) {}

  @Public()
  @HttpCode(200)
  @Post('verify-email')
  @Summary('Confirm an address by the mail’s token')
  @Answers(200, contract.userView, 'The address is confirmed')
  verifyEmail(@Body({ schema: contract.verifyEmail }) body: VerifyEmail): Promise<UserView> {
    return this.accounts.verifyEmail(body);
  }

  @Bearer()
  @HttpCode(202)
  @Post('resend-verification')
  @Summary('Send that mail again')
  @Answers(202, messageSchema, 'A new mail is on its way')
  async resend(@Me() me: Caller): Promise<z.infer<typeof messageSchema>> {
    await this.accounts.resendVerification(me.id);
    return { message: 'A new mail is on its way.' };
  }

  @Public()
  @HttpCode(202)
  @Post('forgot-password')
  @Summary('Ask for a mail to choose a new password')
  @Answers(202, messageSchema, 'Says the same whether there is such an account or not')
  async forgot(
    @Body({ schema: contract.forgotPassword }) body: ForgotPassword,
  ): Promise<z.infer<typeof messageSchema>> {
    await this.accounts.forgotPassword(body);
    return { message: 'If there is an account with this address, a mail is on its way.' };
  }

  @Public()
  @HttpCode(204)
  @Post('reset-password')
  @Summary('Choose a new password by the mail’s token')
  @SendsNothing('Changed; all sessions have ended')
  async reset(@Body({ schema: contract.resetPassword }) body: ResetPassword): Promise<void> {
    await this.accounts.resetPassword(body);
  }
}
