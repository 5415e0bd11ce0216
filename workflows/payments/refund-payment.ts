import type { RefundPaymentInput } from '#contracts/work.js';
import { payments } from '../activity-proxies.js';
import { onNewBuild } from '../versioning-behavior.js';

// a fix of its one step has to reach the money that waits for it
onNewBuild('AUTO_UPGRADE', refundPayment);

/** Makes a refund at Stripe, once; the workflow's id is the request's. */
export async function refundPayment({ requestId }: RefundPaymentInput): Promise<void> {
  await payments.giveRefund({ requestId });
}
