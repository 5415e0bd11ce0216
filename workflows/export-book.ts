import { CancellationScope, isCancellation, setHandler } from '@temporalio/workflow';
import type { BookOutcome, ExportBookInput } from '#contracts/work.js';
import { endsCanceledWork } from './canceled-work.js';
import { records } from './capabilities.js';
import { JobControl, showState } from './job-control.js';
import { cancelJob, retryPages } from './messages.js';
import { onNewBuild } from './on-new-build.js';
import { printBook, withFewerTasks } from './print-book.js';
import { tellParent } from './tell-parent.js';

onNewBuild('PINNED', exportBook);

/** Prints what exists: interior, cover, preflight. The workflow's id is the job's. */
export async function exportBook({ jobId }: ExportBookInput): Promise<BookOutcome> {
  const control = new JobControl(jobId);
  const work = new CancellationScope();
  setHandler(cancelJob, () => work.cancel());
  setHandler(retryPages, () => {
    control.stuck = null;
  });

  const fewerTasks = withFewerTasks();
  if (!(await records.beginJob({ jobId }))) return 'canceled';
  showState('running');
  try {
    await work.run(async () => {
      void control.record().catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
      await printBook(jobId, (run) => control.step(run), fewerTasks);
      await control.quiet();
    });
  } catch (error) {
    if (!endsCanceledWork(error, work)) throw error;
    return finish('canceled');
  }
  work.cancel();
  return finish('completed');

  function finish(outcome: BookOutcome): Promise<BookOutcome> {
    showState(outcome);
    return CancellationScope.nonCancellable(async () => {
      await records.finishJob({ jobId, outcome });
      await tellParent();
      return outcome;
    });
  }
}
