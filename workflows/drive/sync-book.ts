import { CancellationScope, patched, setHandler } from '@temporalio/workflow';
import type { BookOutcome, SyncBookInput } from '#contracts/work.js';
import { drive, jobs, permanentFailureOf, driveChecks } from '../activity-proxies.js';
import { JobControl, showState } from '../books/job-control.js';
import { cancelJob } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';
import { notifyParent } from '../notify-parent.js';

// it may wait for a new grant for long, and its three steps hardly change
onNewBuild('AUTO_UPGRADE', syncBook);

/**
 * Makes a book the same here and in its author's Google Drive. Parks when the grant is revoked or the Drive is full,
 * and resumes at the byte where it was. The workflow's id is the job's.
 */
export async function syncBook({ jobId }: SyncBookInput): Promise<BookOutcome> {
  const work = new CancellationScope();
  const control = new JobControl(jobId, work);
  setHandler(cancelJob, () => work.cancel());

  // a Drive may be disconnected just as its sync starts: then the sync must not wait
  const endIfLeft = (error: unknown): never => {
    if (permanentFailureOf(error)?.code === 'drive-left' && patched('drive-left')) work.cancel();
    throw error;
  };
  const step = <T>(run: () => Promise<T>): Promise<T> => control.step(() => run().catch(endIfLeft));

  if (!(await jobs.beginJob({ jobId }))) return 'canceled';
  showState('running');
  try {
    await work.run(async () => {
      control.aside(() => control.record());
      const { batches } = await step(() => driveChecks.planSync({ jobId }));
      for (const files of batches) await step(() => drive.carryFiles({ jobId, files }));
      await step(() => drive.carryManifest({ jobId }));
      await control.quiet();
    });
  } catch (error) {
    if (!control.endsWork(error)) throw error;
    const ended = await CancellationScope.nonCancellable(() => jobs.moveJob({ jobId, state: 'canceled' }));
    showState(ended ?? 'canceled');
    await CancellationScope.nonCancellable(notifyParent);
    return ended ?? 'canceled';
  }
  work.cancel();
  await CancellationScope.nonCancellable(() => driveChecks.finishSync({ jobId }));
  showState('completed');
  await notifyParent();
  return 'completed';
}
