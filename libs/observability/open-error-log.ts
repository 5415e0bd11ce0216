import type { Config } from '#config/config.js';
import type { ErrorSource } from '#contracts/monitoring.js';
import type { Database } from '#database/database.js';
import { ErrorLog } from './error-log.js';
import { openSentry } from './sentry.js';

/** The error log of a process, with Sentry beside it when there is an address for it. */
export function openErrorLog(
  db: Database,
  source: ErrorSource,
  { environment, release, sentryDsn }: Pick<Config, 'environment' | 'release' | 'sentryDsn'>,
  onError: (error: unknown) => void,
): ErrorLog {
  const sentry = sentryDsn ? openSentry(sentryDsn, { environment, release }) : undefined;
  return new ErrorLog(db, source, release, onError, sentry);
}
