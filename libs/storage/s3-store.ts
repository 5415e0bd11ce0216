import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandOutput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createHash, randomUUID } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import type { ArtifactStore, StoredObject } from './artifact-store.js';
import { SupportedHeaders, type PutHeaders } from './put-headers.js';
import { isRefusedRequest, s3Failure, s3Status } from './s3-errors.js';
import { isSha256 } from './sha256-name.js';

export interface S3StoreOptions {
  bucket: string;
  region: string;
  /** For S3-compatible stores; addresses buckets by path unless `forcePathStyle` says otherwise. */
  endpoint?: string | undefined;
  /** Left out, the SDK's own chain finds credentials (environment, profile, instance role). */
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  forcePathStyle?: boolean | undefined;
  /** Before every key, e.g. `colorbook/`. */
  prefix?: string | undefined;
}

/** Longest wait for an answer's head, in ms; a body may take longer as long as bytes keep coming. */
const ANSWER_MS = 15_000;
const SILENT_MS = 30_000;
/** A whole upload or server-side copy of up to 650 MB. */
const TRANSFER_MS = 10 * 60_000;
/** Streams up to this many bytes go as one request; larger ones in parts of this size (S3's least is 5 MiB). */
const PART_BYTES = 8 * 1024 * 1024;
const DEAD_WRITER_MS = 24 * 60 * 60 * 1000;

/**
 * Artifacts as `<prefix>objects/<sha256>` in a bucket. The name of a stream is known only at its end, so a large one
 * goes up under `<prefix>incoming/<uuid>` and is copied on the server; S3 shows objects only whole. Headers and
 * copies that a compatible store does not take are done without. Throws `TransientFailure` storage-full or storage-unavailable,
 * `PermanentFailure` storage-refused; errors of a source stream pass through untouched. Give the bucket a lifecycle rule that
 * aborts incomplete multipart uploads after a day: those have no key and cannot be listed as objects.
 */
