import type { Client } from '@temporalio/client';
import type Stripe from 'stripe';
import { exportEmail, erasureCanceledEmail } from '#accounts/account-emails.js';
import { eraseAccountRow, eraseBooks, eraseFromAudit } from '#accounts/erase-records.js';
import * as record from '#accounts/erasure-record.js';
import { packAccount } from '#accounts/pack-account.js';
import { isInUse, removeFiles } from '#accounts/shared-files.js';
import { forgetHistories, stopJobs } from '#accounts/stop-jobs.js';
import type { ErasureStep } from '#contracts/account.js';
import type { Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import type { AccountErasure } from '#database/generated/client.js';
import type { DriveDeps } from '#drive/connection/rate-limits.js';
import { revokeGrant } from '#drive/connection/revoke-grant.js';
import { TransientFailure } from '#failures/failure.js';
import { publishAccountEvent } from '#events/event-log.js';
import type { MailSender } from '#mail/mail-sender.js';
import { forgetCustomer, resumeRenewal, stopRenewal } from '#billing/forget-customer.js';
import type { RefreshContext } from '#billing/refresh-from-stripe/refresh-context.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { startMailWorkflow } from '#temporal/start/start-mail.js';
import { runActivity } from '../run-activity.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Between storing a file and writing its row. */
const YOUNG_MS = 2 * 60_000;
/** Parts of the records that one activity deletes. */
const PARTS = 50;

export interface AccountDeps {
  db: Database;
  store: ArtifactStore;
  client: Client;
  mail: MailSender;
  /** Undefined without a Stripe key. */
  stripe: Stripe | undefined;
  /** Null: Google is not set up here. */
  drive: Omit<DriveDeps, 'db'> | null;
  publicUrl: string;
  keepDays: number;
  /** Milliseconds; a file that was stored since may have an owner whose row is not committed yet. */
  youngMs?: number;
}

interface Erasing {
  erasureId: string;
}
interface Exporting {
  exportId: string;
}

/** Export and erasure of an account; each activity is idempotent. */
export const createAccountActivities = (deps: AccountDeps) => ({ ...exporting(deps), ...erasing(deps) });

const exporting = ({ db, store, client, publicUrl, keepDays }: AccountDeps) => ({
  /** True when there is something to pack. */
  beginExport: ({ exportId }: Exporting): Promise<boolean> =>
    runActivity(async () => {
      const { count } = await db.accountExport.updateMany({
        where: { id: exportId, state: { in: ['queued', 'packing', 'needs-attention'] } },
        data: { state: 'packing', code: null, message: null },
      });
      return count > 0;
    }),

  parkExport: ({ exportId, code, message }: Exporting & { code: string; message: string }): Promise<void> =>
    runActivity(async () => {
      await db.accountExport.updateMany({
        where: { id: exportId, state: 'packing' },
        data: { state: 'needs-attention', code, message },
      });
    }),

  /** Notifies the user once; returns how long the archive is still available. */
  offerExport: ({ exportId }: Exporting): Promise<{ waitMs: number }> =>
    runActivity(async () => {
      const now = new Date();
      const until = new Date(now.getTime() + keepDays * DAY_MS);
      const mailId = await db.$transaction(async (tx) => {
        const [row] = await tx.accountExport.updateManyAndReturn({
          where: { id: exportId, state: { in: ['packing', 'needs-attention'] }, sha256: { not: null } },
          data: { state: 'ready', code: null, message: null, readyAt: now, expiresAt: until },
          include: { owner: { select: { email: true, name: true } } },
        });
        if (!row) return null;
        const { id } = await tx.outgoingMail.create({
          data: { id: newId(), ...exportEmail(row.owner, until, `${publicUrl}/account`) },
          select: { id: true },
        });
        await publishAccountEvent(tx, row.ownerId);
        return id;
      });
      // on any error the watchdog sends it later
      if (mailId) await startMailWorkflow(client, mailId).catch(() => undefined);
      const row = await db.accountExport.findUnique({ where: { id: exportId }, select: { expiresAt: true } });
      return { waitMs: Math.max(0, (row?.expiresAt?.getTime() ?? 0) - Date.now()) };
    }),

  expireExport: ({ exportId }: Exporting): Promise<void> =>
    runActivity(async () => {
      const row = await db.accountExport.findUnique({ where: { id: exportId } });
      if (!row) return;
      const sha256 = row.sha256;
      await db.$transaction(async (tx) => {
        await tx.accountExport.updateMany({
          where: { id: exportId, endedAt: null },
          data: { state: 'expired', sha256: null, endedAt: new Date() },
        });
        await publishAccountEvent(tx, row.ownerId);
      });
      if (sha256 && !(await isInUse(db, sha256))) await store.remove(sha256);
    }),
});

function erasing(deps: AccountDeps) {
  const { db, store, client, mail } = deps;
  const load = (id: string): Promise<AccountErasure> => db.accountErasure.findUniqueOrThrow({ where: { id } });
  /** Null once the account is gone. */
  const subject = async (id: string) => {
    const row = await load(id);
    const user = row.userId === null ? null : await db.user.findUnique({ where: { id: row.userId } });
    return user && { row, user };
  };
  const refreshContext = (): RefreshContext => {
    if (!deps.stripe) throw new TransientFailure('stripe-unavailable', 'No Stripe key is set up here.');
    return { db, stripe: deps.stripe, publish: publishAccountEvent };
  };
  /** Stripe is asked only about users who have a billing account or an order. */
  const isCustomer = async (userId: string): Promise<boolean> =>
    (await db.billingAccount.count({ where: { userId } })) + (await db.order.count({ where: { userId } })) > 0;

  return {
    beginErasure: ({ erasureId }: Erasing): Promise<{ eraseAt: number }> =>
      runActivity(async () => {
        const { eraseAt, state } = await load(erasureId);
        return { eraseAt: state === 'waiting' ? eraseAt.getTime() : 0 };
      }),

    stopRenewal: ({ erasureId }: Erasing): Promise<void> =>
      runActivity(async () => {
        const found = await subject(erasureId);
        if (!found || !(await isCustomer(found.user.id))) return;
        // recorded first: if the worker dies in between, a cancellation still knows that there may be something to undo
        const stopped = await stopRenewal(refreshContext(), found.user.id, () =>
          db.accountErasure.update({ where: { id: erasureId }, data: { renewalStopped: true } }),
        );
        if (stopped) await db.$transaction((tx) => publishAccountEvent(tx, found.user.id));
      }),

    goOnRenewing: ({ erasureId }: Erasing): Promise<void> =>
      runActivity(async () => {
        const found = await subject(erasureId);
        if (found?.row.renewalStopped) await resumeRenewal(refreshContext(), found.user.id);
      }),

    /** The account stays; the request's row no longer names a user. */
    letGo: ({ erasureId }: Erasing): Promise<void> =>
      runActivity(async () => {
        const found = await subject(erasureId);
        if (!found) return;
        const mailId = await db.$transaction(async (tx) => {
          await tx.accountErasure.update({ where: { id: erasureId }, data: { userId: null } });
          return (await tx.outgoingMail.create({ data: { id: newId(), ...erasureCanceledEmail(found.user) } })).id;
        });
        await startMailWorkflow(client, mailId).catch(() => undefined);
      }),

    closeAccount: ({ erasureId }: Erasing): Promise<boolean> => runActivity(() => record.closeAccount(db, erasureId)),

    noteErasure: (ask: Erasing & { step: ErasureStep; refusal?: { code: string; message: string } }): Promise<void> =>
      runActivity(() =>
        record.noteErasure(db, ask.erasureId, {
          step: ask.step,
          ...(ask.refusal ? { state: 'needs-attention', ...ask.refusal } : { state: 'running' }),
        }),
      ),

    stopJobs: ({ erasureId, force }: Erasing & { force: boolean }): Promise<{ left: number }> =>
      runActivity(async () => {
        const { userId } = await load(erasureId);
        return { left: userId === null ? 0 : await stopJobs({ db, client }, erasureId, userId, force) };
      }),

    /** Books stay in the user's Drive. */
    giveBackGrant: ({ erasureId }: Erasing): Promise<void> =>
      runActivity(async () => {
        const found = await subject(erasureId);
        if (!found) return;
        const { row, user } = found;
        // without Google credentials the grant cannot be revoked; the tokens are deleted all the same
        if (deps.drive) await revokeGrant({ db, ...deps.drive }, user.id);
        await db.$transaction(async (tx) => {
          const { count } = await tx.driveConnection.deleteMany({ where: { ownerId: user.id } });
          if (count > 0 && !row.retained.includes('drive'))
            await tx.accountErasure.update({ where: { id: row.id }, data: { retained: { push: 'drive' } } });
        });
      }),

    forgetCustomer: ({ erasureId }: Erasing): Promise<void> =>
      runActivity(async () => {
        const found = await subject(erasureId);
        if (found && (await isCustomer(found.user.id))) await forgetCustomer(refreshContext(), found.user);
      }),

    eraseRecords: ({ erasureId }: Erasing): Promise<{ more: boolean }> =>
      runActivity(async (context) => {
        const row = await load(erasureId);
        for (let part = 0; part < PARTS; part += 1) {
          context.cancellationSignal.throwIfAborted();
          if (await eraseBooks({ db }, row)) continue;
          if (row.userId !== null) await forgetHistories(client, row.userId, () => context.heartbeat());
          await eraseFromAudit({ db }, row);
          await eraseAccountRow({ db, mail }, row);
          return { more: false };
        }
        return { more: true };
      }),

    /** How many are left, and when to check again. */
    removeFiles: ({ erasureId }: Erasing): Promise<{ left: number; waitMs: number }> =>
      runActivity(async () => {
        const youngMs = deps.youngMs ?? YOUNG_MS;
        return { left: await removeFiles({ db, store, youngMs }, erasureId), waitMs: youngMs };
      }),

    /** Done once the mail was sent or refused for good; then its row, and the address, are deleted. */
    sendFarewell: ({ erasureId }: Erasing): Promise<{ over: boolean }> =>
      runActivity(async () => {
        const { pseudonymId: id } = await load(erasureId);
        const email = await db.outgoingMail.findUnique({ where: { id } });
        if (!email) return { over: true };
        if (email.state === 'queued') {
          await startMailWorkflow(client, id);
          return { over: false };
        }
        await db.outgoingMail.deleteMany({ where: { id } });
        return { over: true };
      }),

    endErasure: ({ erasureId }: Erasing): Promise<void> => runActivity(() => record.endErasure(db, erasureId)),
  };
}

/** The archive of a user's data: takes as long as their files are large. */
export const createAccountArchiveActivities = ({ db, store }: Pick<AccountDeps, 'db' | 'store'>) => ({
  packAccount: ({ exportId }: Exporting): Promise<void> =>
    runActivity(async (context) => {
      const row = await db.accountExport.findUnique({ where: { id: exportId } });
      if (!row || row.sha256 !== null) return;
      const zip = await packAccount({ db, store }, row, context.cancellationSignal);
      await db.accountExport.updateMany({
        where: { id: exportId, state: 'packing' },
        data: { sha256: zip.sha256, size: BigInt(zip.size) },
      });
    }),
});
