import { watchdogRound } from '#observability/alerts/round.js';
import type { AlertDeps } from '#observability/alerts/round.js';
import { runActivity } from '../run-activity.js';

/** What the watchdog watches for people. */
export const createAlertActivities = (deps: AlertDeps) => ({
  watchAlerts: (): Promise<void> => runActivity(() => watchdogRound(deps)),
});
