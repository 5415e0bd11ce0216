import { crossChecks } from './checks.js';
import { type Config, ConfigError } from './config.js';
import { environmentSchema, type Environment, type Feature, type Variables } from './environment.js';
import { originOf, ownHost } from './host.js';
import { withSecretFiles } from './secret-files.js';
import { toStorage } from './to-storage.js';
import { toTemporal } from './to-temporal.js';

/** Reads and checks the environment. Empty variables count as absent. Throws `ConfigError` with every problem. */
export function loadConfig(given: Variables = process.env): Config {
  const { env, problems } = withSecretFiles(given);
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(present);
  problems.push(...(parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []));
  problems.push(...crossChecks(present));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

function toConfig(env: Environment): Config {
  const isOn = (feature: Feature): boolean => env.FEATURES?.includes(feature) ?? true;
  const publicUrl = env.PUBLIC_URL ?? originOf(ownHost(env.HOST), env.PORT);
  return {
    environment: env.NODE_ENV,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl,
      secure: publicUrl.startsWith('https:'),
      trustProxy: env.TRUST_PROXY,
      perMinute: env.RATE_LIMIT_PER_MINUTE,
      authPerMinute: env.AUTH_RATE_LIMIT_PER_MINUTE,
    },
    logLevel: env.LOG_LEVEL,
    release: env.RELEASE,
    sentryDsn: env.SENTRY_DSN,
    metrics: { token: env.METRICS_TOKEN, workerPort: env.WORKER_PORT },
    tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT
      ? {
          // the OTLP specification: a collector's address, to which each signal adds its path
          url: `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, '')}/v1/traces`,
          headers: env.OTEL_EXPORTER_OTLP_HEADERS ?? {},
          ratio: env.TRACE_RATIO,
        }
      : undefined,
    database: { url: env.DATABASE_URL, directUrl: env.DATABASE_DIRECT_URL, pool: env.DATABASE_POOL },
    temporal: toTemporal(env),
    auth: { jwtSecret: env.JWT_SECRET },
    storage: toStorage(env, env.STORAGE_DIR),
    defaultProvider: env.PROVIDER,
    openai:
      isOn('openai') && env.OPENAI_API_KEY
        ? {
            apiKey: env.OPENAI_API_KEY,
            baseUrl: env.OPENAI_BASE_URL,
            textModel: env.OPENAI_TEXT_MODEL,
            imageModel: env.OPENAI_IMAGE_MODEL,
            imageHosts: env.OPENAI_IMAGE_HOSTS ?? [],
            sandbox: env.OPENAI_SANDBOX,
          }
        : undefined,
    stripe:
      isOn('payments') && env.STRIPE_SECRET_KEY && env.STRIPE_WEBHOOK_SECRET
        ? {
            secretKey: env.STRIPE_SECRET_KEY,
            webhookSecret: env.STRIPE_WEBHOOK_SECRET,
            baseUrl: env.STRIPE_BASE_URL,
            sandbox: env.STRIPE_SANDBOX,
            everyMinutes: env.RECONCILE_EVERY_MINUTES,
          }
        : undefined,
    google:
      isOn('drive') && env.GOOGLE_CLIENT_ID && env.GOOGLE_CLIENT_SECRET && env.ENCRYPTION_KEYS
        ? {
            clientId: env.GOOGLE_CLIENT_ID,
            clientSecret: env.GOOGLE_CLIENT_SECRET,
            baseUrl: env.GOOGLE_BASE_URL,
            sandbox: env.GOOGLE_SANDBOX,
            keys: env.ENCRYPTION_KEYS,
          }
        : undefined,
    accounts: { graceDays: env.ERASURE_GRACE_DAYS, keepDays: env.EXPORT_KEEP_DAYS },
    mail:
      env.SMTP_URL && env.MAIL_FROM
        ? { kind: 'smtp', url: env.SMTP_URL, from: env.MAIL_FROM }
        : { kind: 'files', directory: env.MAIL_DIR },
    alerts: {
      mailTo: env.ALERT_MAIL_TO ?? [],
      webhook:
        env.ALERT_WEBHOOK_URL && env.ALERT_WEBHOOK_SECRET
          ? { url: env.ALERT_WEBHOOK_URL, secret: env.ALERT_WEBHOOK_SECRET }
          : undefined,
    },
  };
}
