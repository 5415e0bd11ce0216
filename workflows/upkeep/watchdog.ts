import { continueAsNew, patched, sleep } from '@temporalio/workflow';
import { alerts, files, upkeep } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

/** How long a job row and Temporal may disagree at most, and a queued job may wait for its start. */
const PERIOD = '10s';
const ROUNDS_PER_RUN = 200;
/** Orphan artifacts and old keys are removed every so many rounds. */
const HOUSEKEEPING_EVERY = 360;
/** Alerts are evaluated every half minute. */
const ALERTS_EVERY = 3;

// it never ends
onNewBuild('AUTO_UPGRADE', watchdog);

/** Starts queued work, reconciles job rows with Temporal, evaluates alerts and cleans up; one per namespace, endless. */
export async function watchdog(round = 0): Promise<void> {
  const last = round + ROUNDS_PER_RUN;
  for (let at = round; at < last; at += 1) {
    await upkeep.startQueuedJobs().catch(retryNextRound);
    if (patched('queued-mails')) await upkeep.startQueuedMails().catch(retryNextRound);
    if (patched('payments')) await upkeep.startQueuedPayments().catch(retryNextRound);
    await upkeep.reconcileJobs().catch(retryNextRound);
    if (patched('recreate-files')) await files.recreateFiles().catch(retryNextRound);
    if (at % ALERTS_EVERY === 0 && patched('alerts')) await alerts.watchAlerts().catch(retryNextRound);
    if (at % HOUSEKEEPING_EVERY === 0) await upkeep.tidyUp().catch(retryNextRound);
    await sleep(PERIOD);
  }
  await continueAsNew<typeof watchdog>(last);
}

/** A failed round is shown in the history and tried again in the next one: the watchdog itself must not die. */
const retryNextRound = (): void => undefined;
