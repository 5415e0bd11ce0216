import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlertCallBody } from '#contracts/alerts.js';

export interface ReceivedCall {
  body: AlertCallBody;
  /** Of the header; the same at each try. */
  id: string;
  /** The signature is of this body, by our secret, and not older than a minute. */
  genuine: boolean;
}

/** What an operator would run behind ALERT_WEBHOOK_URL, written from the documentation alone. */
export async function startReceiver(secret: string) {
  const calls: ReceivedCall[] = [];
  const receiver = {
    /** Status of the next answers. */
    answer: 204,
    calls,
    url: '',
    stop: (): Promise<void> => new Promise((resolve) => void server.close(() => resolve())),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const signature = String(request.headers['x-colorbook-signature']);
      const id = String(request.headers['x-colorbook-call']);
      calls.push({ body: JSON.parse(text) as AlertCallBody, id, genuine: isGenuine(text, signature, secret) });
      response.writeHead(receiver.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
  return receiver;
}

function isGenuine(text: string, signature: string, secret: string): boolean {
  const [, seconds = '', given = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  const made = createHmac('sha256', secret).update(`${seconds}.${text}`).digest();
  return timingSafeEqual(made, Buffer.from(given.padEnd(64, '0'), 'hex')) && Date.now() / 1000 - Number(seconds) < 60;
}
