/**
 * Brings an outside database up to date: `DATABASE_URL=… node dist/apps/stack/database/migrate.js`, or `DATABASE_DIRECT_URL` where
 * that is of a pooler. Safe to run twice at once.
 */
import { withSecretFiles } from '#config/secret-files.js';
import { MigrationError, migrate } from '#database/migrate.js';

const { env, problems } = withSecretFiles(process.env);
const url = env['DATABASE_DIRECT_URL'] || env['DATABASE_URL'];
if (!url) {
  console.error(['Set DATABASE_URL to the PostgreSQL that is to be migrated.', ...problems].join('\n'));
  process.exit(78);
}
try {
  const applied = await migrate(url);
  console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
} catch (error) {
  if (!(error instanceof MigrationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
