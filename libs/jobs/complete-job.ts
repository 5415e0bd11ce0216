import type { Connection } from '#database/database.js';
import { post } from '#ledger/ledger.js';
import { fromMicros } from '#ledger/money.js';
import { release } from '#billing/usage.js';

/** What the end of a job means for limits and books, committed with it; a repeat changes nothing. */
export async function completeJob(tx: Connection, jobId: string): Promise<void> {
  await release(tx, jobId);
  await postProviderCosts(tx, jobId);
}

/** What the job's paid calls cost, in whole minor units: a part of a cent is owed as a cent. */
async function postProviderCosts(tx: Connection, jobId: string): Promise<void> {
  const sums = await tx.providerCall.groupBy({
    by: ['currency'],
    where: { jobId, state: 'answered' },
    _sum: { costMicros: true },
    orderBy: { currency: 'asc' },
  });
  const owed = sums.map(({ currency, _sum }) => ({ currency, micros: _sum.costMicros ?? 0n }));
  await postCosts(tx, jobId, `provider:${jobId}`, owed);
}

/** What a call cost that was answered after its job had ended and its costs were posted; a repeat changes nothing. */
export const postLateCost = (
  tx: Connection,
  { jobId, key, ...cost }: { jobId: string; key: string; currency: string; micros: bigint },
): Promise<void> => postCosts(tx, jobId, `provider:${key}`, [cost]);

async function postCosts(
  tx: Connection,
  jobId: string,
  key: string,
  sums: { currency: string; micros: bigint }[],
): Promise<void> {
  const costs = sums
    .map(({ currency, micros }) => ({ currency, minor: fromMicros(micros, currency, 'up') }))
    .filter(({ minor }) => minor > 0n);
  if (costs.length === 0) return;
  await post(tx, {
    key,
    kind: 'provider-cost',
    cause: { kind: 'job', id: jobId },
    at: new Date(),
    postings: costs.flatMap((cost) => [
      { account: 'provider-costs' as const, amount: cost },
      { account: 'provider-payable' as const, amount: { ...cost, minor: -cost.minor } },
    ]),
  });
}
