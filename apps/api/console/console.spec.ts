import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import { compressAnswers } from '../http/compress-answers.js';
import { serveConsole } from './console.js';

describe('the console’s files', () => {
  let folder: string;
  let server: Server;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'colorbook-console-'));
    mkdirSync(join(folder, 'assets'));
    const files = {
      'index.html': '<!doctype html>',
      'assets/main.js': 'plain',
      'assets/main.js.br': 'br',
      'assets/main.js.gz': 'gz',
      'assets/font.woff2': 'font',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const app = express();
    app.use(compressAnswers);
    serveConsole(app as unknown as NestExpressApplication, folder);
    server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (
    path: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ host: '127.0.0.1', port, path, headers }, (response) => {
        const { statusCode: status = 0, headers: received } = response;
        response
          .toArray()
          .then((chunks) => resolve({ status, headers: received, body: Buffer.concat(chunks).toString() }), reject);
      });
    });

  it.each([
    ['gzip, deflate, br, zstd', 'br', 'br'],
    ['gzip, deflate', 'gzip', 'gz'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'gz'],
    ['identity', undefined, 'plain'],
    ['', undefined, 'plain'],
  ])('come as they were compressed at the build for “%s”', async (accepts, encoding, body) => {
    const answer = await ask('/assets/main.js', accepts ? { 'accept-encoding': accepts } : {});
    expect([answer.headers['content-encoding'], answer.body]).toEqual([encoding, body]);
    expect(answer.headers).toMatchObject({
      'content-type': expect.stringContaining('text/javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
  });

  it('come as they are when they are compressed in themselves', async () => {
    const { headers, body } = await ask('/assets/font.woff2', { 'accept-encoding': 'br' });
    expect([headers['content-encoding'], body]).toEqual([undefined, 'font']);
  });

  it('give the page for its addresses, fresh', async () => {
    const { status, headers, body } = await ask('/books/1', { accept: 'text/html', 'accept-encoding': 'br' });
    expect([status, headers['cache-control'], body]).toEqual([200, 'no-cache', '<!doctype html>']);
    expect((await ask('/assets/nothing.js', { accept: 'text/html' })).status).toBe(404);
  });
});
