import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { ArtifactKind, ArtifactView } from '#contracts/jobs.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import { DATABASE, STORE } from '../tokens.js';

type Row = Prisma.ArtifactGetPayload<object>;

/** Finished files; only their author gets them. */
@Injectable()
export class ArtifactsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ArtifactStore,
  ) {}

  async ofJob(caller: Caller, jobId: string): Promise<ArtifactView[]> {
    const job = await this.db.job.findFirst({
      where: { id: jobId, ownerId: caller.id },
      include: { artifacts: { orderBy: { kind: 'desc' } } },
    });
    if (!job) throw notFound('job');
    return job.artifacts.map(artifactView);
  }

  async find(caller: Caller, id: string): Promise<Row> {
    const row = await this.db.artifact.findFirst({
      where: { id, project: { ownerId: caller.id, deletedAt: null } },
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

  async open(row: Row, range?: { start: number; end: number }): Promise<Readable> {
    const content = await this.store.open(row.sha256, range);
    if (!content) throw notFound('file');
    return content;
  }
}

const artifactView = (row: Row): ArtifactView => ({
  id: row.id,
  jobId: row.jobId,
  projectId: row.projectId,
  kind: row.kind as ArtifactKind,
  size: row.size,
  sha256: row.sha256,
  mediaType: row.mediaType,
  fileName: row.fileName,
  pageCount: row.pageCount,
  createdAt: row.createdAt.toISOString(),
});
