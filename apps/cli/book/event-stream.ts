export interface ServerEvent<T> {
  id: string;
  data: T;
}

/** Reads a `text/event-stream` (WHATWG HTML, section 9.2): JSON data, any line ends, comments skipped. */
export async function* readEvents<T>(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent<T>> {
  const decoder = new TextDecoder();
  let pending = '';
  let id = '';
  let data: string[] = [];
  for await (const chunk of stream) {
    pending += decoder.decode(chunk, { stream: true });
    // A lone CR at the end may be the first half of CRLF.
    const lines = pending.split(/\r\n|\n|\r(?!$)/);
    pending = lines.pop() ?? '';
    for (const line of lines) {
      const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
      if (line === '' && data.length > 0) yield { id, data: JSON.parse(data.join('\n')) as T };
      if (line === '') data = [];
      else if (field === 'id') id = value ?? '';
      else if (field === 'data') data.push(value ?? '');
    }
  }
}
