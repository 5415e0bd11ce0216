import { condition, patched, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import type { CancellationScope } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { JobState } from '#contracts/jobs.js';
import { endsCanceledWork } from '../canceled-work.js';
import { jobs, permanentFailureOf } from '../activity-proxies.js';
import { pauseJob, resumeJob, retryPages } from '../messages.js';
import { notifyParent } from '../notify-parent.js';

/** What a job's control knows of its pages. */
interface Pages {
  hasRefused: boolean;
  ask(pages: number[]): void;
  isInFlight(pages: number[]): boolean;
  decide(decision: 'retry' | 'skip', pages: number[]): void;
}

/**
 * Whether a decision comes before the workflow knows of the refusal: a row says so at once, its chunk ends when all of its pages
 * are drawn. Up to 0.1 such a decision was lost.
 */
export const isEarly = (pages: Pick<Pages, 'isInFlight'>, numbers: number[]): boolean =>
  pages.isInFlight(numbers) && patched('decides-in-flight');

/**
 * Applies signals and permanent failures to a running job, and is the one place that writes its state.
 *
 * The row may be ahead of the workflow: a task whose worker dies, or whose last command meets a new signal, is lost with
 * the markers of its local activities, but their writes stay. The task is made again, and then the signal comes first. So
 * the state is written after each signal, whether it seems to differ or not, and a job whose row has ended ends its work.
 */
export class JobControl {
  /** The job's row has ended: later results do not count. */
  over = false;
  /** The step that needs attention, and why. */
  private stuck: { code: string; message: string } | null = null;
  private recorded: JobState = 'running';
  private recording: JobState = 'running';
  /** A signal came after the state was written. */
  private signaled = false;

  constructor(
    private readonly jobId: string,
    private readonly work: CancellationScope,
    private readonly pages: Pages | null = null,
    public paused = false,
  ) {
    setHandler(pauseJob, () => {
      this.paused = true;
      this.markSignaled();
    });
    setHandler(resumeJob, () => {
      this.paused = false;
      this.markSignaled();
    });
    setHandler(retryPages, (numbers) => {
      this.stuck = null;
      this.pages?.ask(numbers);
      if (this.pages && isEarly(this.pages, numbers)) this.pages.decide('retry', numbers);
      this.markSignaled();
    });
  }

  /** Called by every signal handler. */
  markSignaled(): void {
    this.signaled = patched('state-after-signals');
  }

  /** Not while the row may say "paused": a drawing activity reads it there, and would return its pages at once. */
  get mayWork(): boolean {
    return ![this.state, this.recording, this.recorded].includes('paused');
  }

  private get state(): JobState {
    if (this.paused) return 'paused';
    return this.stuck || this.pages?.hasRefused ? 'needs-attention' : 'running';
  }

  /** Runs background work of the job, which ends with the job's row or with `work`. */
  aside(run: () => Promise<void>): void {
    void run().catch((error: unknown) => {
      if (!this.endsWork(error)) throw error;
    });
  }

  /** Follows the state for as long as its scope lives. */
  async record(): Promise<void> {
    for (;;) {
      await condition(() => this.state !== this.recorded || this.signaled);
      this.signaled = false;
      const state = (this.recording = this.state);
      const because = state === 'needs-attention' ? (this.stuck ?? REFUSED_PAGES) : {};
      if (await jobs.moveJob({ jobId: this.jobId, state, ...because })) return this.end();
      showState(state);
      this.recorded = state;
      if (state === 'needs-attention') await notifyParent();
    }
  }

  /** Waits while the job is paused. */
  async gate(): Promise<void> {
    if (this.paused) await condition(() => !this.paused);
  }

  /** Waits until the row has the current state. */
  async quiet(): Promise<void> {
    await condition(() => !this.paused && this.state === this.recorded && !this.signaled);
  }

  /** Runs a step; on a permanent failure, parks the job until it is retried. */
  async step<T>(run: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.gate();
      try {
        return await run();
      } catch (error) {
        const refusal = permanentFailureOf(error);
        if (!refusal || isJobEnded(error)) throw error;
        this.stuck = refusal;
        await condition(() => this.stuck === null);
      }
    }
  }

  /** Whether an error of the job's work means that it was canceled, or that its row has ended: then it is `over`. */
  endsWork(error: unknown): boolean {
    if (isJobEnded(error)) this.end();
    return this.over || endsCanceledWork(error, this.work);
  }

  private end(): void {
    this.over = true;
    this.work.cancel();
  }
}

/** An activity reports that the job's row has ended. */
const isJobEnded = (error: unknown): boolean =>
  permanentFailureOf(error)?.code === 'job-ended' && patched('ends-with-its-row');

const REFUSED_PAGES = { code: 'pages-refused', message: 'Some pages need you: edit, retry or skip them.' };

const jobStateKey = defineSearchAttributeKey('JobState', 'KEYWORD');

/** Lets support find jobs by state in Temporal, too. */
export const showState = (state: JobState): void => upsertSearchAttributes([{ key: jobStateKey, value: state }]);
