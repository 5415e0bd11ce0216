import type { SyncDriveInput } from '#contracts/work.js';
import { permanentFailureOf, driveChecks } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

onNewBuild('PINNED', syncDrive);

/** Follows what was changed in an author's Drive, and has the books concerned synced, each by a job of its own. */
export async function syncDrive({ connectionId, everything }: SyncDriveInput): Promise<void> {
  try {
    let hasMore = true;
    for (let all = everything; hasMore; all = false)
      hasMore = await driveChecks.followChanges({ connectionId, everything: all });
  } catch (error) {
    // recorded in the author's connection; the next sync tries again
    if (!permanentFailureOf(error)) throw error;
  }
}
