import { describe, expect, it } from '@jest/globals';
import { readEvents } from './event-stream.js';

async function read(...pieces: (string | Uint8Array)[]): Promise<unknown[]> {
  const encoder = new TextEncoder();
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece));
  const found: unknown[] = [];
  for await (const event of readEvents(ReadableStream.from(bytes))) found.push(event);
  return found;
}

describe('an event stream', () => {
  it('is read whatever the line ends and however it is cut', async () => {
    const text = 'retry: 1000\n\nid: 1\r\nevent: a\r\ndata: {"n":1}\r\n\r\n: alive\n\nid:2\ndata:{"n":\ndata: 2}\n\n';
    const expected = [
      { id: '1', data: { n: 1 } },
      { id: '2', data: { n: 2 } },
    ];
    expect(await read(text)).toEqual(expected);
    expect(await read(...text)).toEqual(expected);
  });

  it('may cut a character in two, and an event that never ended is none', async () => {
    const bytes = new TextEncoder().encode('data: "ü"\n\ndata: "half');
    expect(await read(bytes.slice(0, 8), bytes.slice(8))).toEqual([{ id: '', data: 'ü' }]);
  });
});
