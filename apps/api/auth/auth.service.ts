import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import type { Register, Session, UserView } from '#contracts/auth.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { DATABASE } from '../tokens.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { Outbox } from '#mail/outbox.js';
import { AccountsService } from './accounts.service.js';
import { LoginThrottle } from './login-throttle.js';
import { hashPassword, passwordFits } from '#accounts/passwords.js';
import { RefreshTokens } from './refresh-tokens.js';
import { userView } from './user-view.js';

export const ACCESS_SECONDS = 15 * 60;

/** A signed-in session and the refresh token that goes into the cookie. */
export interface SignedIn {
  session: Session;
  refreshToken: string;
}

@Injectable()
export class AuthService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(JwtService) private readonly jwt: JwtService,
    @Inject(RefreshTokens) private readonly refreshTokens: RefreshTokens,
    @Inject(LoginThrottle) private readonly throttle: LoginThrottle,
    @Inject(AccountsService) private readonly accounts: AccountsService,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async register({ email, password, name }: Register): Promise<SignedIn> {
    const passwordHash = await hashPassword(password);
    const made = await this.db.$transaction(async (tx) => {
      const [row] = await tx.user.createManyAndReturn({
        data: [{ id: newId(), email, name, passwordHash }],
        skipDuplicates: true,
      });
      return row && { user: userView(row), mailId: await this.accounts.inviteToVerify(tx, row) };
    });
    if (!made) throw conflict('email-taken', 'There is an account with this email address; sign in instead.');
    if (made.mailId) this.outbox.sendSoon(made.mailId);
    return this.signIn(made.user);
  }

  /** For passport's local strategy: the user, or 401 / 429 with the same message for every reason. */
  async validate(email: string, password: string): Promise<UserView> {
    await this.throttle.startAttempt(email);
    const user = await this.db.user.findUnique({ where: { email } });
    const hash = user?.closedAt ? null : (user?.passwordHash ?? null);
    if (!(await passwordFits(hash, password)) || !user)
      throw new ProblemException(401, 'invalid-credentials', 'Email address or password is wrong.');
    await this.throttle.succeeded(email);
    return userView(user);
  }

  async signIn(user: UserView): Promise<SignedIn> {
    return { session: await this.session(user), refreshToken: await this.refreshTokens.issue(user.id) };
  }

  async refresh(token: string | undefined): Promise<SignedIn> {
    if (!token) throw new ProblemException(401, 'session-ended', 'Sign in again.');
    const next = await this.refreshTokens.rotate(token);
    return { session: await this.session(await this.me(next.userId)), refreshToken: next.token };
  }

  async signOut(token: string | undefined): Promise<void> {
    if (token) await this.refreshTokens.revoke(token);
  }

  async me(id: string): Promise<UserView> {
    const user = await this.db.user.findUnique({ where: { id, closedAt: null } });
    if (!user) throw new ProblemException(401, 'session-ended', 'Sign in again.');
    return userView(user);
  }

  private async session(user: UserView): Promise<Session> {
    const accessToken = await this.jwt.signAsync({ role: user.role }, { subject: user.id });
    return { accessToken, expiresIn: ACCESS_SECONDS, user };
  }
}
