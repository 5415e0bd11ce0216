import { Inject, Injectable } from '@nestjs/common';
import { errorSource, errorState } from '#contracts/monitoring.js';
import type { ConsoleError, ErrorGroupView, ErrorState, ListErrors } from '#contracts/monitoring.js';
import type { Database } from '#database/database.js';
import type { Prisma } from '#database/generated/client.js';
import type { ErrorLog } from '#observability/error-log.js';
import type { Caller } from '../auth/caller.js';
import { notFound } from '../http/problem-exception.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE, ERRORS } from '../tokens.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const withHours = (since: Date) => ({ hours: { where: { hour: { gte: since } } } });
type Row = Prisma.ErrorGroupGetPayload<{ include: { hours: true } }>;

/** Unhandled errors, grouped by fingerprint. */
@Injectable()
export class ErrorsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ERRORS) private readonly errors: ErrorLog,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** The newest first. */
  async list({ state, limit }: ListErrors): Promise<ErrorGroupView[]> {
    const first = firstHour();
    const rows = await this.db.errorGroup.findMany({
      where: { state },
      include: withHours(first),
      orderBy: { lastAt: 'desc' },
      take: limit,
    });
    return rows.map((row) => view(row, first));
  }

  async set(caller: Caller, id: string, state: ErrorState): Promise<ErrorGroupView> {
    const first = firstHour();
    const row = await this.db.$transaction(async (tx) => {
      const [changed] = await tx.errorGroup.updateManyAndReturn({ where: { id }, data: { state } });
      if (!changed) throw notFound('error');
      const reason = `${changed.name} in ${changed.place}`.slice(0, 200);
      await this.audit.recordIn(tx, caller, {
        act: `error-${state}`,
        subjectKind: 'error',
        subjectId: id,
        reason,
        detail: {},
      });
      return tx.errorGroup.findUniqueOrThrow({ where: { id }, include: withHours(first) });
    });
    return view(row, first);
  }

  /** An error of the console, reported by the browser. */
  ofConsole({ id: userId }: Caller, { page, ...error }: ConsoleError): void {
    this.errors.report(Object.assign(new Error(error.message), error), { place: page, userId }, 'console');
  }
}

const firstHour = (): Date => new Date((Math.floor(Date.now() / HOUR_MS) - HOURS + 1) * HOUR_MS);

function view({ hours, ...row }: Row, first: Date): ErrorGroupView {
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const { hour, count } of hours) counts[(hour.getTime() - first.getTime()) / HOUR_MS] = count;
  return {
    ...row,
    source: errorSource.parse(row.source),
    state: errorState.parse(row.state),
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    hours: counts,
  };
}
