import { describe, expect, it } from '@jest/globals';
import { readEvents } from './event-stream.js';

const streamOf = (...chunks: string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });

async function all(...chunks: string[]): Promise<{ lastId: string; events: unknown[] }> {
  const events: unknown[] = [];
  let lastId = '';
  for await (const batch of readEvents(streamOf(...chunks))) {
    events.push(...batch.events);
    ({ lastId } = batch);
  }
  return { lastId, events };
}

describe('an event stream in the console', () => {
  it('gives the events of a chunk at once, with the last id', async () => {
    expect(await all('id: 1\ndata: {"a":1}\n\nid: 2\nevent: x\ndata: {"a":2}\n\n')).toEqual({
      lastId: '2',
      events: [{ a: 1 }, { a: 2 }],
    });
  });

  it('waits for the rest of an event that was cut anywhere', async () => {
    const text = 'retry: 1000\n\nid: 7\ndata: {"word":"löwe"}\n\n: alive\n\n';
    for (let at = 1; at < text.length; at += 1)
      expect(await all(text.slice(0, at), text.slice(at))).toEqual({ lastId: '7', events: [{ word: 'löwe' }] });
  });

  it('takes any line end, also one that is cut in the middle', async () => {
    expect(await all('id: 3\r\ndata: 1\r', '\n\r\n')).toEqual({ lastId: '3', events: [1] });
  });

  it('forgets an event that never ended', async () => {
    expect(await all('id: 9\ndata: {"a"')).toEqual({ lastId: '', events: [] });
  });
});
