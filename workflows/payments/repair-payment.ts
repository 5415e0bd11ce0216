import type { RepairInput } from '#contracts/work.js';
import { failureMessage, repairs } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

// a fix of its steps has to reach the repairs that wait for it
onNewBuild('AUTO_UPGRADE', repairPayment);

/** Performs a confirmed repair; a permanent failure reopens the exception, with the reason. */
export async function repairPayment({ itemId }: RepairInput): Promise<void> {
  try {
    await repairs.performRepair({ itemId });
  } catch (error) {
    const message = failureMessage(error);
    if (message === null) throw error;
    await repairs.giveUpRepair({ itemId, message });
  }
}
