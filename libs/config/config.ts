import { z } from 'zod';

/**
 * The only reader of the environment. Every variable stands here once, with its default; `.env.example` and the
 * README's table are checked against it by a test.
 */
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const port = z.coerce.number().int().min(0).max(65_535);
const filled = z.string().trim().min(1);
const encryptionKeys = z.string().transform((value, context) => {
  const keys = value.split(',').map((each) => {
    const [id = '', key = ''] = each.trim().split(/:(.*)/s);
    return { id, key: Buffer.from(key, 'base64') };
  });
  const wrong = keys.filter(({ id, key }) => !/^[\w-]{1,40}$/.test(id) || key.length !== 32);
  if (wrong.length > 0 || new Set(keys.map(({ id }) => id)).size < keys.length)
    context.addIssue({ code: 'custom', message: 'id:key,…, each id once, each key 32 bytes in base64' });
  return keys;
});

export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: filled.default('127.0.0.1').describe('Address that the API listens on'),
  PORT: port.default(3000).describe('Port of the API and console; the default stack takes the next free one if taken'),
  COLORBOOK_HOME: filled.default('.data').describe('Data folder of the default stack'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address that people reach the console at, for links in mails; left out: HOST and PORT'),
  TRUST_PROXY: flag.default(false).describe('Take the client address from X-Forwarded-For'),

  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL 15 or newer'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).describe('Connections per process'),

  TEMPORAL_ADDRESS: filled.describe('host:port of the Temporal frontend'),
  TEMPORAL_NAMESPACE: filled.default('default'),
  TEMPORAL_API_KEY: filled.optional().describe('Temporal Cloud; switches TLS on'),
  TEMPORAL_TLS_CERT: filled.optional().describe('Path of the client certificate (mTLS)'),
  TEMPORAL_TLS_KEY: filled.optional().describe('Path of the client key (mTLS)'),
  TEMPORAL_UI_URL: z.url().optional().describe('Temporal UI, for links'),
  WORKFLOW_BUNDLE: filled.optional().describe('Prebuilt workflow bundle; left out, the worker bundles at start'),
  ACTIVITY_SLOTS: z.coerce.number().int().min(1).max(1000).default(40).describe('Activities at once in one worker'),

  JWT_SECRET: z.string().min(32).describe('Signs access tokens; at least 32 characters'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600).describe('Requests of one person or address'),
  AUTH_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(30).describe('Sign-in attempts of one address'),

  STORAGE_DIR: filled.default('.data/artifacts').describe('Folder of the artifact store, when no bucket is named'),
  S3_BUCKET: filled.optional(),
  S3_REGION: filled.default('us-east-1'),
  S3_ENDPOINT: z.url().optional().describe('For S3-compatible stores'),
  S3_ACCESS_KEY_ID: filled.optional(),
  S3_SECRET_ACCESS_KEY: filled.optional(),
  S3_PREFIX: z.string().default(''),

  PROVIDER: z
    .enum(['built-in', 'openai'])
    .default('built-in')
    .describe('Artist and storyteller of a job that names none'),
  OPENAI_API_KEY: filled.optional(),
  OPENAI_BASE_URL: z.url().optional().describe('Any OpenAI-compatible address'),
  OPENAI_TEXT_MODEL: filled.default('gpt-5-mini'),
  OPENAI_IMAGE_MODEL: filled.default('gpt-image-2'),
  OPENAI_SANDBOX: flag.default(false).describe('OPENAI_BASE_URL is the sandbox; refused in production'),

  STRIPE_SECRET_KEY: filled.optional().describe('Left out, nobody pays and everybody has the largest plan'),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .trim()
    .startsWith('whsec_')
    .optional()
    .describe('whsec_…; of the endpoint /api/payments/webhook'),
  STRIPE_BASE_URL: z.url().optional().describe('Address of the sandbox; left out: Stripe'),
  STRIPE_SANDBOX: flag.default(false).describe('STRIPE_BASE_URL is the sandbox; refused in production'),
  RECONCILE_EVERY_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_080)
    .default(1_440)
    .describe('How often payments are reconciled by themselves'),

  GOOGLE_CLIENT_ID: filled.optional().describe('OAuth client of type "Web application"; left out, there is no Drive'),
  GOOGLE_CLIENT_SECRET: filled.optional(),
  GOOGLE_BASE_URL: z.url().optional().describe('Address of the sandbox; left out: Google'),
  GOOGLE_SANDBOX: flag.default(false).describe('GOOGLE_BASE_URL is the sandbox; refused in production'),
  ENCRYPTION_KEYS: encryptionKeys
    .optional()
    .describe('id:key,…, each key 32 bytes in base64; the first encrypts, the others still decrypt'),

  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('smtp://user:password@host:587; left out, mails are kept as files'),
  MAIL_FROM: filled.optional().describe('Sender of mails, e.g. "ColorBook <books@example.com>"'),
  MAIL_DIR: filled.default('.data/mail').describe('Where mails are kept when there is no SMTP_URL'),
});
export type Environment = z.infer<typeof environmentSchema>;

