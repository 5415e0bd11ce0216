import type { Config } from '#config/config.js';
import type { ErrorSource } from '#contracts/monitoring.js';
import type { Database } from '#database/database.js';
import { ErrorLog } from './error-log.js';

/** The error log of a process, with Sentry beside it when there is an address for it; otherwise nothing of Sentry is loaded. */
export async function openErrorLog(
  db: Database,
  source: ErrorSource,
  { environment, release, sentryDsn }: Pick<Config, 'environment' | 'release' | 'sentryDsn'>,
  onError: (error: unknown) => void,
): Promise<ErrorLog> {
  const sentry = sentryDsn ? (await import('./sentry.js')).openSentry(sentryDsn, { environment, release }) : undefined;
  return new ErrorLog(db, source, release, onError, sentry);
}
