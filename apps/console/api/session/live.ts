import { onScopeDispose, ref, type Ref, watch } from 'vue';
import { readEvents } from '#client/event-stream.js';
import type { NumberedEvent } from '#contracts/numbered-event.js';
import { away } from './connection.js';
import { ApiProblem } from './problem.js';
import { queryClient } from './query-client.js';
import { api } from './request.js';

export type LiveEvent = NumberedEvent;
/** Where there are events; all streams have the same form. */
export type LivePath = '/api/events' | `/api/jobs/${string}/events` | `/api/finance/reconciliations/${string}/events`;
export type LiveState = 'connecting' | 'live' | 'lost' | 'ended';

const LONGEST_WAIT_MS = 8_000;
/** The server sends a heartbeat every 10 s; after this long without one the connection is dead. */
const SILENCE_MS = 25_000;

/**
 * Follows an event stream for as long as the component lives: resumes after the last event that was seen, with a token
 * that is fresh, waiting longer after each failure. Events come in batches. `path` null follows nothing.
 */
export function useLive(path: Ref<LivePath | null>, batch: (events: LiveEvent[]) => void): Ref<LiveState> {
  const state = ref<LiveState>('connecting');
  let stop = new AbortController();
  watch(
    path,
    (now) => {
      stop.abort();
      stop = new AbortController();
      state.value = now ? 'connecting' : 'ended';
      if (now) void follow(now, batch, state, stop.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => stop.abort());
  return state;
}

async function follow(
  path: LivePath,
  batch: (events: LiveEvent[]) => void,
  state: Ref<LiveState>,
  signal: AbortSignal,
): Promise<void> {
  let last = '';
  for (let failures = 0; !signal.aborted;) {
    const line = new AbortController();
    let silence = setTimeout(() => line.abort(), SILENCE_MS);
    try {
      const { data: stream } = await openStream(path, last, AbortSignal.any([signal, line.signal]));
      // A request may have failed meanwhile; or the server has closed the stream.
      if (failures > 0) void queryClient.refetchQueries({ type: 'active' }, { cancelRefetch: false });
      if (!stream) return void (state.value = 'ended');
      state.value = 'live';
      failures = 0;
      for await (const { lastId, events } of readEvents(stream)) {
        away.value = false;
        clearTimeout(silence);
        silence = setTimeout(() => line.abort(), SILENCE_MS);
        if (lastId) last = lastId;
        if (events.length > 0 && !signal.aborted) batch(events);
      }
    } catch (error) {
      if (error instanceof ApiProblem && [401, 403, 404, 422].includes(error.status) && !signal.aborted)
        return void (state.value = 'ended');
      failures += 1;
    } finally {
      clearTimeout(silence);
    }
    if (signal.aborted) return;
    if (failures > 0) state.value = 'lost';
    await pause(Math.min(LONGEST_WAIT_MS, 250 * 2 ** failures) * (0.75 + Math.random() / 2), signal);
  }
}

const openStream = (path: LivePath, last: string, signal: AbortSignal) =>
  // an address whose id is in it already is sent as it is
  // oxlint-disable-next-line typescript/consistent-type-assertions -- each of these paths is answered alike
  api.GET(path as '/api/events', {
    params: { header: { 'Last-Event-ID': last || undefined } },
    headers: { accept: 'text/event-stream' },
    signal,
    parseAs: 'stream',
  });

/** Also ends when the machine says that it is online again. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done, { once: true });
  });
