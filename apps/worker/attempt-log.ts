import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import type { Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInterceptorsFactory, Next } from '@temporalio/worker';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { z } from 'zod';
import type { PageResult } from '#contracts/work.js';
import { hearParts } from '#activities/parts.js';
import type { Part } from '#activities/parts.js';
import type { ErrorLog } from '#observability/error-log.js';
import type { AttemptDetail } from '#jobs/job-log.js';
import type { AttemptWriter } from './attempt-writer.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Logs the outcome of every activity attempt of a job, for support; of attempts with parts, the outcome of each
 * part. Writes asynchronously, so that it never delays the work. Unhandled errors go to the error log, too.
 */
export const attemptLog =
  (writer: AttemptWriter, errors: ErrorLog, worker: string): ActivityInterceptorsFactory =>
  (context) => ({ inbound: new AttemptLog(context, writer, errors, worker) });

/** Fields of a log line. */
interface Ended {
  activity: string;
  scheduledAt: Date;
  startedAt: Date;
  state: AttemptDetail['state'];
  error: unknown;
}

class AttemptLog implements ActivityInboundCallsInterceptor {
  private readonly activity: string;
  private readonly scheduledAt: Date;

  constructor(
    private readonly context: Context,
    private readonly writer: AttemptWriter,
    private readonly errors: ErrorLog,
    private readonly worker: string,
  ) {
    this.activity = context.info.activityType;
    this.scheduledAt = new Date(context.info.currentAttemptScheduledTimestampMs);
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const own = { activity: this.activity, scheduledAt: this.scheduledAt, startedAt: new Date() };
    const reported: Part[] = [];
    const hear = (part: Part): void => {
      // only the first part waits for a worker
      const scheduledAt = reported.length === 0 ? this.scheduledAt : part.startedAt;
      reported.push(part);
      this.write(input, { ...part, scheduledAt, state: stateOf(part.error), error: part.error });
    };
    try {
      const result = await hearParts(hear, () => next(input));
      const refused = refusedPages(result);
      if (refused.length > 0) this.write(input, { ...own, state: 'failed', error: new RefusedPages(refused) });
      else if (reported.length === 0) this.write(input, { ...own, state: 'done', error: undefined });
      return result;
    } catch (error) {
      if (!reported.some((part) => part.error === error)) this.write(input, { ...own, state: stateOf(error), error });
      if (error instanceof ApplicationFailure && error.type === 'unexpected') this.report(error.cause ?? error);
      throw error;
    }
  }

  private report(error: unknown): void {
    const { workflowExecution } = this.context.info;
    this.errors.report(error, { place: this.activity, workflowId: workflowExecution?.workflowId });
  }

  private write(input: ActivityExecuteInput, { activity, scheduledAt, startedAt, state, error }: Ended): void {
    const { info } = this.context;
    const jobId = info.workflowExecution?.workflowId ?? '';
    if (!UUID.test(jobId)) return;
    const pages = pagesOf(input.args[0]);
    const [number = null, ...more] = pages ?? [];
    const code = error instanceof ApplicationFailure || error instanceof RefusedPages ? error.type : undefined;
    const ended = new Date();
    const failed = error instanceof Error ? error.message : String(error);
    this.writer.add({
      jobId,
      activity,
      attempt: info.attempt,
      page: more.length === 0 ? number : null,
      level:
        state === 'failed' ? (error instanceof ApplicationFailure && error.nonRetryable ? 'error' : 'warn') : 'info',
      message: state === 'done' ? `Done in ${durationText(ended.getTime() - startedAt.getTime())}` : failed,
      detail: {
        scheduledAt: scheduledAt.toISOString(),
        startedAt: startedAt.toISOString(),
        endedAt: ended.toISOString(),
        worker: this.worker,
        state,
        ...(pages ? { pages } : {}),
        ...(code ? { code } : {}),
      },
    });
  }
}

function stateOf(error: unknown): AttemptDetail['state'] {
  if (error === undefined) return 'done';
  return error instanceof CancelledFailure ? 'canceled' : 'failed';
}

/** Pages that need attention: their activity succeeded, but they belong into the log. */
class RefusedPages extends Error {
  readonly type = 'pages-refused';
  constructor(pages: number[]) {
    super(`Refused: ${pages.map((page) => (page === 0 ? 'the cover' : `page ${page}`)).join(', ')}`);
  }
}

const page = z.object({ number: z.number() });
const refusedPage = page.extend({ outcome: z.literal('refused') satisfies z.ZodType<PageResult['outcome']> });
const drawingAsk = z.union([
  z.object({ asks: z.array(page) }).transform(({ asks }) => asks),
  page.transform((one) => [one]),
]);

const refusedPages = (result: unknown): number[] =>
  Array.isArray(result) ? result.flatMap((each: unknown) => refusedPage.safeParse(each).data?.number ?? []) : [];

/** Page numbers of drawing activities; null for other activities. */
const pagesOf = (ask: unknown): number[] | null => drawingAsk.safeParse(ask).data?.map(({ number }) => number) ?? null;

const durationText = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);
