import { isCancellation } from '@temporalio/workflow';
import type { SendMailInput } from '#contracts/work.js';
import { mail } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

// a fix of its steps has to reach the mails that wait for it
onNewBuild('AUTO_UPGRADE', sendMail);

/** Brings one mail of the outbox to the mail server; the workflow's id is the mail's. Gives up after a day. */
export async function sendMail({ mailId }: SendMailInput): Promise<void> {
  try {
    await mail.deliverMail({ mailId });
  } catch (error) {
    if (isCancellation(error)) throw error;
    await mail.giveUpMail({ mailId });
  }
}
