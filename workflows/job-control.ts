import { condition, setHandler, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { JobState } from '#contracts/jobs.js';
import { records, refusalOf } from './capabilities.js';
import { pauseJob, resumeJob } from './messages.js';
import { tellParent } from './tell-parent.js';

/** What people and refusals do to a running job, and the one place that writes its state down. */
export class JobControl {
  /** The step that waits for a person, and why. */
  stuck: { code: string; message: string } | null = null;
  private recorded: JobState = 'running';
  private recording: JobState = 'running';

  constructor(
    private readonly jobId: string,
    private readonly hasRefusedPages: () => boolean = () => false,
    public paused = false,
  ) {
    setHandler(pauseJob, () => {
      this.paused = true;
    });
    setHandler(resumeJob, () => {
      this.paused = false;
    });
  }

  /** Not while the row may say "paused": a drawing activity reads it there, and would hand its pages back at once. */
  get mayWork(): boolean {
    return ![this.state, this.recording, this.recorded].includes('paused');
  }

  private get state(): JobState {
    if (this.paused) return 'paused';
    return this.stuck || this.hasRefusedPages() ? 'needs-attention' : 'running';
  }

  /** Follows the state for as long as its scope lives. */
  async record(): Promise<never> {
    for (;;) {
      await condition(() => this.state !== this.recorded);
      const state = (this.recording = this.state);
      const because = state === 'needs-attention' ? (this.stuck ?? REFUSED_PAGES) : {};
      await records.moveJob({ jobId: this.jobId, state, ...because });
      showState(state);
      this.recorded = state;
      if (state === 'needs-attention') await tellParent();
    }
  }

  /** Waits while the job is paused. */
  async gate(): Promise<void> {
    if (this.paused) await condition(() => !this.paused);
  }

  /** Everything that happened is written down. */
  async quiet(): Promise<void> {
    await condition(() => !this.paused && this.state === this.recorded);
  }

  /** Runs a step; when it is refused, parks the job until a person asks for another try. */
  async step<T>(run: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.gate();
      try {
        return await run();
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal) throw error;
        this.stuck = refusal;
        await condition(() => this.stuck === null);
      }
    }
  }
}

const REFUSED_PAGES = { code: 'pages-refused', message: 'Some pages need you: edit, retry or skip them.' };

const jobStateKey = defineSearchAttributeKey('JobState', 'KEYWORD');

/** Lets support find jobs by state in Temporal, too. */
export const showState = (state: JobState): void => upsertSearchAttributes([{ key: jobStateKey, value: state }]);
