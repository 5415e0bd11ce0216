import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import { gracePeriodEmail } from '#accounts/account-emails.js';
import { insertErasure, openErasure, takeErasureBack } from '#accounts/erasure-record.js';
import type { Config } from '#config/config.js';
import * as contract from '#contracts/account.js';
import type { AskErasure, ErasureStateView, ErasureView } from '#contracts/account.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Connection, Database } from '#database/database.js';
import type { AccountErasure } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import { signalJob } from '#temporal/signal-job.js';
import { startErasureWorkflow } from '#temporal/start/start-account.js';
import { LoginThrottle } from '../auth/login-throttle.js';
import { passwordFits } from '#accounts/passwords.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { log } from '../log.js';
import { Outbox } from '#mail/outbox.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const LIVE = ['active', 'past_due', 'trialing', 'incomplete', 'unpaid', 'paused'];

/** Deletion of accounts at their owners' request. */
@Injectable()
export class ErasureService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(LoginThrottle) private readonly throttle: LoginThrottle,
  ) {}

  async state(userId: string): Promise<ErasureStateView> {
    const row = await openErasure(this.db, userId);
    return {
      erasure: row && erasureView(row),
      graceDays: this.config.accounts.graceDays,
      kept: contract.retainedText(Object.keys(contract.RETAINED)),
    };
  }

  /** Idempotent: an open erasure stays as it is. */
  async ask(userId: string, { password, email }: AskErasure): Promise<ErasureStateView> {
    const user = await this.db.user.findUniqueOrThrow({ where: { id: userId } });
    await this.throttle.startAttempt(user.email);
    if (!(await passwordFits(user.passwordHash, password)))
      throw new ProblemException(422, 'wrong-password', 'password: this is not your password.');
    await this.throttle.succeeded(user.email);
    if (email !== user.email.toLowerCase())
      throw new ProblemException(422, 'wrong-email', 'email: type the address of this account.');
    const token = randomBytes(32).toString('base64url');
    const eraseAt = new Date(Date.now() + this.config.accounts.graceDays * DAY_MS);
    const id = newId();
    const mailId = await this.db.$transaction(async (tx) => {
      await this.refuseLastAdmin(tx, userId);
      const row = await insertErasure(tx, { id, userId, askedBy: 'person', undoHash: digest(token), eraseAt });
      if (!row) return null;
      const link = `${this.config.http.publicUrl}/keep-account?token=${token}`;
      const hasPlan = (await tx.subscription.count({ where: { userId, state: { in: LIVE } } })) > 0;
      return this.outbox.put(tx, gracePeriodEmail(user, eraseAt, link, hasPlan));
    });
    if (mailId) {
      this.outbox.sendSoon(mailId);
      this.startSoon(id);
    }
    return this.state(userId);
  }

  async takeBack(userId: string): Promise<ErasureStateView> {
    const row = await openErasure(this.db, userId);
    if (!row) throw notFound('erasure');
    await this.undoRow(row);
    return this.state(userId);
  }

  /** Authorized by the link in the email; every invalid link gets the same answer. */
  async undo(token: string): Promise<void> {
    const row = await this.db.accountErasure.findUnique({ where: { undoHash: digest(token) } });
    if (!row) throw new ProblemException(422, 'link-not-valid', 'This link was used already, or it is too late.');
    await this.undoRow(row);
  }

  /** Without an admin, nobody could undo this deletion. */
  async refuseLastAdmin(tx: Connection, userId: string): Promise<void> {
    const others = await tx.user.count({ where: { role: 'admin', closedAt: null, id: { not: userId } } });
    const isAdmin = (await tx.user.count({ where: { id: userId, role: 'admin' } })) > 0;
    if (isAdmin && others === 0) throw conflict('last-admin', 'This is the last admin; make another one first.');
  }

  /** If the start fails, the watchdog starts it later. */
  startSoon(id: string): void {
    startErasureWorkflow(this.temporal, id).catch((err: unknown) =>
      log.warn({ err, erasureId: id }, 'an erasure waits until Temporal is back'),
    );
  }

  private async undoRow({ id }: AccountErasure): Promise<void> {
    if (!(await takeErasureBack(this.db, id)))
      throw conflict('too-late', 'The account is being erased by now; this can’t be taken back.');
    // the row is authoritative; the signal only avoids a delay
    await signalJob(this.temporal, id, `${id}:takeBack`, { name: SIGNALS.takeBack }).catch((err: unknown) =>
      log.warn({ err, erasureId: id }, 'an erasure learns at its end that it was taken back'),
    );
  }
}

const erasureView = (row: AccountErasure): ErasureView => ({
  id: row.id,
  state: contract.erasureView.shape.state.parse(row.state),
  step: contract.erasureView.shape.step.parse(row.step),
  askedAt: row.createdAt.toISOString(),
  eraseAt: row.eraseAt.toISOString(),
  message: row.message,
});
