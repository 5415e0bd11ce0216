import { condition, setHandler, sleep } from '@temporalio/workflow';
import type { ExportAccountInput } from '#contracts/work.js';
import { accountArchive, accounts, permanentFailureOf } from '../activity-proxies.js';
import { tryAgain } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';

// it sleeps for days
onNewBuild('AUTO_UPGRADE', exportAccount);

/**
 * Packs all data of a user into one archive, offers it for some days, and removes it. The
 * workflow's id is the export's.
 */
export async function exportAccount({ exportId }: ExportAccountInput): Promise<void> {
  let woken = false;
  setHandler(tryAgain, () => {
    woken = true;
  });

  let packed = !(await accounts.beginExport({ exportId }));
  while (!packed) {
    woken = false;
    try {
      await accountArchive.packAccount({ exportId });
      packed = true;
    } catch (error) {
      const refusal = permanentFailureOf(error);
      if (!refusal) throw error;
      await accounts.parkExport({ exportId, ...refusal });
      await condition(() => woken);
    }
  }
  const { waitMs } = await accounts.offerExport({ exportId });
  await sleep(waitMs);
  await accounts.expireExport({ exportId });
}