export interface Config {
  environment: Environment['NODE_ENV'];
  http: {
    host: string;
    port: number;
    /** Without a slash at the end. */
    publicUrl: string;
    trustProxy: boolean;
    perMinute: number;
    authPerMinute: number;
  };
  logLevel: Environment['LOG_LEVEL'];
  database: { url: string; pool: number };
  temporal: {
    address: string;
    namespace: string;
    apiKey: string | undefined;
    tls: { certPath: string; keyPath: string } | undefined;
    uiUrl: string | undefined;
    workflowBundle: string | undefined;
    activitySlots: number;
    /** The first encrypts what workflows say, all decrypt; without any, nothing is encrypted. */
    keys: EncryptionKey[];
  };
  auth: { jwtSecret: string };
  storage:
    | { kind: 'files'; directory: string }
    | {
        kind: 's3';
        bucket: string;
        region: string;
        endpoint: string | undefined;
        accessKeyId: string | undefined;
        secretAccessKey: string | undefined;
        prefix: string;
      };
  defaultProvider: Environment['PROVIDER'];
  openai:
    | { apiKey: string; baseUrl: string | undefined; textModel: string; imageModel: string; sandbox: boolean }
    | undefined;
  stripe:
    | { secretKey: string; webhookSecret: string; baseUrl: string | undefined; sandbox: boolean; everyMinutes: number }
    | undefined;
  google:
    | { clientId: string; clientSecret: string; baseUrl: string | undefined; sandbox: boolean; keys: EncryptionKey[] }
    | undefined;
  mail: { kind: 'smtp'; url: string; from: string } | { kind: 'files'; directory: string };
}

