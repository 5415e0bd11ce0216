import { createParser } from 'eventsource-parser';
import type { NumberedEvent } from './api-types.js';

export interface EventBatch<T> {
  /** For `Last-Event-ID` when the stream is opened again; empty before the first event. */
  lastId: string;
  /** None when the chunk was only a sign that the connection is alive. */
  events: T[];
}

/**
 * Reads a `text/event-stream` (WHATWG HTML §9.2) with JSON data: the whole events of each chunk at once, so that a long
 * replay is one change for who shows it. By a reader, since not every browser iterates over a stream.
 */
export async function* readEvents<T = NumberedEvent>(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<EventBatch<T>> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let lastId = '';
  let events: T[] = [];
  const parser = createParser({
    onEvent({ id, data }) {
      lastId = id ?? lastId;
      // oxlint-disable-next-line typescript/consistent-type-assertions -- the API's streams are typed by its OpenAPI document
      events.push(JSON.parse(data) as T);
    },
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.feed(decoder.decode(value, { stream: true }));
      yield { lastId, events };
      events = [];
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
