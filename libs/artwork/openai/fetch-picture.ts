import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { useAgent } from 'request-filtering-agent';
import { errorCode } from '#contracts/error-code.js';
import { TransientFailure } from '#failures/failure.js';
import { UnusableImage } from '../tracing/unusable-image.js';

/** Time for a picture, its redirects included (ms), and its size. */
const FETCH_TIMEOUT = 60_000;
const MAX_BYTES = 32 * 2 ** 20;
const MAX_REDIRECTS = 3;

/** Whose addresses are followed. */
export interface PictureSource {
  /** Of the provider's API: its own origin is trusted, as the operator named it. */
  baseUrl: string;
  /** Sent to that origin, and to no other. */
  apiKey: string;
  /** Other hosts (`cdn.example.com`: https to public addresses) or whole origins (`http://10.0.0.5:9000`). */
  hosts: readonly string[];
}

/** The picture's address may not be fetched. */
export class ForeignAddress extends UnusableImage {
  constructor(message: string, options?: ErrorOptions) {
    super(message, { ...options, changes: 'never' });
  }
}

/**
 * Fetches a picture whose address a provider has given. Such an address is untrusted: only the provider's
 * own host and those of the setting are asked, private networks only where the operator has named the origin, and
 * redirects are judged like addresses. Throws `UnusableImage` or `TransientFailure`.
 */
export async function fetchPicture(address: string, source: PictureSource, signal: AbortSignal): Promise<Buffer> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(FETCH_TIMEOUT)]);
  try {
    let url = new URL(address, source.baseUrl);
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await request(url, source, inTime);
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) return await readPicture(response);
      response.destroy();
      if (statusCode < 300 || statusCode >= 400 || !headers.location) throw refusedBy(statusCode);
      url = new URL(headers.location, url);
    }
    throw new UnusableImage('The address of the picture leads from one address to the next.');
  } catch (error) {
    signal.throwIfAborted();
    throw asFailure(error, inTime.aborted);
  }
}

function request(url: URL, source: PictureSource, signal: AbortSignal): Promise<IncomingMessage> {
  const isOwn = url.origin === new URL(source.baseUrl).origin;
  const agent = agentFor(url, isOwn, source);
  const headers = isOwn ? { authorization: `Bearer ${source.apiKey}` } : {};
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  return new Promise((resolve, reject) => {
    get(url, { signal, headers, ...(agent ? { agent } : {}) }, resolve).once('error', reject);
  });
}

/** The guard that keeps a request out of private networks; undefined for origins that the operator has named. */
function agentFor(url: URL, isOwn: boolean, { baseUrl, hosts }: PictureSource) {
  const place = `“${url.host.slice(0, 200)}”`;
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    throw new ForeignAddress(`The address of the picture is not one that is followed: ${place}.`);
  if (isOwn || hosts.includes(url.origin)) return undefined;
  const isNamed = url.protocol === 'https:' && hosts.includes(url.hostname);
  if (!isNamed && url.hostname !== new URL(baseUrl).hostname)
    throw new ForeignAddress(
      `The picture lies at ${place}, which is not the AI provider’s own address. OPENAI_IMAGE_HOSTS names further hosts.`,
    );
  return useAgent(url.href);
}

async function readPicture(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const received: AsyncIterable<Buffer> = response;
  for await (const chunk of received) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new UnusableImage('The picture is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const refusedBy = (status: number): Error =>
  status === 429 || status >= 500
    ? new TransientFailure('provider-unavailable', `The address of the picture is out of order (HTTP ${status}).`)
    : new UnusableImage(`The address of the picture answers HTTP ${status}.`);

function asFailure(error: unknown, isLate: boolean): unknown {
  if (error instanceof UnusableImage || error instanceof TransientFailure) return error;
  if (isLate)
    return new TransientFailure('provider-timeout', 'The AI provider’s picture did not come in time.', {
      cause: error,
    });
  if (errorCode(error) === 'ERR_INVALID_URL')
    return new UnusableImage('The address of the picture is none.', { cause: error });
  if (error instanceof Error && /is not allowed/.test(error.message))
    return new ForeignAddress('The address of the picture leads into a private network.', { cause: error });
  return new TransientFailure('provider-unavailable', 'The connection to the AI provider’s picture broke.', {
    cause: error,
  });
}
