import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { periodView } from '#contracts/finance.js';
import type { CloseAsk, PeriodView } from '#contracts/finance.js';
import type { Database } from '#database/database.js';
import type { Period } from '#database/generated/client.js';
import { accountLines, balanceDifferences } from '#reconciliation/period-close/balances.js';
import { closeMonth, prepareMonth } from '#reconciliation/period-close/close-period.js';
import type { CloseRefusal } from '#reconciliation/period-close/close-period.js';
import { takeEvidence } from '#reconciliation/period-close/evidence.js';
import { monthNamed } from '#reconciliation/period-close/month.js';
import type { Month } from '#reconciliation/period-close/month.js';
import { obstaclesOf } from '#reconciliation/period-close/blocking-issues.js';
import { monthOf } from '#ledger/ledger.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { moneyView } from '../billing/billing-view.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE, STORE } from '../tokens.js';
import { People } from './people.js';

const MAX_MONTHS = 36;

/** Period close: prepared by one person, approved by another, immutable afterwards. */
@Injectable()
export class PeriodsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STORE) private readonly store: ArtifactStore,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** Periods from the first posting to now, newest first, without lines and blocking issues. */
  async list(now = new Date()): Promise<PeriodView[]> {
    const first = await this.db.ledgerTransaction.findFirst({ orderBy: { at: 'asc' }, select: { at: true } });
    const rows = await this.db.period.findMany({ take: 1_000 });
    const people = await this.peopleOf(rows);
    const names: string[] = [];
    for (let month = monthNamed(monthOf(now)); names.length < MAX_MONTHS;) {
      names.push(month.name);
      if (!first || month.from <= first.at) break;
      month = monthNamed(monthOf(new Date(month.from.getTime() - 1)));
    }
    const adjusted = await this.db.ledgerTransaction.groupBy({
      by: ['adjusts'],
      where: { adjusts: { in: names } },
      _count: true,
    });
    return names.map((name) => ({
      ...headOf(
        name,
        rows.find((row) => row.month === name),
        people,
      ),
      adjustments: adjusted.find(({ adjusts }) => adjusts === name)?._count ?? 0,
    }));
  }

  /** The evidence to be signed, and blocking issues. A closed period is recomputed and compared. */
  async get(name: string, now = new Date()): Promise<PeriodView> {
    const month = monthNamed(name);
    const row = await this.db.period.findUnique({ where: { month: name } });
    const closed = row?.state === 'closed';
    const [people, lines, differences, obstacles, evidence, adjustments] = await Promise.all([
      this.peopleOf(row ? [row] : []),
      accountLines(this.db, month),
      balanceDifferences(this.db, month),
      closed ? [] : obstaclesOf(this.db, month, now),
      row ? takeEvidence(this.db, { month, rules: row.rules, asOf: row.preparedAt }) : null,
      this.db.ledgerTransaction.count({ where: { adjusts: name } }),
    ]);
    return {
      ...headOf(name, row ?? undefined, people),
      obstacles,
      lines: lines.map(({ account, currency, opening, movement }) => ({
        account,
        opening: moneyView(opening, currency),
        movement: moneyView(movement, currency),
        closing: moneyView(opening + movement, currency),
      })),
      differences: differences.map(({ currency, ledger, stripe }) => ({
        ledger: moneyView(ledger, currency),
        stripe: moneyView(stripe, currency),
        difference: moneyView(stripe - ledger, currency),
      })),
      transactions: evidence?.transactions ?? (await this.countTransactions(month)),
      resolvedItems: evidence?.resolvedItems ?? (await this.countResolved(month)),
      agrees: row && evidence ? evidence.digest === row.digest : null,
      adjustments,
    };
  }

  async prepare(caller: Caller, name: string, now = new Date()): Promise<PeriodView> {
    const month = monthNamed(name);
    const made = await prepareMonth(this.db, month, {
      actorId: caller.id,
      now,
      store: async (lines) => (await this.store.put(Readable.from(lines))).sha256,
      record: async (tx, digest) => {
        const entry = {
          act: 'finance-prepare',
          subjectKind: 'period',
          subjectId: name,
          reason: 'to be closed',
        } as const;
        await this.audit.recordIn(tx, caller, { ...entry, detail: { digest } });
      },
    });
    if ('refused' in made) throw refusal(made);
    return this.get(name);
  }

  async close(caller: Caller, name: string, { digest, reason }: CloseAsk, now = new Date()): Promise<PeriodView> {
    const result = await closeMonth(this.db, monthNamed(name), {
      actorId: caller.id,
      digest,
      reason,
      now,
      record: async (tx) => {
        const entry = { act: 'finance-close', subjectKind: 'period', subjectId: name, reason } as const;
        await this.audit.recordIn(tx, caller, { ...entry, detail: { digest } });
      },
    });
    if (result !== 'closed') throw refusal(result);
    return this.get(name);
  }

  /** The signed file as stored. */
  async evidence(name: string): Promise<Readable> {
    const row = await this.db.period.findUnique({ where: { month: name } });
    const file = row && (await this.store.open(row.digest));
    if (!file) throw notFound('evidence; prepare the month first');
    return file;
  }

  /** Exceptions of the period that were resolved by hand, for the report. */
  async resolved(name: string): Promise<{ words: string; reason: string; by: string }[]> {
    const { from, to } = monthNamed(name);
    const row = await this.db.period.findUnique({ where: { month: name } });
    const rows = await this.db.reconciliationException.findMany({
      where: {
        occurredAt: { gte: from, lt: to },
        state: 'resolved',
        ...(row ? { resolvedAt: { lte: row.preparedAt } } : {}),
      },
      orderBy: { key: 'asc' },
      take: 2_000,
    });
    const people = await People.of(
      this.db,
      rows.map(({ resolvedById }) => resolvedById),
    );
    return rows.map(({ words, reason, resolvedById }) => ({
      words,
      reason: reason ?? '',
      by: people.name(resolvedById)?.name ?? '',
    }));
  }

  private peopleOf(rows: Period[]): Promise<People> {
    return People.of(
      this.db,
      rows.flatMap(({ preparedById, approvedById }) => [preparedById, approvedById]),
    );
  }

  private countTransactions({ from, to }: Month): Promise<number> {
    return this.db.stripeRecord.count({ where: { kind: 'balance_transaction', createdAt: { gte: from, lt: to } } });
  }

  private countResolved({ from, to }: Month): Promise<number> {
    return this.db.reconciliationException.count({ where: { occurredAt: { gte: from, lt: to }, state: 'resolved' } });
  }
}

const headOf = (name: string, row: Period | undefined, people: People): PeriodView => ({
  month: name,
  state: periodView.shape.state.parse(row?.state ?? 'open'),
  obstacles: [],
  lines: [],
  differences: [],
  transactions: 0,
  resolvedItems: 0,
  digest: row?.digest ?? null,
  agrees: null,
  rules: row?.rules ?? null,
  preparedBy: people.name(row?.preparedById ?? null),
  preparedAt: row?.preparedAt.toISOString() ?? null,
  approvedBy: people.name(row?.approvedById ?? null),
  closedAt: row?.closedAt?.toISOString() ?? null,
  adjustments: 0,
});

function refusal(refused: CloseRefusal): ProblemException {
  switch (refused.refused) {
    case 'obstacles':
      return conflict('not-ready-to-close', refused.why);
    case 'closed':
      return conflict('month-closed', 'This month is closed, or one after it is.');
    case 'not-prepared':
      return conflict('not-prepared', 'Prepare the month first.');
    case 'same-person':
      return new ProblemException(403, 'second-person-needed', 'Somebody else must close what you prepared.');
    case 'changed':
      return conflict(
        'evidence-changed',
        'The books changed since this was prepared; look at it, and prepare it again.',
      );
  }
}
