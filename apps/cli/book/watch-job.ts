import { setTimeout as delay } from 'node:timers/promises';
import type { JobView } from '#contracts/jobs.js';
import { distinctNotes } from '#contracts/notes.js';
import type { NumberedEvent } from '#contracts/numbered-event.js';
import type { ApiClient } from '../api-client.js';
import { isPassing } from './retrying.js';

const ENDED: ReadonlySet<string> = new Set(['completed', 'completed-with-skips', 'failed', 'canceled']);
/** Events carry no estimate; it is fetched from the API. */
const ETA_EVERY_MS = 1_500;
/** A job may need attention for one page while it draws others; it counts as waiting after this time without events. */
const PARKED_QUIET_MS = 2_500;
const LONGEST_RECONNECT_MS = 3_000;

export interface WatchOptions {
  signal: AbortSignal;
  /** Called with the current job after the first fetch, each event and each reconnect. */
  changed(job: JobView): void;
  /** Called once per lost connection. */
  lost?(): void;
  /** Gives up when the API does not answer for this long. */
  patienceMs: number;
}

/**
 * Follows a job until it ends or needs attention, and returns its final state. Events describe changes; the job itself
 * is fetched at the start, at the end and after each reconnect.
 */
export async function watchJob(client: ApiClient, jobId: string, options: WatchOptions): Promise<JobView> {
  let lastEventId = '';
  let lostAt = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const job = await client.job(jobId);
      lostAt = 0;
      options.changed(job);
      if (ENDED.has(job.state) || (job.state === 'needs-attention' && (await staysParked(client, job)))) return job;
      for await (const id of followEvents(client, job, lastEventId, options)) lastEventId = id;
      attempt = 0;
    } catch (error) {
      options.signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      if (lostAt === 0) options.lost?.();
      lostAt ||= Date.now();
      if (Date.now() - lostAt > options.patienceMs) throw error;
    }
    await delay(Math.min(LONGEST_RECONNECT_MS, 100 * 2 ** Math.min(attempt, 6)), undefined, { signal: options.signal });
  }
}

/** Reads one connection, applies its events and yields their ids. */
async function* followEvents(
  client: ApiClient,
  job: JobView,
  after: string,
  { signal, changed }: WatchOptions,
): AsyncGenerator<string> {
  const stop = new AbortController();
  let etaAt = Date.now();
  try {
    for await (const { events } of client.events(job.id, after, AbortSignal.any([signal, stop.signal])))
      for (const event of events) {
        applyEvent(job, event);
        if (Date.now() - etaAt > ETA_EVERY_MS) {
          etaAt = Date.now();
          job.eta = (await client.job(job.id)).eta;
        }
        changed(job);
        yield String(event.seq);
        // The stream of a finished job ends by itself; that of a parked one does not.
        if (ENDED.has(job.state) || job.state === 'needs-attention') return;
      }
  } finally {
    stop.abort();
  }
}

/** Applies an event to the job's state. Idempotent. */
export function applyEvent(job: JobView, event: NumberedEvent): void {
  if (event.type === 'job.state') job.state = event.state;
  else if (event.type === 'job.step') job.step = event.step;
  else if (event.type === 'job.progress') job.progress = { done: event.done, total: event.total };
  else if (event.type === 'job.note') job.notes = distinctNotes([...job.notes, event.message]);
  else if (event.type === 'page.state') {
    const page = job.pages.find(({ number }) => number === event.number);
    const now = { state: event.state, code: event.code ?? null, message: event.message ?? null };
    if (page) Object.assign(page, now);
    else job.pages.push({ number: event.number, version: event.version ?? 0, ...now });
  }
}

const pageStates = (job: JobView): string => job.pages.map(({ state }) => state).join();

async function staysParked(client: ApiClient, before: JobView): Promise<boolean> {
  await delay(PARKED_QUIET_MS);
  const now = await client.job(before.id);
  const working = now.pages.some(({ state }) => state === 'drawing');
  return now.state === 'needs-attention' && !working && pageStates(now) === pageStates(before);
}