export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Thrown once with everything that is wrong, so that a person mends it all in one go. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((each) => `  - ${each}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Reads and checks the environment. Empty variables count as absent. Throws `ConfigError` with every problem. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(present);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  problems.push(...crossChecks(present));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

function crossChecks(env: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  if (Boolean(env['TEMPORAL_TLS_CERT']) !== Boolean(env['TEMPORAL_TLS_KEY']))
    problems.push('TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY: set both or neither');
  if (Boolean(env['S3_ACCESS_KEY_ID']) !== Boolean(env['S3_SECRET_ACCESS_KEY']))
    problems.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set both or neither');
  if (env['PROVIDER'] === 'openai' && !env['OPENAI_API_KEY'])
    problems.push('OPENAI_API_KEY: needed, since PROVIDER is openai');
  if (Boolean(env['STRIPE_SECRET_KEY']) !== Boolean(env['STRIPE_WEBHOOK_SECRET']))
    problems.push('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET: set both or neither');
  if (Boolean(env['GOOGLE_CLIENT_ID']) !== Boolean(env['GOOGLE_CLIENT_SECRET']))
    problems.push('GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET: set both or neither');
  if (env['GOOGLE_CLIENT_ID'] && !env['ENCRYPTION_KEYS'])
    problems.push('ENCRYPTION_KEYS: needed with GOOGLE_CLIENT_ID, since tokens are kept encrypted');
  if (Boolean(env['SMTP_URL']) !== Boolean(env['MAIL_FROM']))
    problems.push('SMTP_URL and MAIL_FROM: set both or neither');
  if (env['NODE_ENV'] === 'production') {
    if (!env['SMTP_URL']) problems.push('SMTP_URL: needed in production, where mails must reach people');
    if (!env['PUBLIC_URL']) problems.push('PUBLIC_URL: needed in production, for the links in mails');
    if (env['OPENAI_SANDBOX'] === 'true' || env['OPENAI_SANDBOX'] === '1')
      problems.push('OPENAI_SANDBOX: the sandbox is refused in production');
    if (env['STRIPE_SANDBOX'] === 'true' || env['STRIPE_SANDBOX'] === '1')
      problems.push('STRIPE_SANDBOX: the sandbox is refused in production');
    if (env['GOOGLE_SANDBOX'] === 'true' || env['GOOGLE_SANDBOX'] === '1')
      problems.push('GOOGLE_SANDBOX: the sandbox is refused in production');
    if (!env['STORAGE_DIR'] && !env['S3_BUCKET']) problems.push('STORAGE_DIR or S3_BUCKET: needed in production');
  }
  return problems;
}

function toConfig(env: Environment): Config {
  return {
    environment: env.NODE_ENV,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: (env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`).replace(/\/+$/, ''),
      trustProxy: env.TRUST_PROXY,
      perMinute: env.RATE_LIMIT_PER_MINUTE,
      authPerMinute: env.AUTH_RATE_LIMIT_PER_MINUTE,
    },
    logLevel: env.LOG_LEVEL,
    database: { url: env.DATABASE_URL, pool: env.DATABASE_POOL },
    temporal: {
      address: env.TEMPORAL_ADDRESS,
      namespace: env.TEMPORAL_NAMESPACE,
      apiKey: env.TEMPORAL_API_KEY,
      tls:
        env.TEMPORAL_TLS_CERT && env.TEMPORAL_TLS_KEY
          ? { certPath: env.TEMPORAL_TLS_CERT, keyPath: env.TEMPORAL_TLS_KEY }
          : undefined,
      uiUrl: env.TEMPORAL_UI_URL,
      workflowBundle: env.WORKFLOW_BUNDLE,
      activitySlots: env.ACTIVITY_SLOTS,
      keys: env.ENCRYPTION_KEYS ?? [],
    },
    auth: { jwtSecret: env.JWT_SECRET },
    storage: env.S3_BUCKET
      ? {
          kind: 's3',
          bucket: env.S3_BUCKET,
          region: env.S3_REGION,
          endpoint: env.S3_ENDPOINT,
          accessKeyId: env.S3_ACCESS_KEY_ID,
          secretAccessKey: env.S3_SECRET_ACCESS_KEY,
          prefix: env.S3_PREFIX,
        }
      : { kind: 'files', directory: env.STORAGE_DIR },
    defaultProvider: env.PROVIDER,
    openai: env.OPENAI_API_KEY
      ? {
          apiKey: env.OPENAI_API_KEY,
          baseUrl: env.OPENAI_BASE_URL,
          textModel: env.OPENAI_TEXT_MODEL,
          imageModel: env.OPENAI_IMAGE_MODEL,
          sandbox: env.OPENAI_SANDBOX,
        }
      : undefined,
    stripe:
      env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET
        ? {
            secretKey: env.STRIPE_SECRET_KEY,
            webhookSecret: env.STRIPE_WEBHOOK_SECRET,
            baseUrl: env.STRIPE_BASE_URL,
            sandbox: env.STRIPE_SANDBOX,
            everyMinutes: env.RECONCILE_EVERY_MINUTES,
          }
        : undefined,
    google:
      env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET && env.ENCRYPTION_KEYS
        ? {
            clientId: env.GOOGLE_CLIENT_ID,
            clientSecret: env.GOOGLE_CLIENT_SECRET,
            baseUrl: env.GOOGLE_BASE_URL,
            sandbox: env.GOOGLE_SANDBOX,
            keys: env.ENCRYPTION_KEYS,
          }
        : undefined,
    mail:
      env.SMTP_URL && env.MAIL_FROM
        ? { kind: 'smtp', url: env.SMTP_URL, from: env.MAIL_FROM }
        : { kind: 'files', directory: env.MAIL_DIR },
  };
}
