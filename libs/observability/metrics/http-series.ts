import { Gauge, Histogram } from 'prom-client';
import { SECONDS, registry } from './registry.js';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const requests = new Histogram({
  name: 'colorbook_http_request_duration_seconds',
  help: 'Answered requests by route pattern; event streams are not among them.',
  labelNames: ['method', 'route', 'status'],
  buckets: SECONDS,
  registers: [registry],
});

/** Readers of server-sent events right now. */
export const openStreams = new Gauge({
  name: 'colorbook_sse_clients',
  help: 'Open streams of server-sent events.',
  registers: [registry],
});

/** `route` is a pattern of ours, never an address: anybody can make up addresses. */
export function countRequest(method: string, route: string | null, status: number, seconds: number): void {
  requests.observe(
    {
      method: METHODS.has(method) ? method : 'other',
      route: route ?? 'none',
      status: `${Math.floor(status / 100)}xx`,
    },
    seconds,
  );
}
