import type { IncomingMessage, ServerResponse } from 'node:http';

const MAX_REQUEST = 2 ** 20;
/** Timeout (ms) of a hanging response, so that a forgotten fault does not hold sockets for ever. */
const HANG = 10 * 60_000;

/** What goes back over the wire. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
  /** The connection stays open and nothing comes. */
  hangs?: boolean;
  /** ms that it is held back. */
  waits?: number;
}

export const json = (status: number, value: unknown, headers?: Record<string, string>): Answer => ({
  status,
  body: `${JSON.stringify(value, null, 2)}\n`,
  headers: { 'content-type': 'application/json', ...headers },
});

export const page = (status: number, html: string): Answer => ({
  status,
  body: html,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  },
});

/** After a form: the browser asks for another page, and a reload does not send the form again. */
export const seeOther = (location: string): Answer => ({ status: 303, body: '', headers: { location } });

export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.hangs) {
    setTimeout(() => response.destroy(), HANG).unref();
    return;
  }
  if (answer.waits) await new Promise((resolve) => setTimeout(resolve, answer.waits).unref());
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  response.end(body);
}

/** @throws Error when the body is larger than a megabyte */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const received: AsyncIterable<Buffer> = request;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of received) {
    size += chunk.length;
    if (size > MAX_REQUEST) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export const header = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};
