import { DefaultLogger, MetricsBuffer, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { traceFacts } from '#observability/tracing/trace-id.js';

export const log = pino({
  name: 'worker',
  mixin: traceFacts,
  redact: { paths: ['*.apiKey', '*.password', '*.token'], censor: '[redacted]' },
});

/** More than the SDK counts in a second or two, since it throws away what does not fit. */
const BUFFERED_UPDATES = 50_000;

/**
 * Temporal's own log lines go where ours go. Call once, before any worker or connection is made. Gives what the SDK's core
 * counts, to be read every second; undefined when nobody would read it.
 */
export function installRuntime({ counting }: { counting: boolean }): MetricsBuffer | undefined {
  const buffer = counting
    ? new MetricsBuffer({ maxBufferSize: BUFFERED_UPDATES, useSecondsForDurations: true })
    : undefined;
  Runtime.install({
    ...(buffer ? { telemetryOptions: { metrics: { buffer } } } : {}),
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const facts = { ...meta, source: 'temporal' };
      if (level === 'ERROR') log.error(facts, message);
      else if (level === 'WARN') log.warn(facts, message);
      else log.debug(facts, message);
    }),
    shutdownSignals: ['SIGINT', 'SIGTERM', 'SIGQUIT'],
  });
  return buffer;
}
