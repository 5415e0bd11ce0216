import { Inject, Injectable } from '@nestjs/common';
import type { FailureGroup, ListFailures, PatchFailure } from '#contracts/support.js';
import type { Database } from '#database/database.js';
import { changeFailureGroup, findFailureGroup, listFailureGroups } from '#support/jobs/failure-groups.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, notFound } from '../http/problem-exception.js';
import { DATABASE } from '../tokens.js';
import { AuditService } from './audit.service.js';

@Injectable()
export class FailuresService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  list(query: ListFailures): Promise<FailureGroup[]> {
    return listFailureGroups(this.db, query);
  }

  async get(fingerprint: string): Promise<FailureGroup> {
    const group = await findFailureGroup(this.db, fingerprint);
    if (!group) throw notFound('failure group');
    return group;
  }

  async patch(caller: Caller, fingerprint: string, patch: PatchFailure): Promise<FailureGroup> {
    await this.get(fingerprint);
    if (patch.assigneeId) await this.checkAssignee(patch.assigneeId);
    await this.db.$transaction(async (tx) => {
      await changeFailureGroup(tx, fingerprint, patch);
      await this.audit.recordIn(tx, caller, {
        act: patch.status ? `failure-${patch.status}` : 'failure-edited',
        subjectKind: 'failure-group',
        subjectId: fingerprint,
        reason: patch.note ?? '',
        detail: { ...patch },
      });
    });
    return this.get(fingerprint);
  }

  private async checkAssignee(id: string): Promise<void> {
    const found = await this.db.user.findFirst({ where: { id, role: { in: ['support', 'admin'] } } });
    if (!found) throw new ProblemException(422, 'not-staff', 'assigneeId: failures are assigned to support staff');
  }
}
