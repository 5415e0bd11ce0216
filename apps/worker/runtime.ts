import { DefaultLogger, MetricsBuffer, Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { traceFacts } from '#observability/tracing/trace-id.js';

export const log = pino({
  name: 'worker',
  mixin: traceFacts,
  redact: { paths: ['*.apiKey', '*.password', '*.token'], censor: '[redacted]' },
});

/** Larger than the number of updates in a second or two, since the SDK drops the excess. */
const BUFFERED_UPDATES = 50_000;

/**
 * Sends Temporal's log lines to our log. Call once, before any worker or connection is created. Returns the SDK core's
 * metrics buffer, to be drained every second; undefined without a status port.
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
