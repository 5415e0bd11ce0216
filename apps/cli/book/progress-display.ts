import type { JobView } from '#contracts/jobs.js';
import type { Terminal } from '../../stack/home/terminal.js';
import { progressLine, stepText } from './progress-line.js';

/** Faster redraws are not visible and slow down remote terminals. */
const REDRAW_MS = 80;

/** A progress line on a terminal; elsewhere a line at each step and each quarter of the pages. */
export class ProgressDisplay {
  private last = '';
  private drawnAt = 0;

  constructor(private readonly terminal: Terminal) {}

  show(job: JobView): void {
    if (this.terminal.isLive) return this.redraw(job);
    const { done, total } = job.progress;
    const quarter = total > 0 ? Math.floor((4 * done) / total) : 0;
    const mark = `${stepText(job)} ${quarter}`;
    if (mark === this.last) return;
    this.last = mark;
    this.terminal.line(`    ${progressLine(job)}`);
  }

  lost(): void {
    if (this.terminal.isLive) this.terminal.now('The api does not answer; waiting for it to come back');
    else this.terminal.line('  The api does not answer; waiting for it to come back');
  }

  private redraw(job: JobView): void {
    if (Date.now() - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = Date.now();
    this.terminal.now(progressLine(job));
  }
}
