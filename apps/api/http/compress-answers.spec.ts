import { createServer, get } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import type { Response } from 'express';
import { compressAnswers } from './compress-answers.js';

const LONG = JSON.stringify(Array.from({ length: 200 }, (_, number) => ({ number, state: 'completed' })));

describe('answers of the API', () => {
  let server: Server;
  let answer: (response: Response) => unknown = () => undefined;
  beforeAll(async () => {
    const app = express();
    app.use(compressAnswers);
    app.use((_request, response) => void answer(response));
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  /** As it is on the wire: fetch would unpack it. */
  const ask = (path: string, accepts: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': accepts } }, (response) => {
        response
          .toArray()
          .then((chunks) => resolve({ headers: response.headers, body: Buffer.concat(chunks) }), reject);
      });
    });
  const sends =
    (type: string, headers: Record<string, string> = {}, body = LONG) =>
    (response: Response) =>
      response.set({ 'Content-Type': type, ...headers }).end(body);

  it.each([
    ['application/json; charset=utf-8', 'gzip, deflate, br', 'br', brotliDecompressSync],
    ['application/problem+json', 'gzip', 'gzip', gunzipSync],
    ['image/svg+xml', 'br;q=0, gzip', 'gzip', gunzipSync],
    ['text/html', 'br', 'br', brotliDecompressSync],
  ])('with %s are compressed for a client that accepts %s', async (type, accepts, encoding, unpack) => {
    answer = sends(type);
    const { headers, body } = await ask('/api/jobs', accepts);
    expect([headers['content-encoding'], headers.vary]).toEqual([encoding, 'Accept-Encoding']);
    expect(unpack(body).toString()).toBe(LONG);
    expect(body.length).toBeLessThan(LONG.length / 4);
  });

  it.each([
    ['nobody asks', sends('application/json'), '/api/jobs', 'identity'],
    ['they are short', sends('application/json', {}, '{"id":1}'), '/api/jobs/1', 'br, gzip'],
    ['they are events', sends('text/event-stream; charset=utf-8'), '/api/events', 'br, gzip'],
    ['they are compressed in themselves', sends('application/pdf'), '/api/artifacts/1', 'br, gzip'],
    ['they are a part of a file', sends('image/svg+xml', { 'Content-Range': 'bytes 0-9/10' }), '/api/x', 'br, gzip'],
    [
      'they can be gone on with',
      sends('text/csv', { 'Content-Disposition': 'attachment', 'Accept-Ranges': 'bytes' }),
      '/api/x',
      'br',
    ],
    ['they hold a token', sends('application/json'), '/api/auth/login', 'br, gzip'],
    ['they hold a token, whatever is asked', sends('application/json'), '/API/auth?x=1', 'br, gzip'],
    ['they set a cookie', sends('application/json', { 'Set-Cookie': 'a=b' }), '/api/x', 'br, gzip'],
    ['they hold decrypted payloads', sends('application/json'), '/admin/temporal-codec/decode', 'br, gzip'],
  ])('are sent as they are when %s', async (_why, send, path, accepts) => {
    answer = send;
    const { headers } = await ask(path, accepts);
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('reach a reader of events at once', async () => {
    answer = (response) => {
      response.set('Content-Type', 'text/event-stream').write('data: 1\n\n');
    };
    const { port } = server.address() as AddressInfo;
    const first = await new Promise<string>((resolve) => {
      const request = get(
        { host: '127.0.0.1', port, path: '/api/events', headers: { 'accept-encoding': 'br' } },
        (response) => {
          response.once('data', (chunk: Buffer) => {
            resolve(chunk.toString());
            request.destroy();
          });
        },
      );
    });
    expect(first).toBe('data: 1\n\n');
  });
});
