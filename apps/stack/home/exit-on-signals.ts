import { constants } from 'node:os';
import { sameMoment } from './same-moment.js';
import { endChildren } from './end-with-parent.js';

/**
 * On a signal, or when the parent script ends, ends all registered processes and then this one.
 * A second signal does not wait; the children are ended nevertheless.
 */
export function exitOnSignals(): void {
  const isRepeat = sameMoment();
  let stopping = false;
  const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    if (isRepeat()) return;
    const code = 128 + constants.signals[signal];
    if (stopping) process.exit(code);
    stopping = true;
    process.stderr.write(`\n${signal}: ending what was started …\n`);
    void endChildren().finally(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
  process.on('disconnect', () => stop('SIGTERM'));
  process.channel?.unref();
}
