import type { Config } from './config.js';
import type { Environment } from './environment.js';

export const TEMPORAL_VARIABLES = [
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS_CERT',
  'TEMPORAL_TLS_KEY',
  'TEMPORAL_UI_URL',
  'WORKFLOW_BUNDLE',
  'WORKER_DEPLOYMENT',
  'WORKER_BUILD_ID',
  'ACTIVITY_SLOTS',
  'ENCRYPTION_KEYS',
] as const;

/** Where Temporal is, and how workers work for it. */
export const toTemporal = (env: Pick<Environment, (typeof TEMPORAL_VARIABLES)[number]>): Config['temporal'] => ({
  address: env.TEMPORAL_ADDRESS,
  namespace: env.TEMPORAL_NAMESPACE,
  apiKey: env.TEMPORAL_API_KEY,
  tls:
    env.TEMPORAL_TLS_CERT && env.TEMPORAL_TLS_KEY
      ? { certPath: env.TEMPORAL_TLS_CERT, keyPath: env.TEMPORAL_TLS_KEY }
      : undefined,
  uiUrl: env.TEMPORAL_UI_URL,
  workflowBundle: env.WORKFLOW_BUNDLE,
  deployment: env.WORKER_DEPLOYMENT ? { name: env.WORKER_DEPLOYMENT, buildId: env.WORKER_BUILD_ID } : undefined,
  activitySlots: env.ACTIVITY_SLOTS,
  keys: env.ENCRYPTION_KEYS ?? [],
});
