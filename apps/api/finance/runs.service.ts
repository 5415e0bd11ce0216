import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Client } from '@temporalio/client';
import type { RunView, StartRun } from '#contracts/finance.js';
import type { Listing, PageQuery } from '#contracts/pagination.js';
import type { Database } from '#database/database.js';
import type { ReconciliationRun } from '#database/generated/client.js';
import { RULES_IN_FORCE, rulesOf } from '#reconciliation/matching/rules.js';
import { reconcileId } from '#reconciliation/run/run-id.js';
import { insertRun } from '#reconciliation/run/run-record.js';
import { startReconcileWorkflow } from '#temporal/start/start-reconciliation.js';
import type { Caller } from '../auth/caller.js';
import { ProblemException, conflict, notFound } from '../http/problem-exception.js';
import { log } from '../log.js';
import { AuditService } from '../support/audit.service.js';
import { DATABASE, STRIPE, TEMPORAL } from '../tokens.js';
import { cutAt, placeOf } from './moment-cursor.js';
import { People } from './people.js';
import { runView } from './run-view.js';

const TRIES = 5;
const BETWEEN_TRIES_MS = 300;
const LONGEST_MS = 400 * 86_400_000;

/** Reconciliation runs: recorded first, then executed by a workflow. */
@Injectable()
export class RunsService {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(TEMPORAL) private readonly temporal: Client,
    @Inject(STRIPE) private readonly stripe: unknown,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** Idempotent for the same id. A request with the window and rules of an active run returns that run. */
  async start(caller: Caller, id: string, { from, to, rules = RULES_IN_FORCE, rehearsal }: StartRun): Promise<RunView> {
    if (!this.stripe) throw conflict('no-billing', 'No payments are taken here.');
    if (!rulesOf(rules)) throw new ProblemException(422, 'invalid-input', `rules: there is no version ${rules}`);
    if (rules !== RULES_IN_FORCE && !rehearsal)
      throw new ProblemException(422, 'invalid-input', 'rules: a version that is not in force can only be rehearsed');
    const window = { from: new Date(from), to: new Date(to) };
    if (window.from >= new Date()) throw new ProblemException(422, 'invalid-input', 'from: lies in the future');
    if (window.to.getTime() - window.from.getTime() > LONGEST_MS)
      throw new ProblemException(422, 'invalid-input', 'to: at most 400 days after from');
    const trigger = rehearsal ? 'rehearsal' : 'person';
    const made = await this.db.$transaction(async (tx) => {
      const fresh = await insertRun(tx, { id, ...window, trigger, requesterId: caller.id, rules });
      if (!fresh) return false;
      const entry = {
        act: 'finance-reconcile',
        subjectKind: 'reconciliation-run',
        subjectId: id,
        reason: 'asked for',
      } as const;
      await this.audit.recordIn(tx, caller, { ...entry, detail: { from, to, rules, rehearsal } });
      return true;
    });
    const row = await this.row(id);
    if (made || row.state === 'queued') return this.startWorkflow(row);
    return this.view(row);
  }

  async list({ cursor, limit }: PageQuery): Promise<Listing<RunView>> {
    const place = placeOf(cursor);
    const found = await this.db.reconciliationRun.findMany({
      where: place ? { OR: [{ startedAt: { lt: place.at } }, { startedAt: place.at, id: { lt: place.id } }] } : {},
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    });
    const { rows, nextCursor } = cutAt(found, limit, ({ startedAt, id }) => ({ at: startedAt, id }));
    const people = await People.of(
      this.db,
      rows.map(({ requesterId }) => requesterId),
    );
    return { items: rows.map((row) => runView(row, people)), nextCursor, limit };
  }

  async get(id: string): Promise<RunView> {
    return this.view(await this.row(id));
  }

  /** The newest completed run; null before the first. */
  async newest(): Promise<RunView | null> {
    const row = await this.db.reconciliationRun.findFirst({
      where: { trigger: { not: 'rehearsal' } },
      orderBy: { startedAt: 'desc' },
    });
    return row && this.view(row);
  }

  /** If Temporal is unavailable or the window is busy, the watchdog starts it later. */
  private async startWorkflow(row: ReconciliationRun): Promise<RunView> {
    try {
      // the workflow of a run that just ended may still be open
      for (let tries = 0; tries < TRIES; tries += 1) {
        if (await startReconcileWorkflow(this.temporal, reconcileId(row), { runId: row.id })) break;
        await delay(BETWEEN_TRIES_MS);
      }
    } catch (err) {
      log.warn({ err, runId: row.id }, 'a reconciliation waits until Temporal is back');
    }
    return this.get(row.id);
  }

  private async view(row: ReconciliationRun): Promise<RunView> {
    return runView(row, await People.of(this.db, [row.requesterId]));
  }

  private async row(id: string): Promise<ReconciliationRun> {
    const row = await this.db.reconciliationRun.findUnique({ where: { id } });
    if (!row) throw notFound('run');
    return row;
  }
}
