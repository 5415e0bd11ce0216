import { newId } from '#database/ids.js';
import { insertRun } from '#reconciliation/run/run-record.js';
import type { Platform } from '../../support/platform.js';
import { TO } from '../environment.js';
import type { Scenario } from '../environment.js';

/** Reconciling, and what it finds. */
export const money: Record<string, Scenario> = {
  'reconcile-payments-completed': (platform) => reconcile(platform, 'person'),
  'reconcile-payments-rehearsed': (platform) => reconcile(platform, 'rehearsal'),
  async 'repair-payment-given-up'({ db, client }) {
    const id = newId();
    const item = {
      type: 'payout',
      state: 'repairing',
      subjectKind: 'balance_transaction',
      subjectId: 'txn_1',
      words: 'x',
    };
    await db.reconciliationException.create({
      data: { id, key: id, ...item, occurredAt: new Date(), runId: id, rules: 1, repairedBy: 'revoke-access' },
    });
    const workflowId = `repair:${id}`;
    await client.workflow.execute('repairPayment', { workflowId, taskQueue: 'orchestration', args: [{ itemId: id }] });
    return workflowId;
  },
};

async function reconcile({ db, client }: Platform, trigger: 'person' | 'rehearsal'): Promise<string> {
  const runId = newId();
  await insertRun(db, {
    id: runId,
    from: new Date((TO - 35 * 86_400) * 1000),
    to: new Date(TO * 1000),
    trigger,
    requesterId: null,
  });
  const workflowId = `reconcile:${runId}`;
  await client.workflow.execute('reconcilePayments', { workflowId, taskQueue: 'orchestration', args: [{ runId }] });
  return workflowId;
}
