import { insertErasure, takeErasureBack } from '#accounts/erasure-record.js';
import { newId } from '#database/ids.js';
import { storeConnection } from '#drive/connection/connect.js';
import { openDrive } from '#drive/connection/open-drive.js';
import { startErasureWorkflow, startExportWorkflow } from '#temporal/start/start-account.js';
import { takeBack, tryAgain } from '#workflows/messages.js';
import { submitBook, waitForState } from '../../support/books.js';
import { DRIVE_FILE, MIA, oauthClient } from '../../support/google-admin.js';
import type { Platform } from '../../support/platform.js';
import { eventually } from '../../support/stack.js';
import { google, settings } from '../environment.js';
import type { Scenario } from '../environment.js';

/** A person’s data, given to them or erased. */
export const accounts: Record<string, Scenario> = {
  async 'export-account-completed'(platform) {
    const id = newId();
    await platform.db.accountExport.create({ data: { id, ownerId: await withBook(platform) } });
    await startExportWorkflow(platform.client, id);
    return id;
  },
  'erase-account-at-once': (platform) => eraseOf(platform, 0),
  'erase-account-after-grace': (platform) => eraseOf(platform, 1_000),
  async 'erase-account-taken-back'(platform) {
    const id = newId();
    const userId = await withBook(platform);
    await insertErasure(platform.db, { id, userId, askedBy: 'person', eraseAt: new Date(Date.now() + 60_000) });
    await startErasureWorkflow(platform.client, id);
    await takeErasureBack(platform.db, id);
    await platform.client.workflow.getHandle(id).signal(takeBack);
    return id;
  },
  async 'erase-account-refused-then-retried'(platform) {
    const userId = await withBook(platform);
    const { credentials } = await google.connect(MIA, [DRIVE_FILE], oauthClient(google.url, settings.clientId));
    const tokens = {
      access: credentials.access_token!,
      refresh: credentials.refresh_token!,
      expiresAt: credentials.expiry_date!,
    };
    await storeConnection({ db: platform.db, ...openDrive(settings, 'http://books.test')! }, userId, tokens);
    await google.admin('POST', 'faults', { kind: 'error', match: '/revoke', status: 403, reason: 'domainPolicy' });
    const id = newId();
    await insertErasure(platform.db, { id, userId, askedBy: 'person', eraseAt: new Date() });
    await startErasureWorkflow(platform.client, id);
    await eventually(
      'it waits',
      async () => (await platform.db.accountErasure.findUniqueOrThrow({ where: { id } })).state === 'needs-attention',
    );
    await google.admin('DELETE', 'faults');
    await platform.client.workflow.getHandle(id).signal(tryAgain);
    return id;
  },
};

/** An author with a finished book. */
async function withBook(platform: Platform): Promise<string> {
  const { jobId, ownerId } = await submitBook(platform, { pages: 2 });
  await waitForState(platform, jobId, 'completed');
  return ownerId;
}

async function eraseOf(platform: Platform, graceMs: number): Promise<string> {
  const id = newId();
  const userId = await withBook(platform);
  await insertErasure(platform.db, { id, userId, askedBy: 'person', eraseAt: new Date(Date.now() + graceMs) });
  await startErasureWorkflow(platform.client, id);
  return id;
}
