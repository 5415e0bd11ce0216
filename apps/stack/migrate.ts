/** Brings an outside database up to date: `DATABASE_URL=… node dist/apps/stack/migrate.js`. Safe to run twice at once. */
import { migrate } from '#database/migrate.js';

const url = process.env['DATABASE_URL'];
if (!url) {
  console.error('Set DATABASE_URL to the PostgreSQL that is to be migrated.');
  process.exit(78);
}
const applied = await migrate(url);
console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
