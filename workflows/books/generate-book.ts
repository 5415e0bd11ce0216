import {
  CancellationScope,
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { StartedBook, BookOutcome, BookPlan, GenerateBookInput, PageRequest } from '#contracts/work.js';
import { localStory, jobs, permanentFailureOf, artwork } from '../activity-proxies.js';
import { isEarly, JobControl, showState } from './job-control.js';
import { bookProgress, cancelJob, skipPages } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';
import { PageBoard } from './page-board.js';
import { printBook, hasFewerTasksPatch } from './print-book.js';
import { notifyParent } from '../notify-parent.js';

// its steps change most: each book ends on the build that it started on (ADR 26)
onNewBuild('PINNED', generateBook);

/**
 * Story → pages in bounded parallel, cover among them → interior → cover PDF → preflight. A permanently failed page parks the job
 * while the others go on; a canceled job delivers what is finished. The workflow's id is the job's.
 */
export async function generateBook(input: GenerateBookInput): Promise<BookOutcome> {
  const { jobId } = input;
  const board = new PageBoard(input.carried);
  const work = new CancellationScope();
  const control = new JobControl(jobId, work, board, input.carried?.paused);
  let canceled = false;
  let skipping: number[] = [];

  setHandler(cancelJob, () => {
    canceled = true;
    work.cancel();
  });
  setHandler(skipPages, (pages) => {
    skipping = [...skipping, ...board.skip(pages)];
    if (isEarly(board, pages)) board.decide('skip', pages);
    control.markSignaled();
  });
  setHandler(bookProgress, () => board.view({ paused: control.paused, canceled }));

  const fewerTasks = hasFewerTasksPatch();
  const { begun, quickStory } = await start();
  if (!begun) return 'canceled';
  showState('running');
  try {
    await work.run(async () => {
      control.aside(() => control.record());
      control.aside(writeDownSkips);
      await makeBook();
      await control.quiet();
    });
  } catch (error) {
    if (!control.endsWork(error)) throw error;
    return control.over ? finish('canceled') : CancellationScope.nonCancellable(deliverWhatIsFinished);
  }
  work.cancel();
  return finish(board.hasSkipped ? 'completed-with-skips' : 'completed');

  async function start(): Promise<StartedBook> {
    if (fewerTasks) return jobs.openBook({ jobId });
    return { begun: await jobs.beginJob({ jobId }), quickStory: false };
  }

  function finish(outcome: BookOutcome): Promise<BookOutcome> {
    showState(outcome);
    return CancellationScope.nonCancellable(async () => {
      const ended = await jobs.finishJob({ jobId, outcome });
      if (ended !== outcome) showState(ended);
      await notifyParent();
      return ended;
    });
  }

  async function makeBook(): Promise<void> {
    await control.step(() => (quickStory ? localStory : artwork).writeStory({ jobId }));
    const plan = await jobs.planBook({ jobId });
    board.plan(plan.pages);
    do {
      await drawPages(plan);
      await printBook(jobId, (run) => control.step(run), fewerTasks);
    } while (!board.isComplete); // a page was requested while the book was being printed
  }

  async function drawPages({ chunk, lanes }: BookPlan): Promise<void> {
    const mayDraw = () =>
      control.mayWork && board.hasWaiting && board.chunksInFlight < lanes && !workflowInfo().continueAsNewSuggested;
    const mustContinueAsNew = () => workflowInfo().continueAsNewSuggested && board.chunksInFlight === 0;
    for (;;) {
      await condition(() => (board.isComplete && skipping.length === 0) || mayDraw() || mustContinueAsNew());
      if (mustContinueAsNew()) await continueInNewRun();
      if (!mayDraw()) return;
      const asks = board.take(chunk, lanes);
      control.aside(() => drawChunk(asks));
    }
  }

  async function drawChunk(asks: PageRequest[]): Promise<void> {
    try {
      const results = await artwork.drawPages({ jobId, asks });
      skipping = [...skipping, ...board.complete(asks, results)];
    } catch (error) {
      if (control.endsWork(error)) return drawAgain(asks);
      const refusal = permanentFailureOf(error);
      if (!refusal) throw error;
      const [only] = asks;
      if (asks.length > 1 || !only) return drawAgain(asks);
      await jobs.refusePage({ jobId, number: only.number, ...refusal });
      skipping = [...skipping, ...board.complete(asks, [{ number: only.number, outcome: 'refused' }])];
    }
  }

  function drawAgain(asks: PageRequest[]): void {
    skipping = [...skipping, ...board.requeue(asks)];
  }

  async function writeDownSkips(): Promise<void> {
    for (;;) {
      await condition(() => skipping.length > 0);
      const batch = skipping;
      await jobs.skipPages({ jobId, pages: batch });
      skipping = skipping.slice(batch.length);
    }
  }

  async function continueInNewRun(): Promise<never> {
    await condition(allHandlersFinished);
    return continueAsNew<typeof generateBook>({ ...input, carried: { ...board.snapshot(), paused: control.paused } });
  }

  async function deliverWhatIsFinished(): Promise<BookOutcome> {
    await condition(() => board.chunksInFlight === 0); // a page that is nearly done still counts
    // nothing is printed after the job's end; earlier versions returned nothing
    if ((await jobs.releasePages({ jobId })) === false) return finish('canceled');
    const { drawn } = await jobs.countPages({ jobId });
    if (drawn > 0) {
      try {
        await printBook(jobId, (run) => run(), fewerTasks);
      } catch (error) {
        if (!permanentFailureOf(error)) throw error; // a canceled job is not held up by what can't be printed
      }
    }
    return finish('canceled');
  }
}
