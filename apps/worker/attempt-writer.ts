import type { Database } from '#database/database.js';
import { writeAttempts } from '#jobs/job-log.js';
import type { Attempt } from '#jobs/job-log.js';

/** Whoever looks at a job's log does not see this from "at once". */
const COLLECT_MS = 300;
const MAX_BATCH_SIZE = 200;

/** Lines of jobs' logs, collected for a moment: a worker that ends many attempts a second writes a few times a second. */
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

  /** Resolves when all that was added is written, or was told to `onError`. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.waiting;
    this.waiting = [];
    if (lines.length > 0) this.writing = this.writing.then(() => writeAttempts(this.db, lines)).catch(this.onError);
    return this.writing;
  }
}
