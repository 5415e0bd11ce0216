import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import type { Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInterceptorsFactory, Next } from '@temporalio/worker';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import type { PageResult } from '#contracts/work.js';
import type { Database } from '#database/database.js';
import { writeAttempt } from '#jobs/job-log.js';
import type { ErrorLog } from '#observability/error-log.js';
import type { AttemptDetail } from '#jobs/job-log.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Writes how every attempt of a job's activities ended into the job's log, for support. Never in the way of the work: it
 * is not waited for, and a log that can't be written is told to `onError`. What nobody foresaw goes to the error log, too.
 */
export const attemptLog =
  (db: Database, errors: ErrorLog, worker: string, onError: (error: unknown) => void): ActivityInterceptorsFactory =>
  (context) => ({ inbound: new AttemptLog(context, db, errors, worker, onError) });

class AttemptLog implements ActivityInboundCallsInterceptor {
  constructor(
    private readonly context: Context,
    private readonly db: Database,
    private readonly errors: ErrorLog,
    private readonly worker: string,
    private readonly onError: (error: unknown) => void,
  ) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const startedAt = new Date();
    try {
      const result = await next(input);
      const refused = refusedPages(result);
      if (refused.length > 0) this.write(input, startedAt, 'failed', new RefusedPages(refused));
      else this.write(input, startedAt, 'done', null);
      return result;
    } catch (error) {
      this.write(input, startedAt, error instanceof CancelledFailure ? 'canceled' : 'failed', error);
      if (error instanceof ApplicationFailure && error.type === 'unexpected') this.report(error.cause ?? error);
      throw error;
    }
  }

  private report(error: unknown): void {
    const { activityType, workflowExecution } = this.context.info;
    this.errors.report(error, { place: activityType, workflowId: workflowExecution?.workflowId });
  }

  private write(input: ActivityExecuteInput, startedAt: Date, state: AttemptDetail['state'], error: unknown): void {
    const { info } = this.context;
    const jobId = info.workflowExecution?.workflowId ?? '';
    if (!UUID.test(jobId)) return;
    const pages = pagesOf(input.args[0]);
    const code = error instanceof ApplicationFailure || error instanceof RefusedPages ? error.type : undefined;
    const ended = new Date();
    const failed = error instanceof Error ? error.message : String(error);
    writeAttempt(this.db, {
      jobId,
      activity: info.activityType,
      attempt: info.attempt,
      page: pages?.length === 1 ? pages[0]! : null,
      level:
        state === 'failed' ? (error instanceof ApplicationFailure && error.nonRetryable ? 'error' : 'warn') : 'info',
      message: state === 'done' ? `Done in ${inWords(ended.getTime() - startedAt.getTime())}` : failed,
      detail: {
        scheduledAt: new Date(info.currentAttemptScheduledTimestampMs).toISOString(),
        startedAt: startedAt.toISOString(),
        endedAt: ended.toISOString(),
        worker: this.worker,
        state,
        ...(pages ? { pages } : {}),
        ...(code ? { code } : {}),
      },
    }).catch(this.onError);
  }
}

/** Pages that wait for a person: their activity ended well, but a reader of the log looks for them. */
class RefusedPages extends Error {
  readonly type = 'pages-refused';
  constructor(pages: number[]) {
    super(`Refused: ${pages.map((page) => (page === 0 ? 'the cover' : `page ${page}`)).join(', ')}`);
  }
}

const refusedPages = (result: unknown): number[] =>
  Array.isArray(result)
    ? (result as Partial<PageResult>[]).flatMap(({ number, outcome }) =>
        outcome === 'refused' && number !== undefined ? [number] : [],
      )
    : [];

/** Drawing activities are asked for pages; others are not. */
function pagesOf(ask: unknown): number[] | null {
  const { asks, number } = (ask ?? {}) as { asks?: { number: number }[]; number?: number };
  if (Array.isArray(asks)) return asks.map((each) => each.number);
  return typeof number === 'number' ? [number] : null;
}

const inWords = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);
