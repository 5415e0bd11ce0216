import type { Environment } from './environment.js';

export interface Config {
  environment: Environment['NODE_ENV'];
  http: {
    host: string;
    port: number;
    /** Scheme, host and port. */
    publicUrl: string;
    /** People come by https: cookies are `Secure`. Over http a browser would not keep such cookies. */
    secure: boolean;
    trustProxy: boolean;
    perMinute: number;
    authPerMinute: number;
  };
  logLevel: Environment['LOG_LEVEL'];
  release: string;
  sentryDsn: string | undefined;
  metrics: {
    /** Undefined: see `mayScrape`. */
    token: string | undefined;
    /** Of a worker; undefined: it listens nowhere. */
    workerPort: number | undefined;
  };
  /** Undefined: nothing is traced. */
  tracing: { url: string; headers: Record<string, string>; ratio: number } | undefined;
  database: { url: string; directUrl: string | undefined; pool: number };
  temporal: {
    address: string;
    namespace: string;
    apiKey: string | undefined;
    tls: { certPath: string; keyPath: string } | undefined;
    uiUrl: string | undefined;
    workflowBundle: string | undefined;
    /** Undefined: workers are unversioned. Without a build, it is derived from the workflows. */
    deployment: { name: string; buildId: string | undefined } | undefined;
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
    | {
        apiKey: string;
        baseUrl: string | undefined;
        textModel: string;
        imageModel: string;
        imageHosts: string[];
        sandbox: boolean;
      }
    | undefined;
  stripe:
    | { secretKey: string; webhookSecret: string; baseUrl: string | undefined; sandbox: boolean; everyMinutes: number }
    | undefined;
  google:
    | { clientId: string; clientSecret: string; baseUrl: string | undefined; sandbox: boolean; keys: EncryptionKey[] }
    | undefined;
  mail: { kind: 'smtp'; url: string; from: string } | { kind: 'files'; directory: string };
  alerts: { mailTo: string[]; webhook: { url: string; secret: string } | undefined };
  accounts: { graceDays: number; keepDays: number };
}

export interface EncryptionKey {
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** Thrown once with all problems, so that they can be fixed in one go. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((each) => `  - ${each}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}
