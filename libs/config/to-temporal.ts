import type { Config } from './config.js';
import type { Environment } from './environment.js';

/** As zod's `pick` takes them. */
export const TEMPORAL_VARIABLES = {
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_API_KEY: true,
  TEMPORAL_TLS_CERT: true,
  TEMPORAL_TLS_KEY: true,
  TEMPORAL_UI_URL: true,
  WORKFLOW_BUNDLE: true,
  WORKER_DEPLOYMENT: true,
  WORKER_BUILD_ID: true,
  ACTIVITY_SLOTS: true,
  ENCRYPTION_KEYS: true,
} as const;

/** Where Temporal is, and how workers work for it. */
export const toTemporal = (env: Pick<Environment, keyof typeof TEMPORAL_VARIABLES>): Config['temporal'] => ({
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
