import type { Database } from '#database/database.js';
import { writeAttempts } from '#jobs/job-log.js';
import type { Attempt } from '#jobs/job-log.js';

/** Maximum delay of a log line, not noticeable to a reader. */
const COLLECT_MS = 300;
const MAX_BATCH_SIZE = 200;

/** Buffers log lines of jobs, so that a worker with many attempts a second writes a few times a second. */
export class AttemptWriter {
  private waiting: Attempt[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly onError: (error: unknown) => void,
  ) {}

  add(attempt: Attempt): void {
    this.waiting.push(attempt);
    if (this.waiting.length >= MAX_BATCH_SIZE) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), COLLECT_MS).unref();
  }

  /** Resolves when all added lines are written or reported to `onError`. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.waiting;
    this.waiting = [];
    if (lines.length > 0) this.writing = this.writing.then(() => writeAttempts(this.db, lines)).catch(this.onError);
    return this.writing;
  }
}
