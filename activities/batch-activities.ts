import type { Client } from '@temporalio/client';
import { moveBatch, countItems, settleItems } from '#batches/settle-items.js';
import { takeItems } from '#batches/take-items.js';
import type { BatchDeps } from '#batches/take-items.js';
import { packFiles } from '#batches/pack-files.js';
import type { BatchTake } from '#contracts/work.js';
import type { Database } from '#database/database.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { signalJob } from '#temporal/signal-job.js';
import { runActivity } from './run-activity.js';

/** The rows of a batch: short writes that are safe to repeat. */
export const createBatchActivities = ({ client, ...deps }: BatchDeps & { client: Client }) => {
  const { db } = deps;
  return {
    /** Jobs that an earlier run has begun and not seen to the end; null when the batch has ended already. */
    beginBatch: ({ batchId }: { batchId: string }): Promise<{ open: string[] } | null> =>
      runActivity(async () => {
        await db.batch.updateMany({ where: { id: batchId, startedAt: null }, data: { startedAt: new Date() } });
        if (!(await moveBatch(db, batchId, 'running'))) return null;
        const open = await db.batchItem.findMany({ where: { batchId, state: 'running' }, select: { jobId: true } });
        return { open: open.map(({ jobId }) => jobId) };
      }),

    takeItems: ({ batchId, count, open }: { batchId: string; count: number; open: string[] }): Promise<BatchTake> =>
      runActivity(() => takeItems(deps, batchId, count, open)),

    settleItems: ({ batchId, open }: { batchId: string; open: string[] }): Promise<string[]> =>
      runActivity(() => settleItems(db, batchId, open)),

    /** Asks a parked job for another try. */
    wakeJob: ({ jobId, requestId }: { jobId: string; requestId: string }): Promise<void> =>
      runActivity(() => signalJob(client, jobId, requestId, { name: 'retryPages', pages: [] })),

    /** What has not begun never will; what is being worked on delivers what is finished. */
    cancelItems: ({ batchId, open }: { batchId: string; open: string[] }): Promise<void> =>
      runActivity(async () => {
        await db.batchItem.updateMany({ where: { batchId, state: 'waiting' }, data: { state: 'canceled' } });
        for (const jobId of open)
          await signalJob(client, jobId, `${batchId}:cancel`, { name: 'cancel' }).catch(() => undefined);
      }),

    finishBatch: ({ batchId, canceled }: { batchId: string; canceled: boolean }): Promise<void> =>
      runActivity(async () => {
        const { completed, failed, total } = await countItems(db, batchId);
        const state = canceled ? 'canceled' : failed > 0 ? 'completed-with-failures' : 'completed';
        await moveBatch(db, batchId, state, { message: `${completed} of ${total} books are done.` });
      }),
  };
};

/** The archive of a batch: as long as its files. */
export const createPackingActivities = (deps: { db: Database; store: ArtifactStore }) => ({
  packBatch: ({ batchId }: { batchId: string }): Promise<void> =>
    runActivity(async (context) => {
      await moveBatch(deps.db, batchId, 'packing');
      const zip = await packFiles(deps, batchId, context.cancellationSignal);
      if (zip)
        await deps.db.batch.update({
          where: { id: batchId },
          data: { zipSha256: zip.sha256, zipSize: BigInt(zip.size) },
        });
    }),
});
