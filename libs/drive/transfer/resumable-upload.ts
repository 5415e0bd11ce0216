import { Readable } from 'node:stream';
import { z } from 'zod';
import { Failure, TransientFailure } from '#failures/failure.js';
import { countUploaded } from '#observability/metrics/drive-series.js';
import { driveFailure } from '../connection/drive-failure.js';

/** Every chunk but the last must be a multiple of this many bytes. */
const UNIT = 256 * 1024;
const CHUNK = 32 * UNIT;
/** A chunk at 64 kB/s, and some more. */
const CHUNK_TIMEOUT_MS = 150_000;
const SHORT_TIMEOUT_MS = 20_000;
/** An upload whose session expires repeatedly, or that makes no progress, is a transient failure. */
const MAX_ROUNDS = 4;

const FIELDS = 'id,name,md5Checksum,size,appProperties,trashed,parents';

export interface Upload {
  /** Bytes. */
  size: number;
  mediaType: string;
  /** The content from this byte on. */
  open(start: number): Promise<Readable>;
}

/** Where an upload is: another process goes on from here. */
export const uploadState = z.object({ sessionUri: z.string(), offset: z.number() });
/** `offset`: bytes that Google has acknowledged. */
export type UploadState = z.infer<typeof uploadState>;

export interface UploadRequest {
  /** `POST` of a new file or `PATCH` of one that is there. */
  method: 'POST' | 'PATCH';
  url: string;
  metadata: object;
  content: Upload;
  /** Of an earlier try, or null. */
  state: UploadState | null;
  token: string;
  signal: AbortSignal;
  /** Called before the first byte is sent, and after each acknowledged chunk. Awaited: what is not kept is sent again. */
  onState(state: UploadState): Promise<void> | void;
  /** Called before the bytes that make the upload take effect; what it throws keeps them back. */
  beforeLast?(): Promise<void>;
}

const uploadedFile = z.object({ id: z.string(), name: z.string(), md5Checksum: z.string(), size: z.string() });
export type UploadedFile = z.infer<typeof uploadedFile>;

/** The token is good no more. */
export class TokenRefused extends Error {}

/**
 * Sends a file in chunks, and goes on at the byte that Google has, also after a crash; nothing is held in memory but what
 * is on its way. Throws `TransientFailure` when the connection breaks: the next try asks Google how far it came.
 * Source: https://developers.google.com/workspace/drive/api/guides/manage-uploads#resumable
 */
export async function uploadResumable(ask: UploadRequest): Promise<UploadedFile> {
  const { size } = ask.content;
  let state = ask.state;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const at: Position | null = state ? await positionOf(ask, state.sessionUri) : null;
    if (at && 'file' in at) return at.file;
    // An expired session loses its bytes: the whole upload starts again.
    state = state && at ? { ...state, offset: at.offset } : { sessionUri: await startUpload(ask), offset: 0 };
    await ask.onState(state);
    while (state.offset < size) {
      if (state.offset + CHUNK >= size) await ask.beforeLast?.();
      const next = await sendChunk(ask, state);
      if (next === null) break;
      countUploaded(Math.max(0, ('file' in next ? size : next.offset) - state.offset));
      if ('file' in next) return next.file;
      if (next.offset <= state.offset) break;
      state = { ...state, offset: next.offset };
      await ask.onState(state);
    }
  }
  throw new TransientFailure('drive-unavailable', 'Google forgets the upload again and again, or takes nothing of it.');
}

type Position = { offset: number } | { file: UploadedFile };

async function startUpload(ask: UploadRequest): Promise<string> {
  const url = new URL(ask.url);
  url.searchParams.set('uploadType', 'resumable');
  url.searchParams.set('supportsAllDrives', 'true');
  url.searchParams.set('fields', FIELDS);
  const response = await send(url, ask, SHORT_TIMEOUT_MS, {
    method: ask.method,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'x-upload-content-type': ask.content.mediaType,
      'x-upload-content-length': String(ask.content.size),
    },
    body: JSON.stringify(ask.metadata),
  });
  const location = response.headers.get('location');
  if (!response.ok || !location) throw await failureOf(response);
  await response.body?.cancel();
  return location;
}

/** How far an upload is; null when its session is gone. */
async function positionOf(ask: UploadRequest, sessionUri: string): Promise<Position | null> {
  const response = await send(new URL(sessionUri), ask, SHORT_TIMEOUT_MS, {
    method: 'PUT',
    headers: { 'content-length': '0', 'content-range': `bytes */${ask.content.size}` },
  });
  return readPosition(response);
}

async function sendChunk(ask: UploadRequest, { sessionUri, offset }: UploadState): Promise<Position | null> {
  const { content } = ask;
  const end = Math.min(offset + CHUNK, content.size);
  const source = await content.open(offset);
  const body = Readable.from(firstBytes(source, end - offset));
  try {
    const response = await send(new URL(sessionUri), ask, CHUNK_TIMEOUT_MS, {
      method: 'PUT',
      headers: {
        'content-length': String(end - offset),
        'content-range': `bytes ${offset}-${end - 1}/${content.size}`,
      },
      body: Readable.toWeb(body),
      duplex: 'half',
    });
    return await readPosition(response);
  } finally {
    body.destroy();
    source.destroy();
  }
}

async function readPosition(response: Response): Promise<Position | null> {
  if (response.status === 200 || response.status === 201) return { file: await readFile(response) };
  if (response.status === 308) {
    const last = /-(\d+)$/.exec(response.headers.get('range') ?? '')?.[1];
    await response.body?.cancel();
    return { offset: last === undefined ? 0 : Number(last) + 1 };
  }
  if (response.status === 404 || response.status === 410) {
    await response.body?.cancel();
    return null;
  }
  throw await failureOf(response);
}

/** The requested fields of the file. A truncated response is a transient failure: the next attempt finds the file. */
async function readFile(response: Response): Promise<UploadedFile> {
  try {
    return uploadedFile.parse(await response.json());
  } catch (error) {
    throw new TransientFailure('drive-unavailable', 'Google Drive’s answer broke off.', { cause: error });
  }
}

async function failureOf(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 401) return new TokenRefused('Google refuses the token');
  return driveFailure({ status: response.status, body, retryAfter: response.headers.get('retry-after') });
}

async function send(
  url: URL,
  { token, signal }: UploadRequest,
  timeoutMs: number,
  init: RequestInit & { duplex?: 'half'; headers: Record<string, string> },
): Promise<Response> {
  try {
    return await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure) throw error;
    throw new TransientFailure('drive-unavailable', 'The connection to Google Drive broke.', { cause: error });
  }
}

/** Exactly the first `count` bytes: a source that has fewer is an error of ours, thrown before Google waits for the rest. */
async function* firstBytes(source: Readable, count: number): AsyncGenerator<Buffer> {
  let left = count;
  const blocks: AsyncIterable<Buffer> = source;
  for await (const block of blocks) {
    yield block.length > left ? block.subarray(0, left) : block;
    left -= Math.min(left, block.length);
    if (left === 0) return;
  }
  throw new TransientFailure('storage-unavailable', 'A stored file is shorter than it should be.');
}
