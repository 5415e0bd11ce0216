import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import * as contract from '#contracts/account.js';
import type { ExportView } from '#contracts/account.js';
import type { Database } from '#database/database.js';
import type { AccountExport } from '#database/generated/client.js';
import { newId } from '#database/ids.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { startExportWorkflow } from '#temporal/start/start-account.js';
import { notFound } from '../http/problem-exception.js';
import { log } from '../log.js';
import { DATABASE, STORE, TEMPORAL } from '../tokens.js';

/** Data export archives. */
@Injectable()
export class ExportService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(STORE) private readonly store: ArtifactStore,
  ) {}

  /** Commits the row, then starts the workflow; if the start fails, the watchdog starts it later. */
  async start(ownerId: string): Promise<ExportView> {
    const made = await this.db.accountExport.createManyAndReturn({
      data: [{ id: newId(), ownerId }],
      skipDuplicates: true,
    });
    const row = made[0] ?? (await this.unfinished(ownerId));
    if (!row) return this.start(ownerId); // the other export ended just now
    if (row.state === 'queued')
      await startExportWorkflow(this.temporal, row.id).catch((err: unknown) =>
        log.warn({ err, exportId: row.id }, 'an export stays queued until Temporal is back'),
      );
    return exportView(row);
  }

  async newest(ownerId: string): Promise<{ export: ExportView | null }> {
    const row = await this.db.accountExport.findFirst({ where: { ownerId }, orderBy: { createdAt: 'desc' } });
    return { export: row && exportView(row) };
  }

  /** The newest archive that is available; an older one stays available while a new one is created. */
  async file(ownerId: string): Promise<{ sha256: string; size: number; mediaType: string; fileName: string }> {
    const row = await this.db.accountExport.findFirst({
      where: { ownerId, state: 'ready', expiresAt: { gt: new Date() } },
      orderBy: { createdAt: 'desc' },
    });
    if (!row?.sha256 || row.size === null) throw notFound('file');
    return {
      sha256: row.sha256,
      size: Number(row.size),
      mediaType: 'application/zip',
      fileName: exportView(row).fileName,
    };
  }

  async open(sha256: string, range?: { start: number; end: number }): Promise<Readable> {
    const content = await this.store.open(sha256, range);
    if (!content) throw notFound('file');
    return content;
  }

  private unfinished(ownerId: string): Promise<AccountExport | null> {
    return this.db.accountExport.findFirst({ where: { ownerId, state: { in: [...contract.OPEN_EXPORT_STATES] } } });
  }
}

const exportView = (row: AccountExport): ExportView => ({
  id: row.id,
  state: contract.exportView.shape.state.parse(row.state),
  createdAt: row.createdAt.toISOString(),
  readyAt: row.readyAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  size: row.size === null ? null : Number(row.size),
  sha256: row.sha256,
  fileName: `ColorBook data ${row.createdAt.toISOString().slice(0, 10)}.zip`,
  message: row.state === 'needs-attention' ? 'Our support staff have to look at it; you need do nothing.' : null,
});