export class S3Store implements ArtifactStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #supported = new SupportedHeaders();

  constructor(options: S3StoreOptions) {
    this.#bucket = options.bucket;
    this.#prefix = options.prefix ?? '';
    this.#client = new S3Client({
      region: options.region,
      forcePathStyle: options.forcePathStyle ?? options.endpoint !== undefined,
      ...(options.endpoint && { endpoint: options.endpoint }),
      ...(options.accessKeyId &&
        options.secretAccessKey && {
          credentials: { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey },
        }),
      // The SDK's default CRC32 trailers are refused by several S3-compatible stores; single puts carry a SHA-256.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 5_000, socketTimeout: SILENT_MS, requestTimeout: TRANSFER_MS },
      maxAttempts: 3,
    });
  }

  async put(content: Buffer | Readable): Promise<StoredObject> {
    if (Buffer.isBuffer(content)) return this.#putWhole(content);
    const source: AsyncIterator<Buffer | string> = content[Symbol.asyncIterator]();
    const head: Buffer[] = [];
    for (let bytes = 0; bytes < PART_BYTES; bytes += head.at(-1)?.length ?? 0) {
      const next = await source.next();
      if (next.done) return this.#putWhole(Buffer.concat(head));
      head.push(Buffer.from(next.value));
    }
    return this.#putLong(head, source);
  }

  /** `range` counts bytes from 0, both ends included, as in HTTP; a range behind the end is empty. */
  async open(sha256: string, range?: { start: number; end: number }): Promise<Readable | null> {
    if (!isSha256(sha256)) return null;
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: this.#key(sha256),
      ...(range && { Range: `bytes=${range.start}-${range.end}` }),
    });
    try {
      const answer: GetObjectCommandOutput = await this.#client.send(command, timeLimit());
      return readable(answer.Body);
    } catch (error) {
      if (s3Status(error) === 404) return null;
      if (s3Status(error) === 416) return Readable.from([]);
      throw s3Failure(error, 'opening an artifact');
    }
  }

  async read(sha256: string): Promise<Buffer | null> {
    const body = await this.open(sha256);
    if (!body) return null;
    try {
      return Buffer.concat(await body.toArray());
    } catch (error) {
      throw s3Failure(error, 'reading an artifact');
    }
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.modifiedAt(sha256)) !== null;
  }

  async modifiedAt(sha256: string): Promise<Date | null> {
    if (!isSha256(sha256)) return null;
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#key(sha256) });
    try {
      return (await this.#client.send(command, timeLimit())).LastModified ?? new Date();
    } catch (error) {
      if (s3Status(error) === 404) return null;
      throw s3Failure(error, 'looking for an artifact');
    }
  }

  async remove(sha256: string): Promise<void> {
    if (isSha256(sha256)) await this.#delete(this.#key(sha256));
  }

  async *list(): AsyncIterable<StoredObject & { modifiedAt: Date }> {
    await this.#sweep();
    const folder = `${this.#prefix}objects/`;
    for await (const { key, size, modifiedAt } of this.#keys(folder)) {
      const sha256 = key.slice(folder.length);
      if (isSha256(sha256)) yield { sha256, size, modifiedAt };
    }
  }

  /** Writes a tiny object as `put` does and removes it: a bucket that can be read may still refuse writes. */
  async check(): Promise<void> {
    const key = `${this.#prefix}incoming/check-${randomUUID()}`;
    const content = Buffer.from('ok');
    await this.#do('checking the bucket', () =>
      this.#supported.send((headers) => this.#write(key, content, sha256Of(content), headers, ANSWER_MS)),
    );
    await this.#delete(key);
  }

  async #putWhole(content: Buffer): Promise<StoredObject> {
    const digest = sha256Of(content);
    const object = { sha256: digest.toString('hex'), size: content.length };
    const key = this.#key(object.sha256);
    try {
      await this.#supported.send((headers) => this.#write(key, content, digest, headers));
    } catch (error) {
      // 412: it is there already. 409: another writer of the same content is just finishing.
      if (s3Status(error) !== 412 && s3Status(error) !== 409) throw s3Failure(error, 'writing an artifact');
      await this.#renew(key, () => this.#write(key, content, digest, { checksum: false, condition: false }));
    }
    return object;
  }

  async #write(key: string, content: Buffer, digest: Buffer, headers: PutHeaders, ms = TRANSFER_MS): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      Body: content,
      ContentLength: content.length,
      ...(headers.checksum && { ChecksumSHA256: digest.toString('base64') }),
      ...(headers.condition && { IfNoneMatch: '*' }),
    });
    await this.#client.send(command, timeLimit(ms));
  }

  async #putLong(head: Buffer[], rest: AsyncIterator<Buffer | string>): Promise<StoredObject> {
    const key = `${this.#prefix}incoming/${randomUUID()}`;
    const hash = createHash('sha256');
    let size = 0;
    let sourceError: unknown;
    async function* counted(): AsyncGenerator<Buffer> {
      const chunks = { [Symbol.asyncIterator]: () => rest };
      try {
        for (const chunk of head.splice(0)) yield count(chunk);
        for await (const chunk of chunks) yield count(Buffer.from(chunk));
      } catch (error) {
        sourceError = error;
        throw error;
      }
    }
    function count(chunk: Buffer): Buffer {
      hash.update(chunk);
      size += chunk.length;
      return chunk;
    }
    try {
      await this.#upload(key, Readable.from(counted()));
    } catch (error) {
      throw sourceError ?? s3Failure(error, 'uploading an artifact');
    }
    const sha256 = hash.digest('hex');
    await this.#do('naming an artifact', () => this.#name(key, this.#key(sha256)));
    await this.#delete(key);
    return { sha256, size };
  }

  /** On the server; where a store makes no copies, the bytes come back and go up once more. */
  async #name(from: string, to: string): Promise<void> {
    try {
      await this.#client.send(this.#copy(from, to), timeLimit(TRANSFER_MS));
    } catch (error) {
      if (!isRefusedRequest(error)) throw error;
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: from }), timeLimit());
      await this.#upload(to, readable(Body));
    }
  }

  /** Multipart; on any failure the parts are given up, so that nothing is left to pay for. */
  async #upload(key: string, body: Readable): Promise<void> {
    const through = body.pipe(new PassThrough());
    body.once('error', (error) => through.destroy(error));
    const upload = new Upload({
      client: this.#client,
      params: { Bucket: this.#bucket, Key: key, Body: through },
      partSize: PART_BYTES,
      queueSize: 2,
    });
    const timer = setTimeout(() => void upload.abort(), TRANSFER_MS);
    try {
      await upload.done();
    } finally {
      clearTimeout(timer);
      body.destroy();
    }
  }

  /** Sets an object's time to now, so that the collector of orphans takes it for young again. */
  async #renew(key: string, writeAgain: () => Promise<void>): Promise<void> {
    await this.#do('renewing an artifact', async () => {
      try {
        await this.#client.send(this.#copy(key, key), timeLimit());
      } catch (error) {
        if (!isRefusedRequest(error)) throw error;
        await writeAgain();
      }
    });
  }

  #copy(from: string, to: string): CopyObjectCommand {
    const source = `${this.#bucket}/${from}`.split('/').map(encodeURIComponent).join('/');
    return new CopyObjectCommand({ Bucket: this.#bucket, Key: to, CopySource: source, MetadataDirective: 'REPLACE' });
  }

  async #delete(key: string): Promise<void> {
    await this.#do('removing an artifact', () =>
      this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }), timeLimit()),
    );
  }

  async *#keys(folder: string): AsyncGenerator<{ key: string; size: number; modifiedAt: Date }> {
    let token: string | undefined;
    do {
      const page = await this.#do('listing artifacts', () =>
        this.#client.send(
          new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: folder, ContinuationToken: token }),
          timeLimit(),
        ),
      );
      for (const { Key: key, Size: size, LastModified: modifiedAt } of page.Contents ?? [])
        if (key !== undefined && modifiedAt) yield { key, size: size ?? 0, modifiedAt };
      token = page.NextContinuationToken;
    } while (token);
  }

  async #sweep(): Promise<void> {
    for await (const { key, modifiedAt } of this.#keys(`${this.#prefix}incoming/`))
      if (Date.now() - modifiedAt.getTime() > DEAD_WRITER_MS) await this.#delete(key);
  }

  async #do<T>(doing: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw s3Failure(error, doing);
    }
  }

  #key(sha256: string): string {
    return `${this.#prefix}objects/${sha256}`;
  }
}

const sha256Of = (content: Buffer): Buffer => createHash('sha256').update(content).digest();

function timeLimit(ms = ANSWER_MS): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(ms) };
}

/** The body of an answer. The client's types name those of browsers, too. */
function readable(body: GetObjectCommandOutput['Body']): Readable {
  if (!(body instanceof Readable)) throw new TypeError('The S3 client gave no stream of Node');
  return body;
}
