import { condition, setHandler, sleep } from '@temporalio/workflow';
import type { BulkActionInput } from '#contracts/work.js';
import { bulkActions } from '../activity-proxies.js';
import { cancelJob } from '../messages.js';
import { onNewBuild } from '../versioning-behavior.js';

const CHECK_INTERVAL = '3s';
/** Canaries that have not ended after this many checks stop the bulk action. */
const MAX_CANARY_CHECKS = 600;

onNewBuild('PINNED', bulkAct);

/**
 * One support action over many jobs, in small batches. With canaries, a few jobs go first, and the rest only when all of them pass.
 * The workflow's id is the bulk action's.
 */
export async function bulkAct({ bulkId, canary }: BulkActionInput): Promise<void> {
  let canceled = false;
  setHandler(cancelJob, () => {
    canceled = true;
  });

  if (canary) {
    await actOnAll(true);
    const result = await canariesPass();
    if (!canceled && result !== 'passed') {
      const message =
        result === 'failed' ? 'A canary failed; the rest was left alone.' : 'The canaries came to no end.';
      return bulkActions.moveBulk({ bulkId, state: 'stopped', message });
    }
    if (!canceled) await bulkActions.moveBulk({ bulkId, state: 'running' });
  }
  if (!canceled) await actOnAll(false);
  return bulkActions.moveBulk({ bulkId, state: canceled ? 'canceled' : 'completed' });

  async function actOnAll(canaries: boolean): Promise<void> {
    let left = 1;
    while (left > 0 && !canceled) ({ left } = await bulkActions.actOnJobs({ bulkId, canary: canaries }));
  }

  async function canariesPass(): Promise<'passed' | 'failed' | 'waiting'> {
    for (let check = 0; check < MAX_CANARY_CHECKS && !canceled; check += 1) {
      const result = await bulkActions.lookAtCanaries({ bulkId });
      if (result !== 'waiting') return result;
      await Promise.race([sleep(CHECK_INTERVAL), condition(() => canceled)]);
    }
    return 'waiting';
  }
}
