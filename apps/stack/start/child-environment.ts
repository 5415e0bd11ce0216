import { originOf, ownHost } from '#config/host.js';
import type { Home } from '../home/home.js';
import type { Ports } from './ports.js';
import { inProject } from '../project.js';
import { encryptionKeysOf, googleClientSecretOf, webhookSecretOf } from '../setup/secrets.js';
import type { Secrets } from '../setup/secrets.js';
import type { Settings } from '../home/settings.js';

export interface Addresses {
  /** Of the console. */
  url: string;
  databaseUrl: string;
  temporalAddress: string;
  temporalUi: string | null;
  /** Null: no sandbox runs. */
  sandbox: string | null;
  /** Null: Stripe itself is used, or nobody pays. */
  stripe: string | null;
  /** Null: Google itself is used, or there is no Drive. */
  google: string | null;
}

/** The environment of API and workers: the user's variables, and the stack's own parts as defaults. */
export function childEnvironment(
  home: Home,
  settings: Settings,
  secrets: Secrets,
  addresses: Addresses,
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // for the workers' status ports; only the API listens on the configured host
    HOST: '127.0.0.1',
    COLORBOOK_HOME: home.path,
    DATABASE_URL: addresses.databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    WORKFLOW_BUNDLE: inProject('dist', 'workflow-bundle.js'),
    JWT_SECRET: settings.JWT_SECRET ?? secrets.jwtSecret,
    STORAGE_DIR: settings.STORAGE_DIR ?? home.artifacts,
    MAIL_DIR: settings.MAIL_DIR ?? home.mail,
    PUBLIC_URL: settings.PUBLIC_URL ?? addresses.url,
  };
  // its own Temporal has only these workers, so a new release would wait for a promotion
  if (!settings.TEMPORAL_ADDRESS) delete env['WORKER_DEPLOYMENT'];
  // not in production: other machines do not have this data folder's key
  if (settings.NODE_ENV !== 'production')
    env['ENCRYPTION_KEYS'] = settings.ENCRYPTION_KEYS ?? encryptionKeysOf(secrets);
  if (addresses.temporalUi) env['TEMPORAL_UI_URL'] = addresses.temporalUi;
  if (addresses.sandbox && !settings.OPENAI_API_KEY)
    Object.assign(env, {
      OPENAI_BASE_URL: `${addresses.sandbox}/v1`,
      OPENAI_API_KEY: 'sandbox',
      OPENAI_SANDBOX: 'true',
    });
  if (addresses.stripe)
    Object.assign(env, {
      STRIPE_BASE_URL: addresses.stripe,
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_WEBHOOK_SECRET: webhookSecretOf(secrets),
      STRIPE_SANDBOX: 'true',
    });
  if (addresses.google)
    Object.assign(env, {
      GOOGLE_BASE_URL: addresses.google,
      GOOGLE_CLIENT_ID: 'colorbook-engine',
      GOOGLE_CLIENT_SECRET: googleClientSecretOf(secrets),
      GOOGLE_SANDBOX: 'true',
    });
  return env;
}

/** Addresses of all parts; external PostgreSQL and Temporal take precedence. */
export function addressesOf(settings: Settings, ports: Ports, databaseUrl: string, sandbox: boolean): Addresses {
  return {
    url: originOf(ownHost(settings.HOST), ports.api),
    databaseUrl: settings.DATABASE_URL ?? databaseUrl,
    temporalAddress: settings.TEMPORAL_ADDRESS ?? `127.0.0.1:${ports.temporal}`,
    temporalUi: settings.TEMPORAL_ADDRESS
      ? (process.env['TEMPORAL_UI_URL'] ?? null)
      : `http://127.0.0.1:${ports.temporalUi}`,
    sandbox: sandbox ? `http://127.0.0.1:${ports.sandbox}` : null,
    stripe: sandbox && !settings.STRIPE_SECRET_KEY ? `http://127.0.0.1:${ports.stripe}` : null,
    google: sandbox && !settings.GOOGLE_CLIENT_ID ? `http://127.0.0.1:${ports.google}` : null,
  };
}
