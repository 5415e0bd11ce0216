import { condition, setHandler, sleep } from '@temporalio/workflow';
import type { ErasureStep } from '#contracts/account.js';
import type { EraseAccountInput } from '#contracts/work.js';
import { accounts, permanentFailureOf } from '../activity-proxies.js';
import { takeBack, tryAgain } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';

/** Jobs are asked to stop and checked at this interval; those still running after `MAX_CHECKS` are terminated. */
const CHECK_INTERVAL = '2s';
const MAX_CHECKS = 60;
const MAIL_EVERY = '3s';

// it sleeps for days
onNewBuild('AUTO_UPGRADE', eraseAccount);

/**
 * Erases an account after a grace period in which its owner can cancel. Each step is idempotent; one that fails for good
 * waits for staff. The workflow's id is the erasure's.
 */
export async function eraseAccount({ erasureId }: EraseAccountInput): Promise<void> {
  let woken = false;
  let isTakenBack = false;
  setHandler(tryAgain, () => {
    woken = true;
  });
  setHandler(takeBack, () => {
    isTakenBack = true;
  });

  const { eraseAt } = await accounts.beginErasure({ erasureId });
  if (eraseAt > Date.now()) {
    await unlessRefused(() => accounts.stopRenewal({ erasureId }));
    const wait = eraseAt - Date.now();
    if (wait > 0) await condition(() => isTakenBack, wait);
  }
  // the row decides: it may have been canceled although no signal arrived
  if (!(await accounts.closeAccount({ erasureId }))) {
    await unlessRefused(() => accounts.goOnRenewing({ erasureId }));
    await accounts.letGo({ erasureId });
    return;
  }
  await step('jobs', stopJobs);
  await step('drive', () => accounts.giveBackGrant({ erasureId }));
  await step('stripe', () => accounts.forgetCustomer({ erasureId }));
  await step('records', async () => {
    let more = true;
    while (more) ({ more } = await accounts.eraseRecords({ erasureId }));
  });
  await step('files', async () => {
    // a file that was stored a moment ago may belong to another account, too: it is checked again
    for (let pending = await accounts.removeFiles({ erasureId }); pending.left > 0;) {
      await sleep(pending.waitMs);
      pending = await accounts.removeFiles({ erasureId });
    }
  });
  await step('letter', async () => {
    while (!(await accounts.sendFarewell({ erasureId })).over) await sleep(MAIL_EVERY);
  });
  await accounts.endErasure({ erasureId });

  async function stopJobs(): Promise<void> {
    for (let check = 0; ; check += 1) {
      const { left } = await accounts.stopJobs({ erasureId, force: check >= MAX_CHECKS });
      if (left === 0) return;
      await sleep(CHECK_INTERVAL);
    }
  }

  async function step(name: ErasureStep, run: () => Promise<void>): Promise<void> {
    for (;;) {
      woken = false;
      await accounts.noteErasure({ erasureId, step: name });
      try {
        return await run();
      } catch (error) {
        const refusal = permanentFailureOf(error);
        if (!refusal) throw error;
        await accounts.noteErasure({ erasureId, step: name, refusal });
        await condition(() => woken);
      }
    }
  }
}

/** A permanent failure of a renewal change stops neither the erasure nor its cancellation. */
async function unlessRefused(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!permanentFailureOf(error)) throw error;
  }
}
