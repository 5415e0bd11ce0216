import { z } from 'zod';
import { parseHost } from './host.js';
import { originOfPublicUrl } from './public-url.js';

/**
 * Every variable stands here once, with its default and its meaning: `.env.example` is made from it, and the README's
 * table is checked against it. A secret may also come from a file, by its name with `_FILE` at the end.
 */
const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const port = z.coerce.number().int().min(0).max(65_535);
const filled = z.string().trim().min(1);
const host = filled.transform((value, context) => {
  const parsed = parseHost(value);
  if (parsed === null)
    context.addIssue({ code: 'custom', message: `${value} is neither an IP address nor a host name` });
  return parsed ?? z.NEVER;
});
const publicUrl = filled.transform((value, context) => {
  const parsed = originOfPublicUrl(value);
  if ('origin' in parsed) return parsed.origin;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});
const secret = <T extends z.ZodType>(schema: T, words: string): T => schema.meta({ description: words, secret: true });

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

/** Throws `URIError` for what is no header. */
function headerOf(text: string): [name: string, value: string] {
  const [, name, value] = /^\s*([\w-]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new URIError(text);
  return [name, decodeURIComponent(value)];
}

/** As the OpenTelemetry specification has it: `name=value,…`, values percent-encoded. */
const headers = z.string().transform((text, context) => {
  try {
    return Object.fromEntries(text.split(',').map(headerOf));
  } catch {
    context.addIssue({ code: 'custom', message: 'name=value,…, values percent-encoded' });
    return z.NEVER;
  }
});

export const FEATURES = ['payments', 'drive', 'openai'] as const;
export type Feature = (typeof FEATURES)[number];
/** A set of features; `none` is the empty one. */
const features = z
  .string()
  .transform((value) => (value.trim() === 'none' ? [] : value.split(',').map((each) => each.trim())))
  .pipe(z.array(z.enum(FEATURES, { error: `none, or some of ${FEATURES.join(', ')}` })));

/** A host name, or an origin (`http://10.0.0.5:9000`). */
const HOST_OR_ORIGIN = /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|https?:\/\/[^/?#@\s]+)$/;
const imageHosts = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim().toLowerCase()))
  .pipe(
    z.array(
      z.string().regex(HOST_OR_ORIGIN, 'hosts like cdn.example.com or origins like http://10.0.0.5:9000, by commas'),
    ),
  );

const MAX_RECIPIENTS = 10;
const recipients = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim()))
  .pipe(z.array(z.email()).max(MAX_RECIPIENTS));

