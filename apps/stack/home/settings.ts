import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { environmentSchema } from '#config/environment.js';
import { withSecretFiles } from '#config/secret-files.js';

/** Ignores HOST, which shells and package managers set; the stack listens only where configured. */
const host = environmentSchema.shape.HOST.refine((value) => value === 'localhost' || isIP(value) !== 0, {
  error: ({ input }) => `${String(input)} is no IP address; set one of this machine, or leave HOST out for 127.0.0.1`,
});

/** Environment variables of the stack itself; its processes read theirs through libs/config. */
const settings = z.object({
  NODE_ENV: z.string().default('development'),
  COLORBOOK_HOME: z.string().min(1).default('.data'),
  HOST: host,
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  COLORBOOK_WORKERS: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  COLORBOOK_SAMPLE: z
    .enum(['true', 'false', '1', '0'])
    .default('true')
    .transform((value) => value === 'true' || value === '1'),
  DATABASE_URL: z.string().optional(),
  DATABASE_DIRECT_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  JWT_SECRET: z.string().optional(),
  OPENAI_API_KEY: z.string().optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  ENCRYPTION_KEYS: z.string().optional(),
  STORAGE_DIR: z.string().optional(),
  MAIL_DIR: z.string().optional(),
  PUBLIC_URL: environmentSchema.shape.PUBLIC_URL,
});
export type Settings = z.infer<typeof settings>;

/**
 * Loads `.env` into the environment; variables that are set take precedence. Then secrets in files replace
 * their `_FILE` variables, so that the stack does not add its own.
 */
export function loadDotEnv(path = '.env'): void {
  if (existsSync(path))
    for (const [name, value] of Object.entries(parseEnv(readFileSync(path, 'utf8')))) process.env[name] ??= value;
  const { env, problems } = withSecretFiles(process.env);
  if (problems.length > 0) throw refused(problems);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

const refused = (problems: string[]): Error =>
  new Error(`The environment has ${problems.length} problem(s):\n${problems.map((each) => `  - ${each}`).join('\n')}`);

/** Reads and validates. Throws one error with all problems. Empty variables count as absent. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(present);
  const problems = parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];
  if (present['DATABASE_DIRECT_URL'] && !present['DATABASE_URL'])
    problems.push('DATABASE_DIRECT_URL: is for a DATABASE_URL of a pooler; set both, or DATABASE_URL alone');
  if (present['NODE_ENV'] === 'production')
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'JWT_SECRET'])
      if (!present[name]) problems.push(`${name}: needed in production, where the stack starts no sandbox`);
  if (!parsed.success || problems.length > 0) throw refused(problems);
  return parsed.data;
}
