import type { Config } from '#config/config.js';
import { ConfigError } from '#config/config.js';
import type { Database } from '#database/database.js';
import { createApp } from './app.js';
import { refuseDemoAccounts } from './auth/refuse-demo-accounts.js';
import { log } from './log.js';
import { CONFIG, DATABASE } from './tokens.js';

try {
  const app = await createApp();
  const config = app.get<Config>(CONFIG);
  await refuseDemoAccounts(app.get<Database>(DATABASE), config);
  const { http } = config;
  await app.listen(http.port, http.host);
  log.info({ url: await app.getUrl() }, 'api ready');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78; // EX_CONFIG
}
