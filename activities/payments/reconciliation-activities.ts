import type Stripe from 'stripe';
import type { Database } from '#database/database.js';
import type { ReconciliationRun } from '#database/generated/client.js';
import { TransientFailure } from '#failures/failure.js';
import { publishAccountEvent } from '#events/event-log.js';
import { applyStoredEvent } from '#billing/event-inbox.js';
import { fetchCauses } from '#reconciliation/run/fetch-causes.js';
import { fetchRecords, linkPayouts } from '#reconciliation/run/fetch.js';
import type { Fetched } from '#reconciliation/run/fetch.js';
import { matchBatch } from '#reconciliation/run/match-batch.js';
import type { MatchPhase, MatchResult } from '#reconciliation/run/match-batch.js';
import { recoverEvents } from '#reconciliation/run/missed-events.js';
import { openRemoteLists } from '#reconciliation/run/remote-lists.js';
import type { RemoteLists } from '#reconciliation/run/remote-lists.js';
import type { RecordKind } from '#reconciliation/run/remote-records.js';
import { runActivity } from '../run-activity.js';

export interface ReconcileDeps {
  db: Database;
  /** Undefined without a Stripe key. */
  stripe: Stripe | undefined;
  /** Left out: Stripe's own. */
  remote?: RemoteLists;
}

interface StepRequest {
  runId: string;
  after: string | null;
}

/** The long part of a run, in steps that each may be done again from their beginning. */
export const createReconciliationActivities = ({ db, stripe, remote }: ReconcileDeps) => {
  const opened = remote ?? (stripe && openRemoteLists(stripe));
  const lists = (): RemoteLists => {
    if (!opened) throw new TransientFailure('stripe-unavailable', 'No Stripe key is set up here.');
    return opened;
  };
  const runOf = (id: string): Promise<ReconciliationRun> => db.reconciliationRun.findUniqueOrThrow({ where: { id } });

  return {
    fetchRecords: (ask: StepRequest & { kind: RecordKind; span: { from: string; to: string } }): Promise<Fetched> =>
      runActivity((context) => {
        const span = { from: new Date(ask.span.from), to: new Date(ask.span.to) };
        const deps = { db, remote: lists(), runId: ask.runId, alive: () => context.heartbeat() };
        return fetchRecords(deps, ask.kind, span, ask.after);
      }),

    linkPayouts: ({ runId, after }: StepRequest): Promise<Fetched> =>
      runActivity(async (context) =>
        linkPayouts({ db, remote: lists(), runId, alive: () => context.heartbeat() }, await runOf(runId), after),
      ),

    fetchCauses: ({ runId, after }: StepRequest): Promise<Fetched> =>
      runActivity(async (context) =>
        fetchCauses({ db, remote: lists(), runId, alive: () => context.heartbeat() }, await runOf(runId), after),
      ),

    /** Applied here and now, so that what is compared next knows of them. */
    recoverEvents: ({ runId, after }: StepRequest): Promise<Fetched> =>
      runActivity(async (context) => {
        const run = await runOf(runId);
        const apply = async (eventId: string): Promise<void> => {
          if (stripe) await applyStoredEvent({ db, stripe, publish: publishAccountEvent }, eventId);
        };
        return recoverEvents({ db, remote: lists(), apply, alive: () => context.heartbeat() }, run, run.asOf, after);
      }),

    matchBatch: ({ runId, phase, after }: StepRequest & { phase: MatchPhase }): Promise<MatchResult> =>
      runActivity(async () => {
        const run = await runOf(runId);
        return matchBatch(db, { ...run, rehearsal: run.trigger === 'rehearsal' }, phase, after);
      }),
  };
};
