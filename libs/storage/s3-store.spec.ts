import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as proxied } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import S3rver from 's3rver';
import { behavesAsArtifactStore } from '#fixtures/artifact-store.contract.js';
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

/** A store in front of the server above that refuses what a request has, as some compatible stores do. */
class RefusingStore {
  readonly refused: string[] = [];
  refuses: (request: IncomingMessage) => { status: number; code: string; message: string } | null = () => null;
  readonly #server: Server;

  constructor(private readonly behind: () => string) {
    this.#server = createServer((request, response) => {
      const refusal = this.refuses(request);
      if (!refusal) return this.#forward(request, response);
      this.refused.push(`${request.method} ${refusal.code}`);
      request.resume().once('end', () => {
        response.writeHead(refusal.status, { 'content-type': 'application/xml' });
        response.end(`<Error><Code>${refusal.code}</Code><Message>${refusal.message}</Message></Error>`);
      });
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const { port } = new URL(this.behind());
    const { method, url, headers } = request;
    const onward = proxied({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }
}

const hasChecksum = ({ headers }: IncomingMessage) =>
  Object.keys(headers).some((name) => /^x-amz-(sdk-)?checksum/.test(name));
const hasCondition = ({ headers }: IncomingMessage) => headers['if-none-match'] !== undefined;
const isCopy = ({ headers }: IncomingMessage) => headers['x-amz-copy-source'] !== undefined;
const BAD = { status: 400, code: 'InvalidArgument', message: 'A header you provided is not supported.' };
const NOT_THERE = {
  status: 501,
  code: 'NotImplemented',
  message: 'A header you provided implies functionality that is not implemented.',
};

describe('S3Store on a store that refuses what AWS takes', () => {
  let directory: string;
  let server: S3rver;
  let behind = '';
  const front = new RefusingStore(() => behind);
  let options: S3StoreOptions;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 's3-refusing-'));
    const configureBuckets = [{ name: OPTIONS.bucket, configs: [] }];
    server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
    behind = `http://127.0.0.1:${(await server.run()).port}`;
    options = { ...OPTIONS, endpoint: await front.open() };
  });
  beforeEach(() => {
    front.refused.length = 0;
  });
  afterAll(async () => {
    front.close();
    await server.close();
    await rm(directory, { recursive: true });
  });

  describe('all of it', () => {
    beforeAll(() => {
      front.refuses = (request) =>
        hasChecksum(request) ? BAD : hasCondition(request) || isCopy(request) ? NOT_THERE : null;
    });
    behavesAsArtifactStore(() => new S3Store(options));
  });

  it.each([
    ['checksums with 400', hasChecksum, BAD, 1],
    ['checksums with 501', hasChecksum, NOT_THERE, 2],
    ['conditions with 501', hasCondition, NOT_THERE, 1],
    ['conditions with 400', hasCondition, BAD, 2],
    ['conditions with 400, by name', hasCondition, { ...BAD, message: 'If-None-Match is not supported' }, 1],
    ['both', (request: IncomingMessage) => hasChecksum(request) || hasCondition(request), BAD, 2],
  ])('that refuses %s is asked without them, and remembered', async (_what, refused, answer, times) => {
    front.refuses = (request) => (refused(request) ? answer : null);
    const store = new S3Store(options);
    for (const text of ['one', 'two', 'two']) expect(await store.put(Buffer.from(text))).toMatchObject({ size: 3 });
    await store.check();
    expect(front.refused).toHaveLength(times);
  });

  it('finds out by its check what put needs, too', async () => {
    front.refuses = (request) => (hasChecksum(request) ? BAD : null);
    const store = new S3Store(options);
    await store.check();
    expect(front.refused).toEqual(['PUT InvalidArgument']);
    await store.put(Buffer.from('after the check'));
    expect(front.refused).toHaveLength(1);
  });

  it.each([
    [400, 'InvalidRequest'],
    [405, 'MethodNotAllowed'],
    [411, 'MissingContentLength'],
    [501, 'NotImplemented'],
  ])('ends with the words of a store that refuses every put with %d', async (status, code) => {
    front.refuses = ({ method }) => (method === 'PUT' ? { status, code, message: 'We take no such thing.' } : null);
    const store = new S3Store(options);
    const lasting = {
      code: 'storage-refused',
      retryable: false,
      message: expect.stringContaining(`${code}: We take no such thing., HTTP ${status}`),
    };
    await expect(store.put(Buffer.from('x'))).rejects.toMatchObject(lasting);
    await expect(store.put(Readable.from([Buffer.alloc(9 << 20)]))).rejects.toMatchObject({ code: 'storage-refused' });
    await expect(store.check()).rejects.toMatchObject(lasting);
    front.refuses = () => null;
    front.refused.length = 0;
    // nothing was learnt from a store that refuses everything
    await store.put(Buffer.from('y'));
    front.refuses = (request) => (hasChecksum(request) ? BAD : null);
    await store.put(Buffer.from('z'));
    expect(front.refused).toEqual(['PUT InvalidArgument']);
  });

  it.each(['RequestTimeout', 'BadDigest', 'IncompleteBody', 'ExpiredToken'])(
    'takes 400 %s for a fault that passes, and gives up no header for it',
    async (code) => {
      front.refuses = ({ method }) => (method === 'PUT' ? { status: 400, code, message: 'Once more.' } : null);
      const store = new S3Store(options);
      await expect(store.put(Buffer.from('x'))).rejects.toMatchObject({ code: 'storage-unavailable', retryable: true });
      front.refuses = (request) => (hasCondition(request) && hasChecksum(request) ? NOT_THERE : null);
      front.refused.length = 0;
      await store.put(Buffer.from('x'));
      expect(front.refused).toEqual(['PUT NotImplemented']);
    },
  );
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
