import { ConfigError } from './config.js';
import type { Config } from './config.js';
import { environmentSchema } from './environment.js';
import type { Variables } from './environment.js';
import { toStorage } from './to-storage.js';

const part = environmentSchema.pick({
  S3_BUCKET: true,
  S3_REGION: true,
  S3_ENDPOINT: true,
  S3_ACCESS_KEY_ID: true,
  S3_SECRET_ACCESS_KEY: true,
  S3_PREFIX: true,
});

/** Where artifacts are, for a command that needs nothing else of the environment. Throws `ConfigError`. */
export function storageOf(env: Variables, directory: string): Config['storage'] {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = part.safeParse(present);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  return toStorage(parsed.data, directory);
}
