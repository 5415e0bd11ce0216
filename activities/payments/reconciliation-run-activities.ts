import { runView } from '#contracts/finance.js';
import type { RunStep } from '#contracts/finance.js';
import type { ReconcileProgress } from '#contracts/work.js';
import type { Connection, Database } from '#database/database.js';
import type { ReconciliationRun } from '#database/generated/client.js';
import { appendEvent } from '#events/event-log.js';
import { reconcileId } from '#reconciliation/run/run-id.js';
import { NO_COUNTS, insertRun, noteRun, scheduledWindow } from '#reconciliation/run/run-record.js';
import type { RunCounts, RunFlips } from '#reconciliation/run/run-record.js';
import { clearItems } from '#reconciliation/run/write-exceptions.js';
import { runActivity } from '../run-activity.js';

type Counts = ReconcileProgress['counts'];

interface RunEvent {
  runId: string;
  step: RunStep;
  counts: Counts;
  state?: 'running' | 'failed';
  message?: string;
}

/** A reconciliation run's row, with its events; each activity is idempotent. */
export const createReconciliationRunActivities = ({ db }: { db: Database }) => ({
  /** The spans of time that are fetched at once: equal parts of the window, on whole seconds. */
  beginRun: ({ runId, lanes }: { runId: string; lanes: number }) =>
    runActivity(async () => {
      const run = await db.reconciliationRun.findUniqueOrThrow({ where: { id: runId } });
      if (run.state === 'queued')
        await publishRunEvent(db, { runId, step: 'balance_transactions', counts: { ...NO_COUNTS, found: {} } });
      return { rehearsal: run.trigger === 'rehearsal', spans: spansOf(run, lanes) };
    }),

  noteRun: (told: RunEvent): Promise<void> => runActivity(() => publishRunEvent(db, told)),

  /** What the run did not find again is cleared, and the run is over. */
  endRun: ({ runId, counts, flips }: { runId: string; counts: Counts; flips: RunFlips | null }): Promise<void> =>
    runActivity(async () => {
      await publishRunEvent(db, { runId, step: 'done', counts, state: 'completed', flips }, async (tx, run) => {
        if (run.trigger !== 'rehearsal') await clearItems(tx, run);
      });
    }),

  writeScheduledRun: ({ runId }: { runId: string }): Promise<{ runId: string; workflowId: string }> =>
    runActivity(async () => {
      await insertRun(db, { id: runId, ...scheduledWindow(new Date()), trigger: 'schedule', requesterId: null });
      const run = await db.reconciliationRun.findUniqueOrThrow({ where: { id: runId } });
      return { runId, workflowId: reconcileId(run) };
    }),
});

/** Skips `alongside` and the event when the run has ended already. */
async function publishRunEvent(
  db: Database,
  {
    runId,
    step,
    counts,
    state = 'running',
    message,
    flips,
  }: Omit<RunEvent, 'state'> & { state?: 'running' | 'completed' | 'failed'; flips?: RunFlips | null },
  alongside: (tx: Connection, run: ReconciliationRun) => Promise<void> = async () => undefined,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const runCounts: RunCounts = { ...counts, found: runView.shape.counts.shape.found.parse(counts.found) };
    const run = await noteRun(tx, runId, {
      step,
      counts: runCounts,
      state,
      message: message ?? null,
      flips: flips ?? null,
    });
    if (!run) return;
    await alongside(tx, run);
    const fetched = Object.values(counts.fetched).reduce((sum, count) => sum + count, 0);
    const owner = { id: runId, ownerId: run.requesterId ?? runId };
    await appendEvent(tx, owner, { type: 'run.progress', step, compared: counts.compared, fetched, state });
  });
}

function spansOf({ from, to }: Pick<ReconciliationRun, 'from' | 'to'>, lanes: number): { from: string; to: string }[] {
  const seconds = (to.getTime() - from.getTime()) / 1000;
  const count = Math.max(1, Math.min(lanes, Math.floor(seconds / 3600)));
  const edge = (at: number): string =>
    at === count
      ? to.toISOString()
      : new Date(from.getTime() + Math.floor((seconds * at) / count) * 1000).toISOString();
  return Array.from({ length: count }, (_, at) => ({ from: edge(at), to: edge(at + 1) }));
}
