import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config/config.js';
import type { FileChange } from '#contracts/files.js';
import * as contract from '#contracts/jobs.js';
import type { ArtifactView } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import { fileChangesOf, withJobEnd } from '#books/file-state.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import { CONFIG, DATABASE, STORE } from '../tokens.js';

type Row = Prisma.ArtifactGetPayload<object>;

/** Finished files, for their author only. */
@Injectable()
export class ArtifactsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ArtifactStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async ofJob(caller: Caller, jobId: string): Promise<ArtifactView[]> {
    const job = await this.db.job.findFirst({
      where: { id: jobId, ownerId: caller.id },
      include: { artifacts: { orderBy: { kind: 'desc' }, include: withJobEnd } },
    });
    if (!job) throw notFound('job');
    const changes = await fileChangesOf(this.db, job.artifacts, this.config.stripe !== undefined);
    return job.artifacts.map((row) => artifactView(row, changes.get(row.id) ?? []));
  }

  async find(caller: Caller, id: string): Promise<Row> {
    const row = await this.db.artifact.findFirst({
      where: { id, book: { ownerId: caller.id, deletedAt: null } },
      include: { entitlement: { select: { revokedAt: true } } },
    });
    if (!row) throw notFound('file');
    if (row.entitlement?.revokedAt)
      throw new ProblemException(
        402,
        'payment-given-back',
        'This file was printed on a plan whose payment was given back. Print the book again: it carries the Free plan’s mark then.',
      );
    return row;
  }

  /** The whole file in memory. */
  async read({ sha256 }: Row): Promise<Buffer> {
    const content = await this.store.read(sha256);
    if (!content) throw notFound('file');
    return content;
  }

  async open(row: Row, range?: { start: number; end: number }): Promise<Readable> {
    const content = await this.store.open(row.sha256, range);
    if (!content) throw notFound('file');
    return content;
  }
}

const artifactView = (row: Row, changed: FileChange[]): ArtifactView => ({
  id: row.id,
  jobId: row.jobId,
  bookId: row.bookId,
  kind: contract.artifactView.shape.kind.parse(row.kind),
  size: row.size,
  sha256: row.sha256,
  mediaType: row.mediaType,
  fileName: row.fileName,
  pageCount: row.pageCount,
  changed,
  createdAt: row.createdAt.toISOString(),
});
