import type { Config } from '#config/config.js';
import { ConfigError } from '#config/config.js';
import { createApp } from './app.js';
import { log } from './log.js';
import { CONFIG } from './tokens.js';

try {
  const app = await createApp();
  const { http } = app.get<Config>(CONFIG);
  await app.listen(http.port, http.host);
  log.info({ url: await app.getUrl() }, 'api ready');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78; // EX_CONFIG
}
