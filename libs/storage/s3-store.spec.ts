import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { behavesAsArtifactStore } from './artifact-store.contract.js';
import { S3Store, type S3StoreOptions } from './s3-store.js';

const OPTIONS = { bucket: 'books', region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

describe('S3Store on an S3-compatible server', () => {
  let directory: string;
  let server: S3rver;
  let options: S3StoreOptions;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 's3-store-'));
    const configureBuckets = [{ name: OPTIONS.bucket, configs: [] }];
    server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
    const { port } = await server.run();
    options = { ...OPTIONS, endpoint: `http://127.0.0.1:${port}`, prefix: 'color books/' };
  });
  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true });
  });

  behavesAsArtifactStore(() => new S3Store(options));

  it('says storage-unavailable when the key is refused or the bucket is missing', async () => {
    const missing = new S3Store({ ...options, bucket: 'nobodys-bucket' });
    await expect(missing.check()).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
    const refused = new S3Store({ ...options, accessKeyId: 'nobody' });
    await expect(refused.put(Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});

/** What the S3-compatible server above does not do: conditions, quotas and checksums, by canned answers. */
describe('S3Store and the answers of S3 itself', () => {
  const seen: { method: string; url: string; headers: Record<string, unknown> }[] = [];
  let answer = { status: 200, body: '' };
  let server: Server;
  let store: S3Store;
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      request.resume().once('end', () => {
        const copies = request.headers['x-amz-copy-source'] !== undefined;
        response.writeHead(copies ? 200 : answer.status, { 'content-type': 'application/xml' });
        response.end(copies ? '<CopyObjectResult><ETag>"x"</ETag></CopyObjectResult>' : answer.body);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    store = new S3Store({ ...OPTIONS, endpoint: `http://127.0.0.1:${port}` });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('puts with a condition, a signature and a checksum', async () => {
    answer = { status: 200, body: '' };
    await store.put(Buffer.from('hello'));
    expect(seen.at(-1)).toMatchObject({
      method: 'PUT',
      url: expect.stringContaining('/books/objects/2cf24dba5fb0a30e'),
      headers: {
        'if-none-match': '*',
        'content-length': '5',
        authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=S3RVER/),
        'x-amz-checksum-sha256': 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
      },
    });
  });

  it('renews an object that is there already instead of failing', async () => {
    answer = { status: 412, body: '<Error><Code>PreconditionFailed</Code><Message>there</Message></Error>' };
    await expect(store.put(Buffer.from('hello'))).resolves.toMatchObject({ size: 5 });
    expect(seen.at(-1)?.headers['x-amz-copy-source']).toMatch(/^books\/objects\/2cf24dba5fb0a30e/);
  });

  it.each([
    [507, 'XMinioStorageFull', 'storage-full'],
    [403, 'QuotaExceeded', 'storage-full'],
    [403, 'AccessDenied', 'storage-unavailable'],
  ])('takes %d %s for %s', async (status, code, expected) => {
    answer = { status, body: `<Error><Code>${code}</Code><Message>told</Message></Error>` };
    await expect(store.put(Buffer.from('hello'))).rejects.toMatchObject({ code: expected, retryable: true });
  });
});
