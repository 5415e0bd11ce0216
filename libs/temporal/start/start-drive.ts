import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowIdConflictPolicy,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ORCHESTRATION_QUEUE } from '#contracts/queues.js';
import type { SyncSchedule } from '#contracts/drive.js';
import type { SyncDriveInput } from '#contracts/work.js';
import { CLIENT_TIMEOUT_MS } from '../connection.js';

const idOf = (connectionId: string): string => `drive-sync:${connectionId}`;
const EVERY_MS: Record<Exclude<SyncSchedule, 'off'>, number> = { hourly: 3_600_000, daily: 86_400_000 };

/** Syncs a Drive now; one that is under way is joined. */
export async function startDriveSync(client: Client, input: SyncDriveInput, ownerId: string): Promise<void> {
  await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, () =>
    client.workflow.start('syncDrive', {
      workflowId: idOf(input.connectionId),
      taskQueue: ORCHESTRATION_QUEUE,
      args: [input],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      priority: { fairnessKey: ownerId },
    }),
  );
}

/** Syncs a Drive by itself as often as its author wants; safe to repeat. */
export async function ensureDriveSchedule(client: Client, connectionId: string, every: SyncSchedule): Promise<void> {
  await client.withDeadline(Date.now() + CLIENT_TIMEOUT_MS, async () => {
    const handle = client.schedule.getHandle(idOf(connectionId));
    if (every === 'off') {
      await handle.delete().catch((error: unknown) => {
        if (!(error instanceof ScheduleNotFoundError)) throw error;
      });
      return;
    }
    const spec = { intervals: [{ every: EVERY_MS[every] }] };
    const action = {
      type: 'startWorkflow' as const,
      workflowType: 'syncDrive',
      workflowId: idOf(connectionId),
      taskQueue: ORCHESTRATION_QUEUE,
      args: [{ connectionId, everything: false } satisfies SyncDriveInput],
    };
    const policies = { overlap: ScheduleOverlapPolicy.SKIP };
    try {
      await client.schedule.create({ scheduleId: idOf(connectionId), spec, action, policies });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await handle.update(({ state }) => ({ spec, action, policies, state }));
    }
  });
}
