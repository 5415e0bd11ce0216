export interface EventBatch<T> {
  lastId: string;
  events: T[];
}

/**
 * Reads a `text/event-stream` (WHATWG HTML §9.2) with JSON data: all whole events of each chunk at once, so that a long
 * replay is one change of the picture. By a reader, since not every browser iterates over a stream.
 */
export async function* readEvents<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<EventBatch<T>> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let pending = '';
  let lastId = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      pending += decoder.decode(value, { stream: true });
      // A lone CR at the end may be the first half of CRLF.
      const frames = pending.replace(/\r\n|\r(?!$)/g, '\n').split('\n\n');
      pending = frames.pop() ?? '';
      const read = frames.map(frameOf);
      lastId = read.findLast(({ id }) => id !== '')?.id ?? lastId;
      yield { lastId, events: read.filter(({ data }) => data !== '').map(({ data }) => JSON.parse(data) as T) };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function frameOf(frame: string): { id: string; data: string } {
  const fields = frame.split('\n').map((line) => /^([^:]*):? ?(.*)$/.exec(line) ?? []);
  const values = (name: string): string[] => fields.filter((field) => field[1] === name).map((field) => field[2] ?? '');
  return { id: values('id').at(-1) ?? '', data: values('data').join('\n') };
}
