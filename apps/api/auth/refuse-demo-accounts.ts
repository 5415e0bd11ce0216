import { ConfigError } from '#config/config.js';
import type { Config } from '#config/config.js';
import { DEMO_DOMAIN } from '#config/demo-accounts.js';
import type { Database } from '#database/database.js';

/** A data folder of a trial run contains an admin account whose password is stored in a file. */
export async function refuseDemoAccounts(db: Database, { environment }: Pick<Config, 'environment'>): Promise<void> {
  if (environment !== 'production') return;
  const found = await db.user.findMany({ where: { email: { endsWith: `@${DEMO_DOMAIN}` } }, select: { email: true } });
  if (found.length === 0) return;
  const names = found.map(({ email }) => email).join(', ');
  throw new ConfigError([
    `DATABASE_URL: that database holds demo accounts (${names}), which production refuses. Use a database of its own, or delete these users in it.`,
  ]);
}
