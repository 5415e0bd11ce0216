import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '#config/config.js';
import { ConfigError } from '#config/config.js';
import { loadConfig } from '#config/load-config.js';
import { errorCode } from '#contracts/error-code.js';
import type { Database } from '#database/database.js';
import { addressProblem } from '#database/pooler.js';
import { createApp } from './app.js';
import { refuseDemoAccounts } from './auth/refuse-demo-accounts.js';
import { log } from './log.js';
import { CONFIG, DATABASE } from './tokens.js';

const LISTEN_PROBLEMS: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) => `PORT: something else listens on port ${port} of ${host}; set another one`,
  EACCES: (_host, port) => `PORT: this user may not listen on port ${port}; set one from 1024 on`,
  EADDRNOTAVAIL: (host) => `HOST: this machine has no address ${host}; set one of its own, or 0.0.0.0 for every one`,
  EAFNOSUPPORT: (host) => `HOST: this machine has no IPv6, which ${host} is; set an IPv4 address`,
  ENOTFOUND: (host) => `HOST: the name ${host} leads to no address; set an address of this machine`,
};

/** Prints configuration errors as a message; other errors are thrown. */
async function listen(app: NestExpressApplication, { host, port }: Config['http']): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const reason = LISTEN_PROBLEMS[String(errorCode(error))];
    if (!reason) throw error;
    await app.close();
    throw new ConfigError([reason(host, port)]);
  }
}

try {
  const problem = await addressProblem(loadConfig().database);
  if (problem) throw new ConfigError([problem]);
  const app = await createApp();
  const config = app.get<Config>(CONFIG);
  await refuseDemoAccounts(app.get<Database>(DATABASE), config);
  const { http } = config;
  await listen(app, http);
  log.info({ url: await app.getUrl() }, 'api ready');
  if (config.environment === 'production' && !http.secure)
    log.warn(
      { publicUrl: http.publicUrl },
      'PUBLIC_URL is http: passwords and books cross the network unencrypted, and cookies are not Secure. Put a proxy with a certificate before the api, and set PUBLIC_URL to its https address',
    );
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 78; // EX_CONFIG
}
