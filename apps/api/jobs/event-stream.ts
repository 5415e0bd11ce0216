import { once } from 'node:events';
import type { Request, Response } from 'express';
import { jobState } from '#contracts/jobs.js';
import type { EventFeed, FeedEvent, FeedFilter } from '#events/event-feed.js';
import { openStreams } from '#observability/metrics/http-series.js';
import { isTerminal } from '#jobs/job-states.js';
import { ProblemException } from '../http/problem-exception.js';

const HEARTBEAT_MS = 10_000;

/** `Last-Event-ID` as a sequence number; null when the reader is new. */
export function lastEventId(request: Request): bigint | null {
  const value = request.headers['last-event-id'] ?? request.query['lastEventId'];
  if (value === undefined || value === '') return null;
  if (typeof value !== 'string' || !/^\d{1,18}$/.test(value))
    throw new ProblemException(
      422,
      'invalid-last-event-id',
      'Last-Event-ID: the number of the last event you have seen',
    );
  return BigInt(value);
}

export interface StreamOptions {
  /** The last event that the client has; null: new events only. */
  after: bigint | null;
  filter: FeedFilter;
  /** Unix time in seconds when the caller's token expires: the stream ends with it, and is resumed with a new one. */
  expiresAt: number;
  endsWithJob: boolean;
}

/**
 * Server-sent events (WHATWG HTML §9.2) from the event log. Applies backpressure, so that a
 * stream holds at most one batch.
 */
export async function streamEvents(
  request: Request,
  response: Response,
  feed: EventFeed,
  options: StreamOptions,
): Promise<void> {
  const now = await feed.now();
  // a client with a later id than the newest event would wait for ever
  const after = options.after !== null && options.after < now ? options.after : now;
  const gone = new AbortController();
  request.on('close', () => gone.abort());
  const expiry = setTimeout(() => gone.abort(), Math.min(2 ** 31 - 1, options.expiresAt * 1000 - Date.now()));
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // closes the connection with the stream: a persistent one would delay a drain
    Connection: 'close',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1000\n\n');
  openStreams.inc();
  try {
    for await (const batch of feed.read(after, options.filter, gone.signal, HEARTBEAT_MS)) {
      const open = response.write(batch.length === 0 ? ': alive\n\n' : batch.map(frame).join(''));
      if (options.endsWithJob && batch.some(endsJob)) break;
      if (!open) await once(response, 'drain', { signal: gone.signal });
    }
  } catch (error) {
    // headers are sent: the client notices the end and resumes after its last event
    if (!gone.signal.aborted) request.log.warn({ err: error }, 'event stream ended early');
  } finally {
    openStreams.dec();
    clearTimeout(expiry);
    response.end();
  }
}

/** `jobId` is the former name of `subjectId`, for every kind of subject. */
const frame = ({ seq, subjectKind, subjectId, type, data, at }: FeedEvent): string =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify({ seq: Number(seq), subjectKind, subjectId, jobId: subjectId, type, at, ...data })}\n\n`;

/** The last event of a job, or of a reconciliation run. */
export const endsJob = ({ type, data }: Pick<FeedEvent, 'type' | 'data'>): boolean => {
  const state = 'state' in data ? data.state : undefined;
  if (type === 'run.progress') return state === 'completed' || state === 'failed';
  return type === 'job.state' && isTerminal(jobState.parse(state));
};
