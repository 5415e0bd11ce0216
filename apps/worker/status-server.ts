import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { checkHealth } from '#observability/health.js';
import { exposition } from '#observability/metrics/registry.js';
import { mayScrape } from '#observability/metrics/scrape-guard.js';
import type { Routed } from './routed.js';

const REQUEST_TIMEOUT_MS = 10_000;
/** Enough for scrapers and health checks. */
const MAX_CONNECTIONS = 64;
const JSON_TYPE = 'application/json; charset=utf-8';

export interface Status {
  host: string;
  port: number;
  access: { token: string | undefined; production: boolean };
  /** Readiness checks. */
  probes: Record<string, () => PromiseLike<unknown>>;
  /** The worker's build and routing; absent when it is unversioned. */
  routed?: () => Promise<Routed>;
}

interface Answer {
  status: number;
  type?: string;
  body?: string;
}

/** HTTP server for /health/live, /health/ready and /metrics. Rejects when the port is taken. */
export async function openStatusServer(status: Status): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(status, request)
      .catch((): Answer => ({ status: 500 }))
      .then((each) => send(response, each));
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.listen(status.port, status.host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The status server has no port.');
  return { port: address.port, close: () => close(server) };
}

async function answer({ access, probes, routed }: Status, request: IncomingMessage): Promise<Answer> {
  const path = (request.url ?? '').split('?')[0];
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405 };
  if (path === '/health/live') return { status: 200, type: JSON_TYPE, body: '{"status":"ok"}' };
  if (path === '/health/ready') {
    const [{ isReady, health }, build] = await Promise.all([checkHealth(probes), routed?.()]);
    return { status: isReady ? 200 : 503, type: JSON_TYPE, body: JSON.stringify({ ...health, build }) };
  }
  if (path !== '/metrics') return { status: 404 };
  const verdict = mayScrape(access, request);
  if (verdict !== 'open') return { status: verdict === 'refused' ? 401 : 404 };
  const { type, text } = await exposition();
  return { status: 200, type, body: text };
}

function send(response: ServerResponse, { status, type, body = '' }: Answer): void {
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
    ...(type ? { 'Content-Type': type } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': 'Bearer realm="metrics"' } : {}),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

async function close(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