export const environmentSchema = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('development | test | production; production brings no stand-ins and no demo accounts'),
  FEATURES: features
    .optional()
    .describe('none, or some of payments, drive, openai; left out: those that have their keys. Needed in production'),
  HOST: host
    .default('127.0.0.1')
    .describe(
      'Address that the API listens on, and the WORKER_PORT of a worker; 0.0.0.0 or :: for every one. npm start has demo accounts: whoever reaches them can try to sign in',
    ),
  PORT: port.default(3000).describe('Port of the API and console; npm start takes the next free one if taken'),
  WORKER_PORT: port
    .optional()
    .describe('Port of a worker’s own health and metrics; left out: none. npm start gives each worker one'),
  COLORBOOK_HOME: filled.default('.data').describe('Data folder of npm start: database, artifacts, logs, secrets'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('fatal | error | warn | info | debug | trace | silent'),
  PUBLIC_URL: publicUrl
    .optional()
    .describe(
      'Address that people reach the console at, without a path; for links in mails, and cookies are Secure when it is https. Left out: HOST and PORT',
    ),
  RELEASE: filled.default('0.1.0').describe('Version of this deployment, for errors and metrics'),
  SENTRY_DSN: secret(z.url().optional(), 'Where unforeseen errors go besides the database; left out: nowhere'),
  METRICS_TOKEN: secret(
    z.string().trim().min(16, 'at least 16 characters').optional(),
    'Bearer token of /metrics; left out: only this machine may read them, and in production nobody',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Where traces go, by OTLP over HTTP, e.g. http://collector:4318; left out: nothing is traced'),
  OTEL_EXPORTER_OTLP_HEADERS: secret(headers.optional(), 'name=value,… sent along with traces'),
  TRACE_RATIO: z.coerce.number().min(0).max(1).default(1).describe('Share of requests that are traced, 0 to 1'),
  TRUST_PROXY: flag.default(false).describe('Take the client address from X-Forwarded-For'),

  DATABASE_URL: secret(z.url({ protocol: /^postgres(ql)?$/ }), 'postgresql://user:password@host:5432/colorbook'),
  DATABASE_DIRECT_URL: secret(
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    'PostgreSQL itself, when DATABASE_URL is of a pooler (PgBouncer); used for migration, LISTEN and backup',
  ),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10).describe('Connections per process'),

  TEMPORAL_ADDRESS: filled.describe('host:port of the Temporal frontend'),
  TEMPORAL_NAMESPACE: filled.default('default').describe('Namespace of the workflows'),
  TEMPORAL_API_KEY: secret(filled.optional(), 'Temporal Cloud; switches TLS on'),
  TEMPORAL_TLS_CERT: filled.optional().describe('Path of the client certificate (mTLS)'),
  TEMPORAL_TLS_KEY: filled.optional().describe('Path of the client key (mTLS)'),
  TEMPORAL_UI_URL: z.url().optional().describe('Temporal UI, for links'),
  WORKFLOW_BUNDLE: filled.optional().describe('Prebuilt workflow bundle; left out: the worker bundles at start'),
  WORKER_DEPLOYMENT: z
    .string()
    .trim()
    .regex(/^[\w-]{1,100}$/, 'letters, digits, _ and -, 100 at most')
    .optional()
    .describe(
      'Worker deployment that workers belong to, so that changed workflows leave open ones alone; left out: none',
    ),
  WORKER_BUILD_ID: z
    .string()
    .trim()
    .regex(/^\w[\w.+-]{0,99}$/, 'letters, digits, _ . + and -, 100 at most')
    .optional()
    .describe('Build that workers are of; left out: a hash of WORKFLOW_BUNDLE'),
  ACTIVITY_SLOTS: z.coerce.number().int().min(1).max(1000).default(40).describe('Activities at once in one worker'),

  JWT_SECRET: secret(z.string().min(32, 'at least 32 characters'), 'Signs access tokens; at least 32 characters'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600).describe('Requests of one person or address'),
  AUTH_RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(30).describe('Sign-in attempts of one address'),

  STORAGE_DIR: filled.default('.data/artifacts').describe('Folder of the artifact store, when no bucket is named'),
  S3_BUCKET: filled.optional().describe('Bucket of the artifact store'),
  S3_REGION: filled.default('us-east-1').describe('Region of the bucket'),
  S3_ENDPOINT: z.url().optional().describe('For S3-compatible stores'),
  S3_ACCESS_KEY_ID: filled.optional().describe('Left out: the AWS SDK’s own chain'),
  S3_SECRET_ACCESS_KEY: secret(filled.optional(), 'With S3_ACCESS_KEY_ID'),
  S3_PREFIX: z.string().default('').describe('Folder in the bucket'),

  PROVIDER: z
    .enum(['built-in', 'openai'])
    .default('built-in')
    .describe('built-in | openai: artist and storyteller of a job that names none'),
  OPENAI_API_KEY: secret(filled.optional(), 'Left out: jobs may not ask for openai'),
  OPENAI_BASE_URL: z.url().optional().describe('Any OpenAI-compatible address; left out: OpenAI'),
  OPENAI_TEXT_MODEL: filled.default('gpt-5-mini').describe('Writes the story'),
  OPENAI_IMAGE_MODEL: filled.default('gpt-image-2').describe('Draws the pages'),
  OPENAI_IMAGE_HOSTS: imageHosts
    .optional()
    .describe('Hosts of pictures beside the address itself, by commas: cdn.example.com, http://10.0.0.5:9000'),
  OPENAI_SANDBOX: flag.default(false).describe('OPENAI_BASE_URL is the sandbox; refused in production'),

  STRIPE_SECRET_KEY: secret(filled.optional(), 'Left out: nobody pays and everybody has the largest plan'),
  STRIPE_WEBHOOK_SECRET: secret(
    z.string().trim().startsWith('whsec_').optional(),
    'whsec_…; of the endpoint /api/payments/webhook',
  ),
  STRIPE_BASE_URL: z.url().optional().describe('Address of the sandbox; left out: Stripe'),
  STRIPE_SANDBOX: flag.default(false).describe('STRIPE_BASE_URL is the sandbox; refused in production'),
  RECONCILE_EVERY_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_080)
    .default(1_440)
    .describe('How often payments are reconciled by themselves'),

  GOOGLE_CLIENT_ID: filled.optional().describe('OAuth client of type "Web application"; left out: there is no Drive'),
  GOOGLE_CLIENT_SECRET: secret(filled.optional(), 'With GOOGLE_CLIENT_ID'),
  GOOGLE_BASE_URL: z.url().optional().describe('Address of the sandbox; left out: Google'),
  GOOGLE_SANDBOX: flag.default(false).describe('GOOGLE_BASE_URL is the sandbox; refused in production'),

  ENCRYPTION_KEYS: secret(
    encryptionKeys.optional(),
    'id:key,…, each key 32 bytes in base64 (openssl rand -base64 32); the first encrypts, the others still decrypt',
  ),

  SMTP_URL: secret(
    z.url({ protocol: /^smtps?$/ }).optional(),
    'smtp://user:password@host:587; left out: mails are kept as .eml files',
  ),
  MAIL_FROM: filled.optional().describe('Sender of mails, e.g. ColorBook <books@example.com>'),
  ALERT_MAIL_TO: recipients.optional().describe('Whom alerts are mailed to, by commas; left out: nobody'),
  ALERT_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Told when an alert opens and when it is resolved; https in production, but for loopback'),
  ALERT_WEBHOOK_SECRET: secret(
    z.string().min(32, 'at least 32 characters').optional(),
    'Signs those calls (HMAC-SHA256); at least 32 characters',
  ),
  MAIL_DIR: filled.default('.data/mail').describe('Where mails are kept when there is no SMTP_URL'),

  ERASURE_GRACE_DAYS: z.coerce
    .number()
    .min(0)
    .max(90)
    .default(7)
    .describe('Days in which a person can take the erasure of their account back'),
  EXPORT_KEEP_DAYS: z.coerce
    .number()
    .min(0.001)
    .max(90)
    .default(7)
    .describe('Days in which a person can download the archive of their data'),
});
export type Environment = z.infer<typeof environmentSchema>;

/** Variables by name, as a process has them. */
export type Variables = Record<string, string | undefined>;

const schemas = new Map<string, z.ZodType>(Object.entries(environmentSchema.shape));
export const isSecret = (name: string): boolean => schemas.get(name)?.meta()?.['secret'] === true;
