import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadTemporal } from './temporal-ways.mjs';

let folder: string;
let server: Server;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colorbook-download-'));
  await writeFile(join(folder, 'temporal'), '#!/bin/sh\necho served\n');
  execFileSync('tar', ['-czf', join(folder, 'served.tar.gz'), '-C', folder, 'temporal']);
  await rm(join(folder, 'temporal'));
  server = createServer((request, response) => {
    if (request.url?.startsWith('/cli/v9.9.9?')) return response.writeHead(404).end();
    if (request.url?.startsWith('/cli/v'))
      return response.end(JSON.stringify({ archiveUrl: `${address}/archive`, fileToExtract: 'temporal' }));
    return response.end(readFileSync(join(folder, 'served.tar.gz')));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const silent = (): void => undefined;

describe('the download of Temporal', () => {
  it('extracts the executable of the archive', async () => {
    const path = await downloadTemporal(folder, '1.5.1', silent, address);
    expect(await readFile(path, 'utf8')).toContain('served');
    expect((await stat(path)).mode & 0o111).not.toBe(0);
  });

  it('names the unreachable host, so that the next way is tried', async () => {
    await expect(downloadTemporal(folder, '9.9.9', silent, address)).rejects.toThrow(
      /127\.0\.0\.1:\d+ could not be asked/,
    );
    await expect(downloadTemporal(folder, '1.5.1', silent, 'http://127.0.0.1:1')).rejects.toThrow(/could not be asked/);
  });
});
