import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';

/** All series of this process. Names follow Prometheus: a prefix, base units, `_total` for what only grows. */
export const registry = new Registry();

/** From a request that is answered from memory to a page that an image model draws. */
export const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

let started = false;

/** Starts the metrics of the process: memory, CPU, event loop, garbage collection. Idempotent. */
export function watchProcess(facts: { process: 'api' | 'worker'; release: string; build?: string }): void {
  if (started) return;
  started = true;
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'colorbook_build_info',
    help: 'Always 1; says what runs here.',
    labelNames: ['process', 'release', 'build'],
    registers: [registry],
  }).set(facts, 1);
}

const refreshers = new Set<() => Promise<void> | void>();

/** Calls `refresh` before each scrape, for gauges that are read rather than counted. It must not take long. */
export const beforeScrape = (refresh: () => Promise<void> | void): void => void refreshers.add(refresh);

/** The text that Prometheus reads, and its media type. */
export async function exposition(): Promise<{ type: string; text: string }> {
  await Promise.all([...refreshers].map(async (refresh) => refresh()));
  return { type: registry.contentType, text: await registry.metrics() };
}
