import { newId } from '#database/ids.js';
import { storeConnection } from '#drive/connection/connect.js';
import { openDrive } from '#drive/connection/open-drive.js';
import { startJobWorkflow } from '#temporal/start/start-job.js';
import { cancelJob, retryPages } from '#workflows/messages.js';
import { submitBook, waitForState } from '../../support/books.js';
import { DRIVE_FILE, MIA, OTTO, oauthClient } from '../../support/google-admin.js';
import type { Platform } from '../../support/platform.js';
import { google, settings } from '../environment.js';
import type { Scenario } from '../environment.js';

/** Books on their way to Google Drive. */
export const drive: Record<string, Scenario> = {
  async 'sync-book-completed'(platform) {
    const { jobId } = await syncOf(platform, MIA);
    await waitForState(platform, jobId, 'completed');
    return jobId;
  },
  async 'sync-book-parked-then-canceled'(platform) {
    const { jobId } = await syncOf(platform, OTTO);
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'running');
    await waitForState(platform, jobId, 'needs-attention');
    await platform.client.workflow.getHandle(jobId).signal(cancelJob);
    await waitForState(platform, jobId, 'canceled');
    return jobId;
  },
  async 'sync-book-left'(platform) {
    const { jobId, connectionId } = await syncOf(platform, OTTO);
    await waitForState(platform, jobId, 'needs-attention');
    await platform.db.driveConnection.delete({ where: { id: connectionId } });
    await platform.client.workflow.getHandle(jobId).signal(retryPages, []);
    await waitForState(platform, jobId, 'canceled');
    return jobId;
  },
  async 'sync-drive-completed'(platform) {
    const { connectionId } = await syncOf(platform, MIA);
    const args = [{ connectionId, everything: true }];
    await platform.client.workflow.execute('syncDrive', { workflowId: connectionId, taskQueue: 'orchestration', args });
    return connectionId;
  },
};

/** A finished book on its way to the Drive of an account; Otto's is full. */
async function syncOf(platform: Platform, email: string): Promise<{ jobId: string; connectionId: string }> {
  const { db, client } = platform;
  const { jobId: made, bookId, ownerId } = await submitBook(platform, { pages: 3 });
  await waitForState(platform, made, 'completed');
  const { credentials } = await google.connect(email, [DRIVE_FILE], oauthClient(google.url, settings.clientId));
  const tokens = {
    access: credentials.access_token!,
    refresh: credentials.refresh_token!,
    expiresAt: credentials.expiry_date!,
  };
  const connection = await storeConnection({ db, ...openDrive(settings, 'http://books.test')! }, ownerId, tokens);
  await db.driveBook.create({ data: { bookId, connectionId: connection.id } });
  const jobId = newId();
  const input = { ask: { kind: 'sync-drive', bookId }, provider: 'built-in' };
  await db.job.create({ data: { id: jobId, kind: 'sync-drive', ownerId, bookId, input } });
  await startJobWorkflow(client, { id: jobId, kind: 'sync-drive', ownerId, title: 'A test book' });
  return { jobId, connectionId: connection.id };
}
