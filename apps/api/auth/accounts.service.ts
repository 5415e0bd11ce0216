import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config/config.js';
import type { ForgotPassword, ResetPassword, UserView, VerifyEmail } from '#contracts/auth.js';
import type { Connection, Database } from '#database/database.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { Outbox } from '#mail/outbox.js';
import { CONFIG, DATABASE } from '../tokens.js';
import { passwordChangedEmail, resetPasswordEmail, verifyEmail } from './account-emails.js';
import { AccountTokens } from './account-tokens.js';
import { hashPassword } from '#accounts/passwords.js';
import { userView } from './user-view.js';

/** Longer than the lookup and the commit take, so that the response time does not reveal whether an account exists. */
const ANSWER_AFTER_MS = 400;

/** Email verification and password reset. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(AccountTokens) private readonly tokens: AccountTokens,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Runs in the transaction that creates the account; null when the email limit is reached. */
  async inviteToVerify(tx: Connection, user: { id: string; email: string; name: string }): Promise<string | null> {
    const token = await this.tokens.issue(tx, user.id, 'verify-email');
    return token && this.outbox.put(tx, verifyEmail(user, this.link('verify-email', token)));
  }

  async verifyEmail({ token }: VerifyEmail): Promise<UserView> {
    return this.db.$transaction(async (tx) => {
      const id = await this.tokens.use(tx, token, 'verify-email');
      await tx.user.updateMany({ where: { id, verifiedAt: null }, data: { verifiedAt: new Date() } });
      return userView(await tx.user.findUniqueOrThrow({ where: { id } }));
    });
  }

  async resendVerification(userId: string): Promise<void> {
    const user = await this.db.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.verifiedAt)
      throw conflict('already-verified', 'Your address is confirmed already; there is nothing to do.');
    const mailId = await this.db.$transaction((tx) => this.inviteToVerify(tx, user));
    if (!mailId)
      throw new ProblemException(
        429,
        'too-many-mails',
        'You got several of these mails already; look for them first.',
        {
          retryAfterSeconds: 3600,
        },
      );
    this.outbox.sendSoon(mailId);
  }

  /** Same answer and same response time whether or not the account exists or gets another email. */
  async forgotPassword({ email }: ForgotPassword): Promise<void> {
    await Promise.all([delay(ANSWER_AFTER_MS), this.offerReset(email)]);
  }

  private async offerReset(email: string): Promise<void> {
    const user = await this.db.user.findUnique({ where: { email, closedAt: null } });
    if (!user) return;
    const mailId = await this.db.$transaction(async (tx) => {
      const token = await this.tokens.issue(tx, user.id, 'reset-password');
      return token && this.outbox.put(tx, resetPasswordEmail(user, this.link('reset-password', token)));
    });
    if (mailId) this.outbox.sendSoon(mailId);
  }

  /** Ends every session and the sign-in lockout. The link proves ownership of the address, so it counts as verified. */
  async resetPassword({ token, password }: ResetPassword): Promise<void> {
    const passwordHash = await hashPassword(password);
    const now = new Date();
    const mailId = await this.db.$transaction(async (tx) => {
      const id = await this.tokens.use(tx, token, 'reset-password');
      const user = await tx.user.update({ where: { id }, data: { passwordHash } });
      await tx.user.updateMany({ where: { id, verifiedAt: null }, data: { verifiedAt: now } });
      await tx.refreshToken.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: now } });
      await tx.loginThrottle.deleteMany({ where: { email: user.email } });
      return this.outbox.put(tx, passwordChangedEmail(user, `${this.config.http.publicUrl}/forgot-password`));
    });
    this.outbox.sendSoon(mailId);
  }

  private link(page: string, token: string): string {
    return `${this.config.http.publicUrl}/${page}?token=${token}`;
  }
}
