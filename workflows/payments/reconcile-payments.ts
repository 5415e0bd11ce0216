import { CancellationScope, continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { ReconcileInput, ReconcileProgress } from '#contracts/work.js';
import { failureMessage, reconciliation, reconciliationRuns } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

/** Lists that Stripe gives page by page; each is cut into spans of time that are fetched at once. */
const LISTS = ['balance_transaction', 'charge', 'refund', 'dispute', 'payout'] as const;
const STEP_OF = {
  balance_transaction: 'balance_transactions',
  charge: 'charges',
  refund: 'refunds',
  dispute: 'disputes',
  payout: 'payouts',
} as const;
const LANES = 4;
const PHASES = [
  'charges',
  'payments',
  'older-charges',
  'payouts',
  'transactions',
  'ledger',
  'refunds',
  'access',
] as const;
/** Exceptions a dry run lists in each direction; the rest is only counted. */
const MAX_FLIPS = 100;

type Step = Parameters<typeof reconciliationRuns.noteRun>[0]['step'];
const initialProgress = (): ReconcileProgress => ({
  steps: 0,
  phases: 0,
  after: null,
  counts: { fetched: {}, compared: 0, matched: 0, found: {}, recovered: 0 },
  flips: { appear: [], go: [], more: 0 },
});

onNewBuild('PINNED', reconcilePayments);

/** Fetches what Stripe says happened, then compares it with our books case by case. Every step may be repeated. */
export async function reconcilePayments({ runId, carried }: ReconcileInput): Promise<void> {
  const progress = carried ?? initialProgress();
  const { counts, flips } = progress;
  let step: Step = 'balance_transactions';
  const saveProgress = (): Promise<void> => reconciliationRuns.noteRun({ runId, step, counts });

  try {
    const { rehearsal, spans } = await reconciliationRuns.beginRun({ runId, lanes: LANES });
    const steps: [Step, () => Promise<void>][] = [
      ...LISTS.map((kind): [Step, () => Promise<void>] => [STEP_OF[kind], () => fetchList(kind, spans)]),
      ['payout_links', fetchLinks],
      ['missed_events', () => (rehearsal ? Promise.resolve() : recoverEvents())],
      ['match', match],
    ];
    for (const [name, execute] of steps.slice(progress.steps)) {
      step = name;
      await execute();
      progress.steps += 1;
      await saveProgress();
      await continueAsNewIfSuggested();
    }
    await reconciliationRuns.endRun({ runId, counts, flips: rehearsal ? flips : null });
  } catch (error) {
    const message = failureMessage(error);
    // continue-as-new is thrown, too
    if (message === null) throw error;
    await CancellationScope.nonCancellable(() =>
      reconciliationRuns.noteRun({ runId, step, counts, state: 'failed', message }),
    );
    throw error;
  }

  async function fetchList(kind: (typeof LISTS)[number], spans: { from: string; to: string }[]): Promise<void> {
    await Promise.all(
      spans.map((span) =>
        untilEnd((after) => reconciliation.fetchRecords({ runId, kind, span, after }), STEP_OF[kind]),
      ),
    );
  }

  async function fetchLinks(): Promise<void> {
    await untilEnd((after) => reconciliation.linkPayouts({ runId, after }), 'payout_links');
    await untilEnd((after) => reconciliation.fetchCauses({ runId, after }), 'payout_links');
  }

  async function recoverEvents(): Promise<void> {
    let after: string | null = null;
    do {
      const got: { after: string | null; count: number } = await reconciliation.recoverEvents({ runId, after });
      counts.recovered += got.count;
      after = got.after;
    } while (after !== null);
  }

  async function untilEnd(
    fetch: (after: string | null) => Promise<{ after: string | null; count: number }>,
    name: string,
  ): Promise<void> {
    let after: string | null = null;
    do {
      const got = await fetch(after);
      counts.fetched[name] = (counts.fetched[name] ?? 0) + got.count;
      after = got.after;
      await saveProgress();
    } while (after !== null);
  }

  async function match(): Promise<void> {
    for (const phase of PHASES.slice(progress.phases)) {
      do {
        const result = await reconciliation.matchBatch({ runId, phase, after: progress.after });
        counts.compared += result.compared;
        counts.matched += result.matched;
        for (const [type, count] of Object.entries(result.found))
          counts.found[type] = (counts.found[type] ?? 0) + count;
        addFlips(result);
        progress.after = result.after;
        if (result.after === null) progress.phases += 1;
        await saveProgress();
        await continueAsNewIfSuggested();
      } while (progress.after !== null);
    }
  }

  function addFlips({ appear, go }: { appear: string[]; go: string[] }): void {
    for (const [listed, more] of [
      [flips.appear, appear],
      [flips.go, go],
    ] as const) {
      const room = Math.max(0, MAX_FLIPS - listed.length);
      listed.push(...more.slice(0, room));
      flips.more += Math.max(0, more.length - room);
    }
  }

  /** Continues as new before the history grows too long. */
  async function continueAsNewIfSuggested(): Promise<void> {
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof reconcilePayments>({ runId, carried: progress });
  }
}
