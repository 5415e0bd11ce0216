import { requestDigest } from '#openai/request-digest.js';
import type { PaidAnswer } from '#openai/paid-call.js';
import type { Database } from '#database/database.js';
import { countCost } from '#observability/metrics/provider-series.js';
import type { ProviderKind } from '#observability/metrics/provider-series.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { postLateCost } from './complete-job.js';

/**
 * The memory of calls that cost money. The answer's bytes go to the artifact store and its row is committed before
 * it is used: a retry after a crash finds the row and does not call again. The key is also sent to the provider as
 * its Idempotency-Key, for the moment between the provider's answer and our commit. It names what is asked: providers refuse a
 * key with another body, or give the answer to the old one.
 */
export function paidCalls(
  db: Database,
  store: ArtifactStore,
  job: { id: string; provider: string },
  kind: ProviderKind,
) {
  return async (
    name: string,
    asked: unknown,
    call: (idempotencyKey: string) => Promise<PaidAnswer>,
  ): Promise<Buffer> => {
    const key = `${name}/${requestDigest(asked)}`;
    const known = await db.providerCall.findUnique({ where: { key } });
    const stored = known?.sha256 ? await store.read(known.sha256) : null;
    if (stored) return stored;
    await db.providerCall.createMany({
      data: [{ key, jobId: job.id, provider: job.provider }],
      skipDuplicates: true,
    });
    // what is paid for has to be kept: a store that takes nothing is found out before money is spent
    await store.check();
    const answer = await call(key);
    const { sha256 } = await store.put(answer.body);
    countCost({ provider: job.provider, kind, ...answer.cost });
    await recordAnswer(db, job.id, key, answer, sha256);
    return answer.body;
  };
}

/** The job's row stays locked meanwhile: its end counts this call among its costs, or has been, and the call is posted by itself. */
async function recordAnswer(
  db: Database,
  jobId: string,
  key: string,
  { cost, model, requestId }: PaidAnswer,
  sha256: string,
): Promise<void> {
  const micros = BigInt(Math.round(cost.micros));
  const { currency } = cost;
  await db.$transaction(async (tx) => {
    const [job] = await tx.$queryRaw<{ ended: boolean }[]>`
      SELECT "endedAt" IS NOT NULL AS ended FROM "Job" WHERE id = ${jobId}::uuid FOR SHARE`;
    await tx.providerCall.update({
      where: { key },
      data: {
        state: 'answered',
        sha256,
        model,
        requestId: requestId ?? null,
        costMicros: micros,
        currency,
        endedAt: new Date(),
      },
    });
    if (job?.ended) await postLateCost(tx, { jobId, key, currency, micros });
  });
}
