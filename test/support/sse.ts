import { readEvents as readBatches } from '#client/event-stream.js';
import type { NumberedEvent } from '#contracts/numbered-event.js';

/** An event as a test looks at it: whatever it may say. */
export interface SseEvent {
  id: number;
  type: string;
  data: { seq: number; jobId: string; type: string; [more: string]: unknown };
}

/** Reads until the stream ends, `until` says so, or `signal` aborts; gives all events in order. */
export async function readEvents(
  url: string,
  token: string,
  options: {
    lastEventId?: number;
    until?: (event: SseEvent) => boolean;
    signal?: AbortSignal;
    /** The stream is open: all events from now on are received. */
    opened?: () => void;
  } = {},
): Promise<SseEvent[]> {
  const stop = new AbortController();
  options.signal?.addEventListener('abort', () => stop.abort(), { once: true });
  const response = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(options.lastEventId !== undefined ? { 'last-event-id': String(options.lastEventId) } : {}),
    },
    signal: stop.signal,
  });
  if (response.status === 204) return [];
  if (response.status !== 200 || !response.body) throw new Error(`The stream answered ${response.status}`);
  options.opened?.();
  const events: SseEvent[] = [];
  try {
    for await (const batch of readBatches<NumberedEvent>(response.body))
      for (const data of batch.events) {
        const event = { id: data.seq, type: data.type, data: { ...data } };
        events.push(event);
        if (options.until?.(event)) {
          stop.abort();
          return events;
        }
      }
  } catch (error) {
    if (!stop.signal.aborted && !(error instanceof TypeError)) throw error; // TypeError: the connection was cut
  }
  return events;
}
