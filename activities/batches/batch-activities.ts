import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { batchEmail } from '#batches/batch-email.js';
import { isAtWork, lockBatch } from '#batches/lock-batch.js';
import type { BatchRun } from '#batches/lock-batch.js';
import { moveBatch, countItems, completeItems } from '#batches/complete-items.js';
import { takeItems } from '#batches/take-items.js';
import type { BatchDeps } from '#batches/take-items.js';
import { packFiles } from '#batches/pack-files.js';
import { batchKind } from '#contracts/batches.js';
import type { BatchTake } from '#contracts/work.js';
import { SIGNALS } from '#contracts/signals.js';
import type { Connection, Database } from '#database/database.js';
import { newId } from '#database/ids.js';
import { steerJob } from '#jobs/steer-job.js';
import type { ArtifactStore } from '#storage/artifact-store.js';
import { startMailWorkflow } from '#temporal/start/start-mail.js';
import { runActivity } from '../run-activity.js';

/** A job that has not reacted by then is checked with the others. */
const RESPONSE_DEADLINE_MS = 10_000;
/** A batch that took longer than this is announced by mail. */
const LONG_MS = 5 * 60_000;

type WakeJob = Partial<BatchRun> & { jobId: string; requestId: string };
type FinishBatch = BatchRun & { canceled: boolean; noArchive?: string };

/** A run started by an earlier version does not name its batch. */
const isStillAtWork = async (db: Database, { batchId, attempt }: Partial<BatchRun>): Promise<boolean> =>
  batchId === undefined || isAtWork(db, { batchId, attempt });

/** The rows of a batch: short writes that are safe to repeat. */
export const createBatchActivities = ({
  client,
  ...deps
}: BatchDeps & {
  client: Client;
  /** Of the console, for the link in a mail. */
  publicUrl: string;
}) => {
  const { db } = deps;
  return {
    /** Jobs that an earlier run started and that are still open; null when the batch has ended or was restarted. */
    beginBatch: (run: BatchRun): Promise<{ open: string[]; attempt: number } | null> =>
      runActivity(() =>
        db.$transaction(async (tx) => {
          if (!(await moveBatch(tx, run, 'running'))) return null;
          const id = run.batchId;
          await tx.batch.updateMany({ where: { id, startedAt: null }, data: { startedAt: new Date() } });
          const { attempt } = await tx.batch.findUniqueOrThrow({ where: { id }, select: { attempt: true } });
          const open = await tx.batchItem.findMany({
            where: { batchId: id, state: 'running' },
            select: { jobId: true },
          });
          return { open: open.map(({ jobId }) => jobId), attempt };
        }),
      ),

    takeItems: ({ count, open, ...run }: BatchRun & { count: number; open: string[] }): Promise<BatchTake> =>
      runActivity(() => takeItems(deps, run, count, open)),

    settleItems: ({ open, ...run }: BatchRun & { open: string[] }): Promise<string[]> =>
      runActivity(() => completeItems(db, run, open)),

    /**
     * Retries a parked job, and waits a while until it has reacted: until then its row says that it is parked. A job
     * whose workflow is gone has failed, and its book with it.
     */
    wakeJob: ({ jobId, requestId, ...run }: WakeJob): Promise<void> =>
      runActivity(async () => {
        if (!(await isStillAtWork(db, run))) return;
        const parked = { id: jobId, state: 'needs-attention' };
        const before = await db.job.findFirst({ where: parked, select: { updatedAt: true } });
        await steerJob({ db, client }, jobId, requestId, { name: SIGNALS.retryPages, pages: [] });
        if (!before) return;
        // it may have failed again by the next check: then its row is newer
        for (const end = Date.now() + RESPONSE_DEADLINE_MS; Date.now() < end; await delay(100))
          if ((await db.job.count({ where: { ...parked, ...before } })) === 0) return;
      }),

    /** Queued items are canceled; running ones deliver what is finished. */
    cancelItems: ({ open, ...run }: BatchRun & { open: string[] }): Promise<void> =>
      runActivity(async () => {
        const { batchId } = run;
        await db.$transaction(async (tx) => {
          if (!(await lockBatch(tx, run))) return;
          await tx.batchItem.updateMany({ where: { batchId, state: 'waiting' }, data: { state: 'canceled' } });
        });
        for (const jobId of open)
          if (await isAtWork(db, run))
            await steerJob({ db, client }, jobId, `${batchId}:cancel`, { name: SIGNALS.cancelJob });
      }),

    /** `noArchive`: why the files could not be packed. */
    finishBatch: ({ canceled, noArchive, ...run }: FinishBatch): Promise<void> =>
      runActivity(async () => {
        const mailId = await db.$transaction(async (tx) => {
          if (!(await lockBatch(tx, run))) return undefined;
          const { completed, failed, total } = await countItems(tx, run.batchId);
          // items were taken that this run does not track: the watchdog continues the batch
          if (completed + failed < total) return undefined;
          const state = canceled ? 'canceled' : failed > 0 ? 'completed-with-failures' : 'completed';
          const message = `${completed} of ${total} books are done.${noArchive ? ` There is no archive: ${noArchive}` : ''}`;
          await moveBatch(tx, run, state, { message });
          return canceled ? undefined : queueBatchEmail(tx, run.batchId, deps.publicUrl);
        });
        // on any error the watchdog sends it later
        if (mailId) await startMailWorkflow(client, mailId).catch(() => undefined);
      }),
  };
};

/** To an author who will not have stayed to see the end; undefined when the batch was short. */
async function queueBatchEmail(tx: Connection, batchId: string, publicUrl: string): Promise<string | undefined> {
  const batch = await tx.batch.findUniqueOrThrow({
    where: { id: batchId },
    include: { owner: { select: { email: true, name: true } } },
  });
  const { kind, startedAt, endedAt, zipSha256, owner } = batch;
  if (!startedAt || !endedAt || endedAt.getTime() - startedAt.getTime() < LONG_MS) return undefined;
  const counts = await countItems(tx, batchId);
  const facts = { ...counts, kind: batchKind.parse(kind), hasArchive: zipSha256 !== null };
  const data = { id: newId(), ...batchEmail(owner, facts, `${publicUrl}/batches/${batchId}`) };
  return (await tx.outgoingMail.create({ data, select: { id: true } })).id;
}

/** The archive of a batch: as long as its files. */
export const createArchiveActivities = (deps: { db: Database; store: ArtifactStore }) => ({
  packBatch: (run: BatchRun): Promise<void> =>
    runActivity(async (context) => {
      if (!(await deps.db.$transaction((tx) => moveBatch(tx, run, 'packing')))) return;
      const zip = await packFiles(deps, run.batchId, context.cancellationSignal);
      if (!zip) return;
      await deps.db.$transaction(async (tx) => {
        if (!(await lockBatch(tx, run))) return;
        const data = { zipSha256: zip.sha256, zipSize: BigInt(zip.size) };
        await tx.batch.update({ where: { id: run.batchId }, data });
      });
    }),
});
