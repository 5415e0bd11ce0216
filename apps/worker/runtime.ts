import { DefaultLogger, Runtime } from '@temporalio/worker';
import { pino } from 'pino';

export const log = pino({
  name: 'worker',
  redact: { paths: ['*.apiKey', '*.password', '*.token'], censor: '[redacted]' },
});

/** Temporal's own log lines go where ours go. Call once, before any worker or connection is made. */
export function installRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
      const facts = { ...meta, source: 'temporal' };
      if (level === 'ERROR') log.error(facts, message);
      else if (level === 'WARN') log.warn(facts, message);
      else log.debug(facts, message);
    }),
    shutdownSignals: ['SIGINT', 'SIGTERM', 'SIGQUIT'],
  });
}
