import { newId } from '#database/ids.js';
import { PermanentFailure } from '#failures/failure.js';
import { submitBook, waitForState } from '../../support/books.js';
import type { Platform } from '../../support/platform.js';
import { artist } from '../environment.js';
import type { Scenario } from '../environment.js';

/** One bulk action of support. */
export const bulk: Record<string, Scenario> = {
  async 'bulk-act-canary-passed'(platform) {
    const { bulkId, jobs } = await bulkOfRefused(platform, 3);
    await platform.client.workflow.execute('bulkAct', bulkStart(bulkId));
    for (const jobId of jobs) await waitForState(platform, jobId, 'completed');
    return bulkId;
  },
  async 'bulk-act-canary-failed'(platform) {
    const { bulkId } = await bulkOfRefused(platform, 2);
    artist.misbehave = refuseAll;
    await platform.client.workflow.execute('bulkAct', bulkStart(bulkId));
    return bulkId;
  },
};

const refuseAll = (): void => {
  throw new PermanentFailure('content-refused', 'no');
};
const bulkStart = (bulkId: string) => ({
  workflowId: bulkId,
  taskQueue: 'orchestration',
  args: [{ bulkId, canary: true }],
});

/** Jobs that wait for a person, and a retry of all of them, the first one as a canary. */
async function bulkOfRefused(platform: Platform, count: number): Promise<{ bulkId: string; jobs: string[] }> {
  artist.misbehave = refuseAll;
  const jobs: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const { jobId } = await submitBook(platform, { pages: 1 });
    await waitForState(platform, jobId, 'needs-attention');
    jobs.push(jobId);
  }
  artist.misbehave = () => undefined;
  const bulkId = newId();
  const requesterId = newId();
  await platform.db.user.create({
    data: { id: requesterId, email: `${requesterId}@test.local`, name: 'Support', role: 'support', passwordHash: '' },
  });
  await platform.db.bulkAction.create({
    data: {
      id: bulkId,
      action: 'retry',
      filter: { text: 'x' },
      reason: 'a test',
      canary: 1,
      state: 'canary',
      requesterId,
    },
  });
  await platform.db.bulkActionItem.createMany({
    data: jobs.map((jobId, at) => ({ bulkId, jobId, position: at + 1, canary: at === 0 })),
  });
  return { bulkId, jobs };
}
