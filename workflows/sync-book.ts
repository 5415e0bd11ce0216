import { CancellationScope, isCancellation, patched, setHandler } from '@temporalio/workflow';
import type { BookOutcome, SyncBookInput } from '#contracts/work.js';
import { endsCanceledWork } from './canceled-work.js';
import { courier, records, refusalOf, scout } from './capabilities.js';
import { JobControl, showState } from './job-control.js';
import { cancelJob, retryPages } from './messages.js';
import { onNewBuild } from './on-new-build.js';
import { tellParent } from './tell-parent.js';

// it waits for as long as Google lets us in no more, and its three steps hardly change
onNewBuild('AUTO_UPGRADE', syncBook);

/**
 * Makes a book the same here and in its author's Google Drive. Parks when Google lets us in no more or the Drive is full,
 * and goes on at the byte where it was. The workflow's id is the job's.
 */
export async function syncBook({ jobId }: SyncBookInput): Promise<BookOutcome> {
  const control = new JobControl(jobId);
  const work = new CancellationScope();
  setHandler(cancelJob, () => work.cancel());
  setHandler(retryPages, () => {
    control.stuck = null;
  });

  // a Drive may be disconnected just as its sync begins: then there is nobody to wait for
  const endIfLeft = (error: unknown): never => {
    if (refusalOf(error)?.code === 'drive-left' && patched('drive-left')) work.cancel();
    throw error;
  };
  const step = <T>(run: () => Promise<T>): Promise<T> => control.step(() => run().catch(endIfLeft));

  if (!(await records.beginJob({ jobId }))) return 'canceled';
  showState('running');
  try {
    await work.run(async () => {
      void control.record().catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
      const { batches } = await step(() => scout.planSync({ jobId }));
      for (const files of batches) await step(() => courier.carryFiles({ jobId, files }));
      await step(() => courier.carryManifest({ jobId }));
      await control.quiet();
    });
  } catch (error) {
    if (!endsCanceledWork(error, work)) throw error;
    await CancellationScope.nonCancellable(() => records.moveJob({ jobId, state: 'canceled' }));
    showState('canceled');
    await CancellationScope.nonCancellable(tellParent);
    return 'canceled';
  }
  work.cancel();
  await CancellationScope.nonCancellable(() => scout.finishSync({ jobId }));
  showState('completed');
  await tellParent();
  return 'completed';
}
