import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { Config } from '#config/config.js';
import { connectionState, syncSchedule } from '#contracts/drive.js';
import type { ConnectOutcome, DriveConnectionView, SyncSchedule } from '#contracts/drive.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Database } from '#database/database.js';
import type { DriveDeps } from '#drive/connection/rate-limits.js';
import { startConnection, disconnect, storeConnection, takeAuthorization } from '#drive/connection/connect.js';
import { asDriveFailure } from '#drive/connection/drive-failure.js';
import { openDrive } from '#drive/connection/open-drive.js';
import { recordOperatorFailure } from '#drive/connection/operator-failure.js';
import { wakeParkedSyncs } from '#drive/sync/start-syncs.js';
import { newId } from '#database/ids.js';
import { TransientFailure } from '#failures/failure.js';
import { steerJob } from '#jobs/steer-job.js';
import { ensureDriveSchedule, startDriveSync } from '#temporal/start/start-drive.js';
import type { Caller } from '../auth/caller.js';
import { COOKIES } from '../http/cookies.js';
import { ProblemException, conflict } from '../http/problem-exception.js';
import { log } from '../log.js';
import { CONFIG, DATABASE, TEMPORAL } from '../tokens.js';

const CALLBACK_PATH = COOKIES.drive.path;

@Injectable()
export class ConnectionService {
  private readonly drive: Omit<DriveDeps, 'db'> | null;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.drive = openDrive(config.google, config.http.publicUrl);
  }

  async view({ id }: Caller): Promise<DriveConnectionView> {
    const row = await this.db.driveConnection.findUnique({ where: { ownerId: id } });
    return {
      available: this.drive !== null,
      sandbox: this.config.google?.sandbox ?? false,
      connection: row && {
        email: row.email,
        state: connectionState.parse(row.state),
        message: row.message,
        schedule: syncSchedule.parse(row.schedule),
        folderUrl: this.folderUrl(row.rootFolderId),
        lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
        connectedAt: row.createdAt.toISOString(),
      },
    };
  }

  folderUrl(id: string | null): string | null {
    return id && this.drive ? this.drive.google.webUrl(id, true) : null;
  }

  fileUrl(id: string | null): string | null {
    return id && this.drive ? this.drive.google.webUrl(id, false) : null;
  }

  startAuthorization(caller: Caller): Promise<{ url: string; cookie: string }> {
    return startConnection(this.deps, caller.id, this.redirectUri);
  }

  /** Handles the result of Google's consent page. Never throws: the console shows the outcome. */
  async complete(
    answer: { code?: string | undefined; state: string; error?: string | undefined },
    cookie: string,
  ): Promise<ConnectOutcome> {
    const authorization = await takeAuthorization(this.deps, answer.state, cookie);
    if (!authorization) return 'expired';
    if (answer.error !== undefined || !answer.code) return 'denied';
    try {
      const tokens = await this.deps.google.redeem(this.redirectUri, answer.code, authorization.verifier);
      if (!tokens) return 'partial';
      const { id } = await storeConnection(this.deps, authorization.userId, tokens);
      await this.goOn(id, authorization.userId);
      return 'connected';
    } catch (err) {
      const failure = asDriveFailure(err);
      if (failure instanceof TransientFailure && failure.code === 'drive-misconfigured') {
        log.error({ err }, `a Drive could not be connected: ${failure.message}`);
        await recordOperatorFailure(this.db, { ownerId: authorization.userId }, failure.message);
        return 'misconfigured';
      }
      log.warn({ err }, 'a Drive could not be connected');
      return 'failed';
    }
  }

  async setSchedule(caller: Caller, schedule: SyncSchedule): Promise<DriveConnectionView> {
    const row = await this.connected(caller);
    await ensureDriveSchedule(this.temporal, row.id, schedule);
    await this.db.driveConnection.update({ where: { id: row.id }, data: { schedule } });
    return this.view(caller);
  }

  async syncNow(caller: Caller): Promise<void> {
    const row = await this.connected(caller);
    if (row.state === 'reconnect') throw conflict('drive-reconnect', row.message ?? 'Connect your Drive again first.');
    await wakeParkedSyncs({ db: this.db, client: this.temporal, ownerId: caller.id });
    await startDriveSync(this.temporal, { connectionId: row.id, everything: true }, caller.id);
  }

  /** Revokes the grant, cancels running syncs and deletes the tokens. Files stay in Drive. */
  async end(caller: Caller): Promise<void> {
    const row = await this.connected(caller);
    await ensureDriveSchedule(this.temporal, row.id, 'off');
    const { revoked } = await disconnect(this.deps, caller.id);
    const open = await this.db.job.findMany({
      where: { ownerId: caller.id, kind: 'sync-drive', endedAt: null },
      select: { id: true },
      take: 1_000,
    });
    for (const { id } of open)
      await steerJob({ db: this.db, client: this.temporal }, id, newId(), { name: SIGNALS.cancelJob }).catch(
        (err: unknown) => log.warn({ err, jobId: id }, 'a sync of a Drive that was disconnected ends by itself, later'),
      );
    if (!revoked)
      log.warn({ userId: caller.id }, 'Google did not take back the grant of a Drive that was disconnected');
  }

  /** The caller's connection. Throws 409 when there is none. */
  async connected({ id }: Caller) {
    const row = await this.db.driveConnection.findUnique({ where: { ownerId: id } });
    if (!row) throw conflict('drive-not-connected', 'Connect your Google Drive first.');
    return row;
  }

  private async goOn(connectionId: string, ownerId: string): Promise<void> {
    try {
      await wakeParkedSyncs({ db: this.db, client: this.temporal, ownerId });
      await startDriveSync(this.temporal, { connectionId, everything: true }, ownerId);
    } catch (err) {
      log.warn({ err }, 'a newly connected Drive is synced later');
    }
  }

  private get deps(): DriveDeps {
    if (!this.drive) throw new ProblemException(409, 'drive-not-set-up', 'Google Drive is not set up here.');
    return { db: this.db, ...this.drive };
  }

  private get redirectUri(): string {
    return `${this.config.http.publicUrl}${CALLBACK_PATH}`;
  }
}
