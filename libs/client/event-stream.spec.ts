import { describe, expect, it } from '@jest/globals';
import { readEvents } from './event-stream.js';

/** What comes of a stream that arrives in these pieces: each event with the id that stands after it. */
async function read(...pieces: (string | Uint8Array)[]): Promise<{ lastId: string; events: unknown[]; ids: string[] }> {
  const encoder = new TextEncoder();
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece));
  const all = { lastId: '', events: [] as unknown[], ids: [] as string[] };
  for await (const { lastId, events } of readEvents<unknown>(ReadableStream.from(bytes))) {
    all.events.push(...events);
    all.ids.push(...events.map(() => lastId));
    all.lastId = lastId;
  }
  return all;
}

describe('an event stream', () => {
  it('gives the events of a chunk at once, with the last id', async () => {
    expect(await read('id: 1\ndata: {"a":1}\n\nid: 2\nevent: x\ndata: {"a":2}\n\n')).toEqual({
      lastId: '2',
      events: [{ a: 1 }, { a: 2 }],
      ids: ['2', '2'],
    });
  });

  it('reports a chunk without events, too: the connection is alive', async () => {
    const batches = [];
    const stream = ReadableStream.from([new TextEncoder().encode(': alive\n\n')]);
    for await (const batch of readEvents(stream)) batches.push(batch);
    expect(batches).toEqual([{ lastId: '', events: [] }]);
  });

  it('waits for the rest of an event that was cut anywhere', async () => {
    const text = 'retry: 1000\n\nid: 7\ndata: {"word":"löwe"}\n\n: alive\n\n';
    for (let at = 1; at < text.length; at += 1)
      expect(await read(text.slice(0, at), text.slice(at))).toMatchObject({ lastId: '7', events: [{ word: 'löwe' }] });
  });

  it('is read whatever the line ends and however it is cut', async () => {
    const text = 'retry: 1000\n\nid: 1\r\nevent: a\r\ndata: {"n":1}\r\n\r\n: alive\n\nid:2\ndata:{"n":\ndata: 2}\n\n';
    expect(await read(text)).toMatchObject({ lastId: '2', events: [{ n: 1 }, { n: 2 }] });
    expect(await read(...text)).toEqual({ lastId: '2', events: [{ n: 1 }, { n: 2 }], ids: ['1', '2'] });
    expect(await read('id: 3\r\ndata: 1\r', '\n\r\n')).toMatchObject({ lastId: '3', events: [1] });
  });

  it('may cut a character in two', async () => {
    const bytes = new TextEncoder().encode('data: "ü"\n\n');
    expect(await read(bytes.slice(0, 8), bytes.slice(8))).toMatchObject({ lastId: '', events: ['ü'] });
  });

  it('forgets an event that never ended', async () => {
    expect(await read('id: 9\ndata: {"a"')).toMatchObject({ lastId: '', events: [] });
  });
});
