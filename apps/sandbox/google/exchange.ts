import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FaultRule } from './admin/faults.js';

/** What goes back over the wire. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** A stream names its length in the headers. */
  body: string | Readable;
}

/** One request and what is read of it. */
export class Exchange {
  readonly method: string;
  readonly url: URL;
  /** Bytes of the body that came. */
  received = 0;
  /** The fault of this request. */
  fault: FaultRule | undefined;
  /** At `/token`: what was asked for. */
  grantType: string | null = null;

  constructor(
    readonly request: IncomingMessage,
    readonly origin: string,
  ) {
    this.url = new URL(request.url ?? '/', origin);
    // Clients turn a long GET into a POST: https://developers.google.com/workspace/drive/api/guides/performance
    this.method = this.header('x-http-method-override')?.toUpperCase() ?? request.method ?? 'GET';
  }

  get path(): string {
    return this.url.pathname;
  }

  header(name: string): string | null {
    const value = this.request.headers[name];
    return typeof value === 'string' ? value : null;
  }

  /** Reads the body block by block; it begins at byte `start` of the file. Throws when the connection breaks. */
  async *blocks(start = 0): AsyncGenerator<Buffer> {
    const { fault } = this;
    const cutAt = fault?.kind === 'cut-upload' ? fault.byte - start : Infinity;
    const received: AsyncIterable<Buffer> = this.request;
    for await (const whole of received) {
      const block = whole.subarray(0, Math.max(0, cutAt - this.received));
      if (fault?.kind === 'corrupt-upload' && this.received === 0) block[0] = (block[0] ?? 0) ^ 1;
      this.received += block.length;
      yield block;
      if (block.length === whole.length) continue;
      this.request.destroy();
      throw new Error('The sandbox was told to break off.');
    }
  }

  /** @throws TooLarge */
  async body(limit: number): Promise<Buffer> {
    const blocks: Buffer[] = [];
    for await (const block of this.blocks()) {
      if (this.received > limit) throw new TooLarge();
      blocks.push(block);
    }
    return Buffer.concat(blocks);
  }

  async form(): Promise<URLSearchParams> {
    return new URLSearchParams((await this.body(1 << 20)).toString('utf8'));
  }
}

/** More than the sandbox holds in memory. */
export class TooLarge extends Error {}

export const json = (status: number, value: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: `${JSON.stringify(value, null, 2)}\n`,
  headers: { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store', ...headers },
});

export const empty = (status: number, headers?: Record<string, string>): Answer => ({ status, body: '', headers });

export const page = (status: number, html: string): Answer => ({
  status,
  body: html,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-src 'self'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  },
});

/** After a form: the browser asks for another page, and a reload does not send the form again. */
export const seeOther = (location: string): Answer => empty(303, { location });

export async function send(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  if (typeof body === 'string') {
    const bytes = Buffer.from(body);
    // An answer to HEAD and a 204 have no body, and Node leaves it out.
    response.writeHead(status, { ...headers, 'content-length': bytes.length });
    response.end(bytes);
    return;
  }
  response.writeHead(status, headers);
  // A client that disconnects during a download is no error.
  await pipeline(body, response).catch(() => undefined);
}
