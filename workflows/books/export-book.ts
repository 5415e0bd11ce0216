import { CancellationScope, setHandler } from '@temporalio/workflow';
import type { BookOutcome, ExportBookInput } from '#contracts/work.js';
import { jobs } from '../activity-proxies.js';
import { JobControl, showState } from './job-control.js';
import { cancelJob } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';
import { printBook, hasFewerTasksPatch } from './print-book.js';
import { notifyParent } from '../notify-parent.js';

onNewBuild('PINNED', exportBook);

/** Prints what exists: interior, cover, preflight. The workflow's id is the job's. */
export async function exportBook({ jobId }: ExportBookInput): Promise<BookOutcome> {
  const work = new CancellationScope();
  const control = new JobControl(jobId, work);
  setHandler(cancelJob, () => work.cancel());

  const fewerTasks = hasFewerTasksPatch();
  if (!(await jobs.beginJob({ jobId }))) return 'canceled';
  showState('running');
  try {
    await work.run(async () => {
      control.aside(() => control.record());
      await printBook(jobId, (run) => control.step(run), fewerTasks);
      await control.quiet();
    });
  } catch (error) {
    if (!control.endsWork(error)) throw error;
    return finish('canceled');
  }
  work.cancel();
  return finish('completed');

  function finish(outcome: BookOutcome): Promise<BookOutcome> {
    showState(outcome);
    return CancellationScope.nonCancellable(async () => {
      const ended = await jobs.finishJob({ jobId, outcome });
      if (ended !== outcome) showState(ended);
      await notifyParent();
      return ended;
    });
  }
}
