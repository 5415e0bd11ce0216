import { watchdogRound } from '#observability/alerts/round.js';
import type { AlertDeps } from '#observability/alerts/round.js';
import { runActivity } from '../run-activity.js';

/** Alert evaluation and notification. */
export const createAlertActivities = (deps: AlertDeps) => ({
  watchAlerts: (): Promise<void> => runActivity(() => watchdogRound(deps)),
});
