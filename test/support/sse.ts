/** A small reader of server-sent events for tests: what a browser's EventSource does, with a token. */
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
    /** The stream is open: whatever happens from now on is told. */
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
  let rest = '';
  try {
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const frames = (rest + chunk).split('\n\n');
      rest = frames.pop() ?? '';
      for (const frame of frames) {
        const event = parse(frame);
        if (!event) continue;
        events.push(event);
        if (options.until?.(event)) {
          stop.abort();
          return events;
        }
      }
    }
  } catch (error) {
    if (!stop.signal.aborted && !(error instanceof TypeError)) throw error; // TypeError: the connection was cut
  }
  return events;
}

function parse(frame: string): SseEvent | null {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
  const id = field('id');
  return id ? { id: Number(id), type: field('event') ?? '', data: JSON.parse(field('data') ?? 'null') } : null;
}
